package people

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showOpening shows the empty form that opens a case.
func (p *pages) showOpening(c echo.Context, user identity.Caller) error {
	if !say.MayOpen(user.Actor) {
		return fault.New(fault.Denied, "the role opens no cases")
	}
	drafts, err := p.Drafts(c, user, say.OpenPath)
	if err != nil {
		return err
	}
	page := p.openingPage(c, user, drafts.Form(say.OpenPath), nil)
	page.Draft = drafts.View(say.OpenPath, formOpening, 0)
	return p.Render(c, http.StatusOK, page)
}

// formOpening is the ID of the form.
const formOpening = "form-opening"

// openingPage is the page with the form as it was typed.
func (p *pages) openingPage(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs) view.Opening {
	page := view.Opening{
		Frame: p.Frame(c, "", say.NoticeLost, "draft.kept", "draft.discarded"), Action: say.OpenPath, Key: site.NewKey(),
		Draft: site.Drafts{}.View(say.OpenPath, formOpening, 0),
	}
	page.Typing = &view.Draft{Of: say.OpenPath, Form: formOpening}
	if page.Before = f.Get(fieldAllSame); page.Before == "" {
		page.Before = f.Get(fieldBefore)
	}
	page.Section, page.Path = "nav.cases", say.OpenPath
	r := p.reader(c, user)
	page.OfCase, page.OfPerson = r.openingQuestions(f, wrong)
	page.OfCase = append(page.OfCase, r.rulesQuestions(c.Request().Context(), f, wrong)...)
	page.Problems = append(say.ProblemsOf(page.OfCase), say.ProblemsOf(page.OfPerson)...)
	page.Wrong = len(page.Problems) > 0
	return page
}

// openCase opens a case. If the officer sees open cases that may be about the same person, they are shown first, and
// the case is opened only with a reason.
func (p *pages) openCase(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	if !say.MayOpen(user.Actor) {
		return fault.New(fault.Denied, "the role opens no cases")
	}
	if f.Key() == "" { // it comes from the search, with what was typed there
		return p.Render(c, http.StatusOK, p.openingPage(c, user, f, nil))
	}
	r := p.reader(c, user)
	in, wrong := r.readOpening(f)
	if len(wrong) > 0 {
		return p.Render(c, http.StatusUnprocessableEntity, p.openingPage(c, user, f, wrong))
	}
	in.Despite = say.ReadText(f, fieldAllSame, wrong)
	if len(wrong) > 0 {
		return p.renderAlike(c, user, f, in, wrong)
	}
	receipt, err := p.Usecases.OpenCase(c.Request().Context(), f.Key(), in)
	if _, alike := fault.DetailsOf(err).(act.AlikeCases); alike {
		return p.renderAlike(c, user, f, in, wrong)
	}
	if err != nil {
		return p.renderUnopened(c, user, f, err)
	}
	if receipt.Registers != "" {
		return p.showOpenedElsewhere(c, r, receipt)
	}
	if receipt.State == record.CommandSettled {
		return site.SentTo(c, say.CasePath(receipt.Target.Ref), receipt)
	}
	p.DropForm(c)
	page, banner := p.openingPage(c, user, site.SentForm{}, nil), r.BannerOf(receipt)
	page.OfCase, page.OfPerson, page.Banner, page.Typing = nil, nil, &banner, nil // it is kept, and will be opened
	return p.Render(c, http.StatusAccepted, page)
}

// renderAlike shows the open cases that may be about the person, and asks why another one is opened.
func (p *pages) renderAlike(c echo.Context, user identity.Caller, f site.SentForm, in cases.Opening, wrong say.Wrongs) error {
	found, err := p.alike(c, user, in)
	if err != nil {
		return err
	}
	r, page := p.reader(c, user), p.openingPage(c, user, f, nil)
	page.Rows, page.More, page.Count = r.peopleFound(found), found.More, view.Count("search.found", len(found.Rows))
	if f.Has(fieldAllSame) && in.Despite == "" && len(wrong) == 0 {
		wrong[fieldAllSame] = view.Say("open.wrong.reason")
	}
	page.Reason = &view.Question{
		ID: fieldAllSame, Name: fieldAllSame, Kind: view.AskArea, Label: view.Say("open.reason"), Hint: view.Say("open.reason_hint"),
		Readers: r.ReadBy(casework.Entry{Code: casework.EntryOpened}), Value: page.Before, Limit: site.TextLimit, Wrong: wrong[fieldAllSame],
	}
	page.Problems = say.ProblemsOf([]view.Question{*page.Reason})
	page.Wrong = len(page.Problems) > 0
	return p.Render(c, http.StatusConflict, page)
}

// alike finds cases that may be about the person, as far as the user may search.
func (p *pages) alike(c echo.Context, user identity.Caller, in cases.Opening) (cases.PeopleFound, error) {
	if !say.MaySearch(user.Actor) {
		return cases.PeopleFound{}, nil
	}
	found, err := p.Usecases.FindTwins(c.Request().Context(), in.Person, in.Birth)
	if err != nil && !say.Unreadable(err) {
		return cases.PeopleFound{}, nil
	}
	return found, err
}

// renderUnopened shows the form again with all that was typed, and that no case was opened.
func (p *pages) renderUnopened(c echo.Context, user identity.Caller, f site.SentForm, err error) error {
	banner, status := view.Banner{Kind: "alert", Title: view.Say("sent.refused")}, http.StatusConflict
	switch fault.CodeOf(err) {
	case fault.Denied:
		banner.Texts = []view.Text{say.Refused(err, view.Say("open.refused.host"))}
	case fault.KeyReused:
		banner.Texts = []view.Text{view.Say("task.refused.sent_before")}
	case fault.Invalid, fault.Conflict:
		banner.Texts = p.unfitRules(err)
	default:
		return err
	}
	page := p.openingPage(c, user, f, nil)
	page.Wrong, page.Banner = true, &banner
	return p.Render(c, status, page)
}

// unfitRules says why no rules fit, or those that were chosen.
func (p *pages) unfitRules(err error) []view.Text {
	if act.HasField(err, act.FieldChildBirth) {
		return []view.Text{view.Say("open.refused.birth")}
	}
	fields, _ := fault.DetailsOf(err).(act.InvalidFields)
	if len(fields) != 1 || fields[0].Code != act.NotAccredited {
		return []view.Text{view.Say("open.refused.rules")}
	}
	out := []view.Text{view.Say("open.refused.state")}
	for _, c := range p.Usecases.Corridors.Corridors() {
		if slices.Contains(fields[0].Allowed, c.ID) && len(out) == 1 {
			out = append(out, view.Say("open.refused.state_fits", c.Name))
		}
	}
	return out
}
