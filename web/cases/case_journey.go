package cases

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// journey is how far the journey of a person is prepared: departure, seat, ticket and passenger list, with
// the movement itself for a user who works with movements.
func (r reader) journey(c cases.View) []view.Fact {
	out := r.Trip(c.Trip)
	if c.Trip == nil {
		return nil
	}
	for _, one := range []struct {
		step          casework.Step
		name, yes, no string
	}{
		{casework.StepSeat, "journey.seat", "journey.held", "journey.not_held"},
		{casework.StepTicket, "journey.ticket", "journey.ticketed", "journey.not_ticketed"},
		{casework.StepManifest, "journey.manifest", "journey.locked", "journey.not_locked"},
	} {
		settled := slices.ContainsFunc(c.Steps, func(s visible.SettledStep) bool { return s.Step == one.step && s.Holds })
		known := c.Whole || settled
		fact := view.Fact{Name: view.Say(one.name), Value: view.Say(one.no)}
		switch {
		case settled:
			fact.Value = view.Say(one.yes)
		case !known:
			fact = view.Fact{Name: view.Say(one.name), None: view.Withheld}
		}
		out = append(out, fact)
	}
	return out
}

// legs are the parts of the way, as far as the user sees them.
func (r reader) legs(t *casework.Trip) []view.Leg {
	if t == nil {
		return nil
	}
	var out []view.Leg
	for _, leg := range t.Legs {
		out = append(out, r.Leg(leg.Mode, leg.From, leg.To, leg.DepartsAt, leg.ArrivesAt))
	}
	return out
}

// movementPath is the page of the movement of a case, for a user who works with movements.
func (r reader) movementPath(c cases.View) string {
	if c.Trip == nil || !policy.EverAllowed(r.User.Actor, policy.ShowMovement) {
		return ""
	}
	return say.MovementPath(c.Trip.Movement)
}
