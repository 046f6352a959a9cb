package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// showHelp says what the user's desk is asked here, what their role may do, and how to read the pages. It
// is made from the rules themselves, so that it cannot be out of date.
func (p *Pages) showHelp(c echo.Context, user identity.Caller) error {
	page := view.Help{Frame: p.Frame(c, ""), Kind: view.Named("desk_kind", user.Actor.Kind), Can: say.Abilities(user.Actor), Clocks: helpClocks()}
	page.Section = "nav.help"
	for _, spec := range casework.Specs() {
		if spec.Desk == user.Actor.Kind {
			page.Steps = append(page.Steps, view.HelpStep{Name: view.Named("step", spec.Step), Task: say.DoText(spec.Step)})
		}
	}
	for _, section := range page.Sections() {
		page.Pages = append(page.Pages, view.HelpPage{Path: section.Path, Name: view.Say(section.Key), What: view.Say("help." + section.Key)})
	}
	for _, level := range casework.EscalationThresholds() {
		page.Ladder = append(page.Ladder, view.HelpRung{Percent: level.Percent, Text: view.Named("level_next", level.Level)})
	}
	return p.Render(c, http.StatusOK, page)
}

func helpClocks() []view.HelpClock {
	days := view.Count("age.working_days", 3)
	return []view.HelpClock{
		{Clock: view.Clock{State: view.ClockGreen, Text: view.Say("clock.due", days)}, What: view.Say("help.clock_green")},
		{Clock: view.Clock{State: view.ClockAmber, Text: view.Say("clock.due", view.Count("age.hours", 5))}, What: view.Say("help.clock_amber")},
		{Clock: view.Clock{State: view.ClockRed, Text: view.Say("clock.overdue", days)}, What: view.Say("help.clock_red")},
		{Clock: view.Clock{State: view.ClockStill, Text: view.Say("clock.still")}, What: view.Say("help.clock_still")},
		{Clock: view.Clock{State: view.ClockNone, Text: view.Say("clock.none")}, What: view.Say("help.clock_none")},
	}
}
