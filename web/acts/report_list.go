package acts

import (
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/view"
)

// listEvents shows what can be reported of a case, and who reports the rest.
func (p *pages) listEvents(c echo.Context, user identity.Caller) error {
	s, err := p.find(c, user)
	if err != nil {
		return err
	}
	page := s.page(p.Frame(c, ""), "report", policy.Report)
	if page.WhyNot != nil {
		return p.Render(c, status(page), page)
	}
	var others []view.ActLine
	for _, event := range casework.Events() {
		line := view.ActLine{Text: view.Named("event", event), Hint: view.Say("acts.effect." + string(event)), Path: s.path("report/" + string(event))}
		if s.mayReport(event) {
			page.Links = append(page.Links, line)
			continue
		}
		line.Path, line.Hint, line.Why, line.Who = "", view.Text{}, view.Say("acts.not_yours"), whoMay(policy.ReportOf(event))
		others = append(others, line)
	}
	page.Links = append(page.Links, others...)
	return p.Render(c, status(page), page)
}

// mayReport reports whether the page offers an event. A decision is superseded by the desk that gave it,
// which the page of that event finds out.
func (s shown) mayReport(event casework.Event) bool {
	return s.may(policy.ReportOf(event)) || event == casework.EventSuperseded && s.may(policy.Report)
}

// irrevocable reports whether an event undoes what cannot be done again in the same way, so that it is
// confirmed on a page of its own.
func irrevocable(event casework.Event) bool {
	return slices.Contains([]casework.Event{
		casework.EventDeath, casework.EventDeathCorrected, casework.EventAsylumClaim, casework.EventAgeDisputed, casework.EventNationalityDisputed, casework.EventSuperseded, casework.EventCorridorChanged,
	}, event)
}
