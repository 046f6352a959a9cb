package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// MovementRow is one trip: class B.
type MovementRow struct {
	Ref       casework.Ref
	Operation casework.Ref // "" for a trip of people of several operations
	State     string       // a code of the movement's own rules: planned, locked, departed, arrived, cancelled
	Charter   bool
	Seats     int // all of them
	Blocked   int // not to be sold
	Taken     int // by passengers who are not on standby
	Standby   int
	Seq       int64 // the newest change
	DepartsAt time.Time
	ArrivesAt *time.Time
	CreatedAt time.Time
	UpdatedAt time.Time
	By        casework.Actor
}

// MovementDetail is one trip with its legs and passengers.
type MovementDetail struct {
	MovementRow
	Legs        []Leg
	Passengers  []PassengerRow
	Separations []Separation
	// Snapshot is the movement's state as JSON of its own rules: codes and references only.
	Snapshot []byte
}

// Leg is one part of a trip.
type Leg struct {
	N         int
	Mode      string // a code: air, road, water, rail, foot
	From      string // a code of a place: UN/LOCODE or IATA
	To        string
	DepartsAt time.Time
	ArrivesAt time.Time
	Carrier   string          // a code
	Desk      casework.DeskID // who answers for this leg
}

// PassengerRow is one person's place on a trip, by reference.
type PassengerRow struct {
	Movement  casework.Ref
	Case      casework.Ref
	State     string // a code of the movement's own rules: held, ticketed, locked, boarded, departed, met, ...
	Unit      string // families travel as one block: passengers of one unit share this; "" for one alone
	Standby   bool
	Position  int // in the order of standby, from 1; 0 for a seat
	Seat      string
	Outcome   casework.Outcome // of boarding, then of arrival
	UpdatedAt time.Time
}

// Separation says that two people must not travel together. Why is not kept with it.
type Separation struct {
	A, B casework.Ref
}

// MovementFilter narrows the list of movements; zero fields do not.
type MovementFilter struct {
	Operation casework.Ref
	State     string
	Case      casework.Ref // movements that this case is, or was, a passenger of
	From      time.Time    // departing at or after
	Before    time.Time    // departing before
	Page      Page
}

// Movements is one page of movements, the latest departure first.
type Movements struct {
	Rows []MovementRow
	Next *Cursor
}
