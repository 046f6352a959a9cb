package movement

import (
	"time"

	"example.org/homeward/internal/casework"
)

// State is the state of a passenger.
type State string

// The states.
const (
	Standby      State = "standby"  // waits for a seat; her case has no message about it
	Held         State = "held"     // has a seat
	HasTicket    State = "ticketed" // has a ticket
	OnManifest   State = "locked"   // is on the locked manifest
	Aboard       State = "boarded"  // is on board
	Away         State = "departed" // has left
	HasArrived   State = "arrived"  // the receiver has reported her; see Outcome
	Off          State = "off"      // is no longer on this movement; see Why
	NotPassenger State = ""         // was never on this movement
)

// rank orders the states by the number of acts for a passenger, and so by the number of acts to undo.
func (s State) rank() int {
	switch s {
	case Held:
		return 1
	case HasTicket:
		return 2
	case OnManifest:
		return 3
	case Aboard:
		return 4
	case Away:
		return 5
	case HasArrived:
		return 6
	default:
		return 0
	}
}

// Seated reports whether a passenger in this state has a seat.
func (s State) Seated() bool { return s.rank() > 0 }

// Listed reports whether a passenger in this state is on the manifest.
func (s State) Listed() bool { return s.rank() >= OnManifest.rank() }

// Why is the reason why a passenger is off, or waits.
type Why string

// The reasons.
const (
	WhyFull       Why = "full"             // standby: no seats for all of her block
	WhyAsked      Why = "asked"            // standby: put there by the desk
	WhySeparated  Why = "separated"        // must not travel with a passenger who has a seat
	WhySwapped    Why = "swapped"          // the vehicle became smaller
	WhyReleased   Why = "released"         // the desk has returned her seat
	WhyExpired    Why = "hold_expired"     // the hold has expired
	WhyRefused    Why = "refused_by_case"  // her case refused the message; the gates are in the answer
	WhyBlock      Why = "travels_as_one"   // a member of her block cannot travel
	WhyDocument   Why = "document_differs" // the manifest names another document than the ticket (I5)
	WhyWithdrawn  Why = "taken_back"       // her case has undone the seat
	WhyCancelled  Why = "cancelled"        // the movement was cancelled
	WhyLeftBehind Why = "not_on_manifest"  // the movement left without her
	WhyNoShow     Why = "no_show"          // at boarding
	WhyChanged    Why = "changed_mind"     // at boarding
	WhyOffloaded  Why = "offloaded"        // at boarding
)

// Need has the values that determine the fair order. It shows that there is a reason, never which one:
// the reason stays in the case, because the transport desk does not need it.
type Need struct {
	Medical bool      `json:"medical,omitempty"`
	Child   bool      `json:"child,omitempty"`
	AtRisk  bool      `json:"at_risk,omitempty"`
	Since   time.Time `json:"since,omitzero"` // waiting since
}

// Passenger is one case's place on the movement.
type Passenger struct {
	Case casework.Ref `json:"case"`
	// Block is the block of the passenger, named by the first of its cases.
	Block casework.Ref `json:"block"`
	State State        `json:"state"`
	Why   Why          `json:"why,omitempty"`
	Since time.Time    `json:"since"` // in this state
	Need  Need         `json:"need"`
	// Seat counts the seats in the order of their assignment; undoing uses the reverse order. 0 without a seat.
	Seat int `json:"seat,omitempty"`
	// HeldUntil is when the hold expires; zero for never.
	HeldUntil time.Time `json:"held_until,omitzero"`
	// Document is the reference of the travel document that the ticket was issued for.
	Document string `json:"document,omitempty"`
	// Listed is the reference of the document that the manifest names.
	Listed string `json:"listed,omitempty"`
	// Outcome is of boarding, and later of arrival.
	Outcome casework.Outcome `json:"outcome,omitempty"`
}

// Separation is two cases that must not travel together. A is the smaller reference.
type Separation struct {
	A casework.Ref `json:"a"`
	B casework.Ref `json:"b"`
}

func (s Separation) ordered() Separation {
	if s.B < s.A {
		return Separation{s.B, s.A}
	}
	return s
}
