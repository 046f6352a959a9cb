package movement

import (
	"slices"
	"time"

	"example.org/homeward/internal/fault"
)

// Mode is the means of transport of a leg.
type Mode string

// The modes.
const (
	ByAir  Mode = "air"
	ByRoad Mode = "road"
	ByRail Mode = "rail"
	BySea  Mode = "sea"
	OnFoot Mode = "foot" // over a bridge or a border line
)

// Modes lists every mode.
func Modes() []Mode { return []Mode{ByAir, ByRoad, ByRail, BySea, OnFoot} }

// Location is a UN/LOCODE without the space: ISO 3166-1 alpha-2 country and three
// characters, as THDMK. It is never an address: no passenger can be found by it.
type Location string

// Leg is one part of the way. Its instants are UTC.
type Leg struct {
	Mode      Mode      `json:"mode"`
	From      Location  `json:"from"`
	To        Location  `json:"to"`
	DepartsAt time.Time `json:"departs_at"`
	ArrivesAt time.Time `json:"arrives_at"`
}

// maxLegs is far above any route seen (bus, flight, refuelling stop, flight, bus).
const maxLegs = 12

// Valid reports whether the code has the form of a UN/LOCODE: two letters, then three of
// A-Z and 2-9 (UN/ECE Recommendation 16).
func (l Location) Valid() bool {
	if len(l) != 5 {
		return false
	}
	for i := range len(l) {
		letter := l[i] >= 'A' && l[i] <= 'Z'
		digit := i >= 2 && l[i] >= '2' && l[i] <= '9'
		if !letter && !digit {
			return false
		}
	}
	return true
}

// checkLegs returns fault.Invalid unless there is at least one leg, each leg arrives after it departs,
// and each leg departs from the place where the previous leg arrives, and not before that arrival.
func checkLegs(legs []Leg) error {
	if len(legs) == 0 || len(legs) > maxLegs {
		return fault.New(fault.Invalid, "a movement has between 1 and 12 legs")
	}
	for i, leg := range legs {
		switch {
		case !slices.Contains(Modes(), leg.Mode):
			return fault.New(fault.Invalid, "the mode of a leg is not known")
		case !leg.From.Valid() || !leg.To.Valid():
			return fault.New(fault.Invalid, "a leg runs between two UN/LOCODEs")
		case leg.DepartsAt.IsZero() || !leg.ArrivesAt.After(leg.DepartsAt):
			return fault.New(fault.Invalid, "a leg arrives after it departs")
		case i > 0 && leg.From != legs[i-1].To:
			return fault.New(fault.Invalid, "a leg begins where the one before it ends")
		case i > 0 && leg.DepartsAt.Before(legs[i-1].ArrivesAt):
			return fault.New(fault.Invalid, "a leg does not begin before the one before it ends")
		}
	}
	return nil
}
