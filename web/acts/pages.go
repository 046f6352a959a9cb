package acts

import (
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// pages serves the acts. It is safe for concurrent use.
type pages struct{ *site.Site }

// shown is a case in which the user acts, as the use-cases show it.
type shown struct {
	say.Reader

	of cases.View
}

// find asks for the case that the address names.
func (p *pages) find(c echo.Context, user identity.Caller) (shown, error) {
	found, err := p.Usecases.ShowCase(c.Request().Context(), casework.Ref(c.Param("case")))
	return shown{say.For(p.Site, c, user), found}, err
}

// path is the path of one act in the case.
func (s shown) path(name string) string { return say.ActPath(s.of.Ref, name) }

// seen are the hidden fields of a form about the case.
func (s shown) seen() []view.Field { return []view.Field{say.Seen(s.of)} }

func (s shown) may(action policy.Action) bool { return slices.Contains(s.of.May, action) }

// page begins the page of an act. If the user may not do it, the page says so and who may.
func (s shown) page(f view.Frame, name string, action policy.Action) view.ActPage {
	f.Section, f.Path = "nav.cases", s.path(name)
	head := s.Head(s.of, "")
	page := view.ActPage{
		Frame: f, Head: &head, Title: view.Say("act." + name), Lead: view.Say("act." + name + ".hint"), Back: say.ActsPath(s.of.Ref), BackText: view.Say("acts.back_acts"),
	}
	if !s.may(action) {
		page.WhyNot = &view.Empty{Why: view.NotYours, Text: view.Say("acts.not_yours")}
		page.Lead = whoMay(action)
	}
	return page
}

// whoMay names the roles that may do something.
func whoMay(action policy.Action) view.Text {
	var roles []view.Text
	for _, role := range policy.Roles(action) {
		roles = append(roles, view.Named("role", role))
	}
	if len(roles) == 0 {
		return view.Say("acts.who_none")
	}
	return view.Say("acts.who", roles)
}

// status is 403 for a page that says why the user may not act, and 200 for others.
func status(page view.ActPage) int {
	if page.WhyNot != nil && page.WhyNot.Why == view.NotYours {
		return http.StatusForbidden
	}
	return http.StatusOK
}

// unproven is where the user proves who they are before an act that needs it; "" if no proof is needed now.
func (s shown) unproven(action policy.Action, back string) string {
	return unproven(s.Reader, action, back)
}

func unproven(r say.Reader, action policy.Action, back string) string {
	if !policy.StepUp(action) {
		return ""
	}
	return r.ProofFirst(back)
}

// sent answers a form that was carried out, or shows it again with the reason why not. A fault that has
// a page of its own, as that of a user who must prove who they are, is returned.
func (p *pages) sent(c echo.Context, s shown, f site.SentForm, receipt act.Receipt, err error, page func() view.ActPage) error {
	if err == nil {
		return site.SentTo(c, say.CasePath(s.of.Ref), receipt)
	}
	why := view.Say("acts.refused")
	switch fault.CodeOf(err) {
	case fault.GateClosed:
		why = view.Say("acts.refused_gate")
	case fault.KeyReused:
		why = view.Say("task.refused.sent_before")
	case fault.Denied:
		why = say.Refused(err, view.Say("task.refused.denied"))
	case fault.Conflict, fault.Invalid, fault.Stale:
		why = say.Refused(err, why)
	default:
		return err
	}
	again := page()
	again.Wrong = true
	again.Banner = &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{why}}
	if refused, ok := errors.AsType[*act.RefusedError](err); ok {
		for _, gate := range refused.Gates {
			again.Blocks = append(again.Blocks, s.Block(gate))
		}
	}
	since, err := s.Since(c.Request().Context(), s.of, f, say.OfCase)
	if err != nil {
		return err
	}
	if compare := s.compare(again, f, since); len(since) > 0 || again.Form == nil && len(compare.Rows) > 0 {
		again.Compare = compare
	}
	return p.show(c, http.StatusConflict, again, site.Drafts{})
}

// correct shows a form again that has something to correct.
func (p *pages) correct(c echo.Context, page view.ActPage) error {
	page.Wrong = true
	if page.Form != nil {
		page.Problems = say.ProblemsOf(page.Form.Questions)
	}
	return p.show(c, http.StatusUnprocessableEntity, page, site.Drafts{})
}

// words is a free text about the case, required or not, with the desks that will read it.
func words(name, key string, f site.SentForm, wrong say.Wrongs, optional bool, readers view.Text) view.Question {
	return view.Question{
		ID: name, Name: name, Kind: view.AskArea, Label: view.Say(key), Hint: view.Say("acts.reasons_hint"), Readers: readers,
		Value: f.Get(name), Wrong: wrong[name], Limit: site.TextLimit, Optional: optional,
	}
}

// choice is a question with the answer to choose still open.
func choice(name, key string, f site.SentForm, wrong say.Wrongs, answers []view.Answer) view.Question {
	out := view.Question{ID: name, Name: name, Kind: view.AskSelect, Label: view.Say(key), Wrong: wrong[name]}
	out.Answers = append(out.Answers, view.Answer{Text: view.Say("task.choose"), Chosen: f.Get(name) == ""})
	for _, answer := range answers {
		answer.Chosen = answer.Value == f.Get(name)
		out.Answers = append(out.Answers, answer)
	}
	return out
}

// chosen returns the answer to a choice if it is one of those offered; otherwise the field is wrong.
func chosen(q view.Question, f site.SentForm, wrong say.Wrongs) string {
	value := f.Get(q.Name)
	if value == "" || !slices.ContainsFunc(q.Answers, func(a view.Answer) bool { return a.Value == value }) {
		wrong[q.Name] = view.Say("acts.wrong.choose")
		return ""
	}
	return value
}

// person are the details by which an officer sees that it is the right person.
func (s shown) person() []view.Fact {
	about, _ := s.About(s.of.Person, s.of.Shown)
	return about[:min(len(about), 6)]
}
