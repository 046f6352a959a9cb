package movements

import (
	"context"
	"time"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// The hours in which boarding, departure and arrival can be reported. No carrier has checked them.
const (
	// EarlyBoarding is how long before the planned departure boarding and departure can be reported: roll
	// calls begin some hours ahead, and a charter can leave some hours early. For an earlier one the
	// transport desk moves the departure first, so that the cases learn of it and check their gates again.
	EarlyBoarding = 6 * time.Hour
	// LeastTravel is the part of the planned travel time that must have passed before an arrival can be
	// confirmed, in percent: tail winds and empty roads save a quarter at most, and plans are rough.
	LeastTravel = 50
)

// nearDeparture returns a fault of code Conflict if boarding or departure cannot be reported yet.
func (s *Movements) nearDeparture(_ context.Context, m record.MovementDetail) error {
	if s.core.Now().Before(m.DepartsAt.Add(-EarlyBoarding)) {
		return fault.New(fault.Conflict, "boarding and departure are reported in the six hours before the planned departure, or later; if it leaves earlier, the transport desk moves the departure first")
	}
	return nil
}

// longEnough returns a fault of code Conflict if the passengers cannot have arrived yet. The time counts
// from the planned departure, or from the reported one if that was earlier: a late report does not keep
// them from being met.
func (s *Movements) longEnough(_ context.Context, m record.MovementDetail) error {
	left := m.DepartsAt
	if reported := m.State.DepartedAt; !reported.IsZero() && reported.Before(left) {
		left = reported
	}
	if s.core.Now().Before(left.Add(m.ArrivesAt.Sub(m.DepartsAt) * LeastTravel / 100)) {
		return fault.New(fault.Conflict, "an arrival is confirmed when at least half of the planned travel time has passed since the departure")
	}
	return nil
}
