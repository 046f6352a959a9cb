package acts

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// fieldConfirmed is "yes" in the form of a page that asked a second time.
const fieldConfirmed = "confirmed"

// showReport shows the form of one event.
func (p *pages) showReport(c echo.Context, user identity.Caller) error {
	kept, typed, err := p.kept(c, user)
	if err != nil {
		return err
	}
	s, page, event, err := p.reportPage(c, user, typed, nil)
	if err != nil {
		return err
	}
	if wrong := (say.Wrongs{}); page.Form != nil && asked(c, typed) {
		if s.read(event, page.Form.Questions, typed, wrong); len(wrong) == 0 {
			page = s.once(page, typed)
		}
	}
	return p.show(c, status(page), page, kept)
}

// reportPage makes the page of an event with the form as it was typed.
func (p *pages) reportPage(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs) (shown, view.ActPage, casework.Event, error) {
	event := casework.Event(c.Param("event"))
	s, err := p.find(c, user)
	if err != nil {
		return s, view.ActPage{}, event, err
	}
	if !slices.Contains(casework.Events(), event) {
		return s, view.ActPage{}, event, fault.New(fault.NotFound, "there is no such page")
	}
	action := policy.ReportOf(event)
	if event == casework.EventSuperseded {
		action = policy.Report
	}
	page := s.page(p.Frame(c, "", site.FormNotices()...), "report", action)
	page.Path = s.path("report/" + string(event))
	page.Back, page.Title = s.path("report"), view.Named("event", event)
	if page.WhyNot != nil {
		return s, page, event, nil
	}
	page.Lead = view.Say("acts.effect." + string(event))
	questions, missing, err := p.fields(c.Request().Context(), s, event, f, wrong)
	if err != nil {
		return s, page, event, err
	}
	if missing.Key != "" {
		page.WhyNot = &view.Empty{Why: view.NothingYet, Text: missing}
		return s, page, event, nil
	}
	page.Form = &view.SmallForm{Action: page.Path, Key: site.NewKey(), Hidden: s.seen(), Submit: view.Say("act.report.do"), Questions: questions}
	if irrevocable(event) {
		page.Form.Submit = view.Say("acts.next")
	}
	return s, page, event, nil
}

// report reports an event. One that cannot be taken back is shown once more first, with the person.
func (p *pages) report(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	s, page, event, err := p.reportPage(c, user, f, nil)
	if err != nil {
		return err
	}
	if page.Form == nil {
		return p.Render(c, http.StatusForbidden, page)
	}
	wrong := say.Wrongs{}
	in := s.read(event, page.Form.Questions, f, wrong)
	if len(wrong) > 0 {
		if _, page, _, err = p.reportPage(c, user, f, wrong); err != nil {
			return err
		}
		return p.correct(c, page)
	}
	if late, err := p.late(c, s, page, f); late {
		return err
	}
	if irrevocable(event) && f.Get(fieldConfirmed) != "yes" {
		p.KeepAgain(c) // for the way back
		return p.show(c, http.StatusOK, s.once(page, f), site.Drafts{})
	}
	receipt, err := p.Usecases.ReportEvent(c.Request().Context(), s.of.Ref, f.Key(), in)
	return p.sent(c, s, f, receipt, err, func() view.ActPage { return page })
}

// once asks a second time: it shows the person, what was entered and what follows, and carries all that
// was typed on in hidden fields.
func (s shown) once(page view.ActPage, f site.SentForm) view.ActPage {
	page.Look, page.Details, page.Entered = view.Say("acts.look_once_more"), s.person(), entered(page.Form.Questions)
	page.Effects = append(page.Effects, view.Effect{Title: view.Say("acts.follows"), Lines: []view.Text{page.Lead}})
	page.Lead = view.Text{}
	form := view.SmallForm{Action: page.Form.Action, Key: site.NewKey(), Submit: view.Say("act.report.do"), Danger: true, Hidden: carried(f)}
	page.Form = &form
	page.Back, page.BackText = changePath(page.Path), view.Say("acts.change")
	return page
}

// carried are all fields of a form, as hidden fields of the one that confirms it.
func carried(f site.SentForm) []view.Field {
	out := []view.Field{{Name: fieldConfirmed, Value: "yes"}}
	var names []string
	for name := range f.Values {
		if name != "key" && name != fieldConfirmed {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range f.All(name) {
			out = append(out, view.Field{Name: name, Value: value})
		}
	}
	return out
}
