package acts

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// late answers a form that was sent after another officer had changed the case: nothing is done, and the page
// shows what has changed, and what was typed beside what is on record now. It reports false for any other
// form.
func (p *pages) late(c echo.Context, s shown, page view.ActPage, f site.SentForm) (bool, error) {
	since, err := s.Since(c.Request().Context(), s.of, f, say.OfCase)
	if err != nil || len(since) == 0 {
		return err != nil, err
	}
	page.Wrong = true
	page.Banner = &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{view.Say("acts.late")}}
	page.Compare = s.compare(page, f, since)
	return true, p.show(c, http.StatusConflict, page, site.Drafts{})
}

// compare shows what was typed beside how the case stands, and the ways on.
func (s shown) compare(page view.ActPage, f site.SentForm, since []view.Event) *view.Compare {
	out := &view.Compare{Since: since, To: "#" + formID, Drop: page.Path}
	if _, keeps := site.FormOf(page.Path); keeps {
		out.Discard = view.Draft{Of: page.Path, Form: formID}.Drop()
	}
	now := func(name string) view.Fact { return s.now(name, f) }
	if page.Form == nil { // it cannot be done any more, but what was written is not lost
		out.To, out.Why = page.Path, view.Say("compare.not_now")
		out.Rows = s.Compared([]view.Question{words(fieldReasons, "acts.reasons", f, nil, false, view.Text{}), words(fieldWords, "acts.optional_words", f, nil, true, view.Text{})}, now)
		return out
	}
	out.Rows = s.Compared(page.Form.Questions, now)
	out.Apply = say.Again(f, *page.Form, fieldConfirmed) // what cannot be taken back is asked a second time again
	return out
}

// now is what is on record of a field of an act.
func (s shown) now(name string, f site.SentForm) view.Fact {
	switch name {
	case fieldName, fieldNative, fieldBirth, fieldWritten, fieldSex, fieldNation, fieldPaper:
		return s.ofPerson(name)
	case fieldCustodian:
		for _, fact := range s.of.Facts {
			if fact.Name == casework.FactCustodian {
				return view.Fact{Value: say.ValueText(fact.Name, fact.Value), At: s.At(fact.At)}
			}
		}
	case fieldCause:
		if pause := s.of.Paused; pause != nil && pause.Cause != "" {
			return view.Fact{Value: view.Named("cause", pause.Cause), At: s.At(pause.Since)}
		}
	case fieldKind, fieldHold:
		var holds []view.Text
		for _, hold := range s.of.Holds {
			holds = append(holds, say.HoldText(hold.Kind))
		}
		if len(holds) > 0 {
			return view.Fact{Value: view.Say("case.list", holds)}
		}
	case fieldStep:
		for _, settled := range s.of.Steps {
			if string(settled.Step) == f.Get(fieldStep) && !settled.Withheld {
				return view.Fact{Value: say.OutcomeText(settled.Step, settled.Outcome), At: s.At(settled.At)}
			}
		}
	case fieldGate:
		for _, given := range s.of.Waivers {
			if string(given.Gate) == f.Get(fieldGate) {
				return view.Fact{Value: view.Say("acts.waive.given", []view.Text{view.Named("role", given.By.Role)}), At: s.At(given.At)}
			}
		}
	}
	return say.NothingYet()
}
