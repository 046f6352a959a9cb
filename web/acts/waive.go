package acts

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

const (
	fieldGate    = "gate"
	fieldReasons = "reasons"
)

// showWaive shows the conditions that the user can waive.
func (p *pages) showWaive(c echo.Context, user identity.Caller) error {
	kept, typed, err := p.kept(c, user)
	if err != nil {
		return err
	}
	_, page, err := p.waivePage(c, user, typed, nil)
	if err != nil {
		return err
	}
	return p.show(c, status(page), page, kept)
}

// waivePage makes the page with the form as it was typed.
func (p *pages) waivePage(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs) (shown, view.ActPage, error) {
	s, err := p.find(c, user)
	if err != nil {
		return s, view.ActPage{}, err
	}
	page := s.page(p.Frame(c, "", site.FormNotices()...), "waive", policy.WaiveGate)
	if page.WhyNot != nil {
		return s, page, nil
	}
	open, err := p.Usecases.ListWaivers(c.Request().Context(), s.of.Ref)
	if err != nil {
		return s, page, err
	}
	if len(open) == 0 {
		page.WhyNot = &view.Empty{Why: view.NothingLeft, Text: view.Say("acts.waive.none")}
		return s, page, nil
	}
	which := view.Question{ID: fieldGate, Name: fieldGate, Kind: view.AskOne, Label: view.Say("acts.waive.which"), Wrong: wrong[fieldGate]}
	for _, one := range open {
		which.Answers = append(which.Answers, view.Answer{
			Value: string(one.Gate.ID), Text: view.Named("gate", one.Gate.ID), Hint: joined(s.waiverHints(one)), Chosen: f.Get(fieldGate) == string(one.Gate.ID),
		})
	}
	page.Form = &view.SmallForm{
		Action: s.path("waive"), Key: site.NewKey(), Hidden: s.seen(), Hint: view.Say("acts.waive.note"), Submit: view.Say("act.waive.do"), Danger: true,
		Questions: []view.Question{which, words(fieldReasons, "acts.reasons", f, wrong, false, s.ReadBy(casework.Entry{Code: casework.EntryWaived}))},
	}
	return s, page, nil
}

// joined writes sentences one after the other.
func joined(sentences []view.Text) view.Text {
	out := sentences[0]
	for _, next := range sentences[1:] {
		out = view.Say("acts.two", out, next)
	}
	return out
}

// waiverHints says what a waiver would cover, what waits for it, and who else must give it.
func (s shown) waiverHints(w cases.Waiver) []view.Text {
	var conditions, steps, given, needs []view.Text
	for _, u := range w.Gate.Unmet {
		if u.Condition == visible.Withheld {
			conditions = append(conditions, view.Say("case.withheld"))
			continue
		}
		conditions = append(conditions, view.Named("condition", u.Condition))
	}
	for _, step := range w.Steps {
		steps = append(steps, say.StepText(step))
	}
	for _, role := range w.GivenBy {
		given = append(given, view.Named("role", role))
	}
	for _, role := range w.Needs {
		needs = append(needs, view.Named("role", role))
	}
	out := []view.Text{view.Say("acts.waive.covers", conditions)}
	if len(steps) > 0 {
		out = append(out, view.Say("acts.waive.holds", steps))
	} else {
		out = append(out, view.Say("acts.waive.holds_none"))
	}
	if len(given) > 0 {
		out = append(out, view.Say("acts.waive.given", given))
	}
	if len(needs) > 0 {
		out = append(out, view.Say("acts.waive.second", needs))
	}
	return out
}

// waive waives the conditions of a gate.
func (p *pages) waive(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	wrong := say.Wrongs{}
	reasons := say.ReadText(f, fieldReasons, wrong)
	if reasons == "" {
		wrong[fieldReasons] = view.Say("acts.wrong.reasons")
	}
	if f.Get(fieldGate) == "" {
		wrong[fieldGate] = view.Say("acts.wrong.choose")
	}
	s, page, err := p.waivePage(c, user, f, wrong)
	if err != nil {
		return err
	}
	if page.WhyNot != nil && page.WhyNot.Why == view.NotYours {
		return p.Render(c, http.StatusForbidden, page)
	}
	if len(wrong) > 0 {
		return p.correct(c, page)
	}
	if late, err := p.late(c, s, page, f); late {
		return err
	}
	receipt, err := p.Usecases.WaiveGate(c.Request().Context(), s.of.Ref, f.Key(), casework.GateID(f.Get(fieldGate)), reasons)
	return p.sent(c, s, f, receipt, err, func() view.ActPage { return page })
}
