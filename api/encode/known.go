package encode

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/internal/wire"
)

// Fact is what a desk has stated.
func Fact(f casework.Fact) wire.Fact {
	return wire.Fact{Name: f.Name, Value: f.Value, At: f.At.UTC(), Desk: string(f.By.Desk)}
}

// Step is a settled step.
func Step(s visible.SettledStep) wire.SettledStep {
	spec, _ := casework.SpecOf(s.Step)
	return wire.SettledStep{
		Step: s.Step, Stage: spec.Stage, Attempt: s.Attempt, At: s.At.UTC(), Until: Time(s.Until), Holds: s.Holds,
		Desk: string(s.By.Desk), State: string(s.State), Outcome: s.Outcome, Withheld: s.Withheld,
	}
}

// Trip is the movement on which she has a seat.
func Trip(t casework.Trip) wire.Trip {
	return wire.Trip{Movement: t.Movement, DepartsAt: t.DepartsAt.UTC(), Charter: t.Charter}
}
