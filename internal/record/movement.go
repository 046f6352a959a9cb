package record

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// MovementRow is one trip: class B.
type MovementRow struct {
	Ref       casework.Ref
	Operation casework.Ref // "" for a trip of people of several operations
	Status    movement.Status
	Charter   bool
	Seats     int // all of them
	Blocked   int // not to be sold
	Sold      int // to passengers who have not left again
	Standby   int
	Manifest  int             // its version; 0 until first locked
	Desk      casework.DeskID // the transport desk
	Receiving casework.DeskID // the desk that confirms the arrival
	Seq       int64           // the newest change
	DepartsAt time.Time       // of the first leg
	ArrivesAt time.Time       // of the last leg, as planned
	PlannedAt time.Time
	UpdatedAt time.Time
	EndedAt   *time.Time
}

// MovementDetail is one trip with its legs, passengers and separations.
type MovementDetail struct {
	MovementRow
	// State is the movement as its rules see it after change Seq, without its outbox.
	State movement.Movement
	// Erased reports that the key of the movement was destroyed: State is empty.
	Erased bool
}

// PassengerRow is one person's place on one trip.
type PassengerRow struct {
	Movement  casework.Ref
	Status    movement.Status // of the movement
	DepartsAt time.Time
	movement.Passenger
}

// MovementFilter narrows the list of movements; zero fields do not.
type MovementFilter struct {
	Operation casework.Ref
	Status    movement.Status
	Case      casework.Ref    // that this case is, or was, a passenger of
	Desk      casework.DeskID // the transport desk, the receiving desk or an escort
	// Carries is a desk that has a part in the case of a passenger.
	Carries casework.DeskID
	// Without leaves out the movements of which a passenger, now or before, has excluded this account.
	Without casework.AccountID
	From    time.Time // departing at or after
	Before  time.Time // departing before
	Page    Page
}

// Movements is one page of movements, the latest departure first.
type Movements struct {
	Rows []MovementRow
	Next *Cursor
}

// MovementEntry is one line of what happened to a movement.
type MovementEntry struct {
	Movement casework.Ref
	Seq      int64
	N        int
	Kind     movement.Kind
	At       time.Time
	By       casework.Actor
	Key      casework.Key
	movement.Entry
	// Words is what the person wrote with it: class D; "" when nothing was written.
	Words string
}

// MovementTimeline is one page of a movement's timeline.
type MovementTimeline struct {
	Rows []MovementEntry
	Next *Cursor
}

// FairOrder is the order in which blocks were given seats by one change, and why.
type FairOrder struct {
	Seq   int64
	At    time.Time
	Order []movement.Ranked
}
