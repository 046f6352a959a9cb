package visits

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// tooLate reports whether an answer was refused because its task had changed, was answered, or is not asked
// any more.
func tooLate(err error) bool {
	code := fault.CodeOf(err)
	return code == fault.Stale || code == fault.Decided || code == fault.Conflict
}

// compare shows what was typed into the form of an answer beside how its task stands now, and the ways on.
// why says why the task cannot be answered any more; nothing if it can.
func (r reader) compare(c echo.Context, of cases.View, t visible.Task, form view.AnswerForm, why view.Text, f site.SentForm) (*view.Compare, error) {
	since, err := r.Since(c.Request().Context(), of, f, func(e record.TimelineEntry) bool { return e.Task == t.ID })
	if err != nil {
		return nil, err
	}
	draft := view.Draft{Of: form.Action, Form: form.Draft.Form}
	out := &view.Compare{Since: since, Drop: form.Action, Discard: draft.Drop(), To: "#" + draft.Form}
	for _, part := range form.Parts {
		out.Rows = append(out.Rows, r.Compared(part.Questions, func(name string) view.Fact {
			for _, settled := range of.Steps {
				if name == fieldOutcome && settled.Step == t.Step && !settled.Withheld {
					return view.Fact{Value: say.OutcomeText(t.Step, settled.Outcome), At: r.At(settled.At)}
				}
			}
			return say.NothingYet()
		})...)
	}
	if why.Key != "" {
		out.Why, out.To = why, form.Action
		return out, nil
	}
	out.Apply = say.Again(f, view.SmallForm{Action: form.Action, Version: form.Version, Hidden: form.Hidden})
	return out, nil
}

// lateContact answers an agreement that was sent after another officer had recorded one: the page shows both, and
// nothing is recorded. It reports false for any other one.
func (p *pages) lateContact(c echo.Context, user identity.Caller, f site.SentForm) (bool, error) {
	ctx, r := c.Request().Context(), p.reader(c, user)
	of, err := p.Usecases.ShowCase(ctx, casework.Ref(c.Param("case")))
	if err != nil {
		return true, err
	}
	since, err := r.Since(ctx, of, f, func(e record.TimelineEntry) bool { return e.Kind == casework.KindContact })
	if err != nil || len(since) == 0 {
		return err != nil, err
	}
	page, err := p.contactPage(c, user, f, nil)
	if err != nil {
		return true, err
	}
	page.Wrong = true
	page.Banner = &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{view.Say("contact.late")}}
	if page.Agree != nil && len(page.Agreed) > 0 {
		page.Compare = r.compareContact(page, f, since)
	}
	return true, p.Render(c, http.StatusConflict, page)
}

// compareContact shows both agreements, without a number.
func (r reader) compareContact(page view.SafeContact, f site.SentForm, since []view.Event) *view.Compare {
	out := &view.Compare{Since: since, Drop: page.Path, Discard: page.Agree.Draft.Drop(), To: "#" + formAgree, Apply: say.Again(f, *page.Agree)}
	for _, q := range page.Agree.Questions {
		if q.Name == fieldPhone {
			continue
		}
		out.Rows = append(out.Rows, r.Compared([]view.Question{q}, func(string) view.Fact {
			for _, fact := range page.Agreed[0].Facts {
				if fact.Name.Key == q.Label.Key {
					return view.Fact{Value: fact.Value, Plain: fact.Plain, None: fact.None}
				}
			}
			return say.NothingYet()
		})...)
	}
	return out
}
