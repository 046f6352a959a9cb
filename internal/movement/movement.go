package movement

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Status is the state of a movement.
type Status string

// The statuses, in the order of the procedure. Arrived and Cancelled are the end.
const (
	Planned   Status = "planned"   // no passenger has a seat
	Holding   Status = "holding"   // seats are held
	Ticketed  Status = "ticketed"  // a passenger has a ticket
	Locked    Status = "locked"    // the manifest is fixed; standby is over
	Boarding  Status = "boarding"  // the escort has begun to call the roll
	Departed  Status = "departed"  // no undo from here on
	Arrived   Status = "arrived"   // the receiver has reported every passenger
	Cancelled Status = "cancelled" // all passengers were taken off, in reverse order
)

// Statuses lists every status.
func Statuses() []Status {
	return []Status{Planned, Holding, Ticketed, Locked, Boarding, Departed, Arrived, Cancelled}
}

// Movement is the state of one trip. It is the state of a workflow, and depends only on the accepted
// commands. It is a value: Accept returns the next one and does not change the old one.
type Movement struct {
	Ref       casework.Ref      `json:"ref"`
	Operation casework.Ref      `json:"operation,omitempty"` // the operation that it belongs to, if any
	Seq       int64             `json:"seq"`                 // counts the changes, from 1
	Status    Status            `json:"status"`
	Legs      []Leg             `json:"legs"`
	Seats     int               `json:"seats"`             // that the vehicle of the smallest leg has
	Blocked   int               `json:"blocked,omitempty"` // of these: crew, escorts, broken, kept for medical need
	Charter   bool              `json:"charter,omitempty"`
	Desk      casework.DeskID   `json:"desk"`      // the transport desk; it gets notices of free seats and refused messages
	Receiving casework.DeskID   `json:"receiving"` // only this desk can confirm an arrival
	Escorts   []casework.DeskID `json:"escorts"`   // only these desks can report who has boarded

	Manifest    int          `json:"manifest"`           // version; 0 until first locked; grows whenever the list changes after that
	Seatings    int          `json:"seatings,omitempty"` // how many seats were ever given, for the order of undoing
	Passengers  []Passenger  `json:"passengers,omitempty"`
	Separations []Separation `json:"separations,omitempty"`

	PlannedAt  time.Time `json:"planned_at"`
	DepartedAt time.Time `json:"departed_at,omitzero"`
	EndedAt    time.Time `json:"ended_at,omitzero"`

	Late     bool `json:"late,omitempty"`     // the desk has a notice that the departure is not reported
	Reminded bool `json:"reminded,omitempty"` // the receiver was reminded to confirm the arrival
	Alarmed  bool `json:"alarmed,omitempty"`  // the arrival alarm was raised

	// Proposal is the proposal that waits for a second person; nil for none.
	Proposal *Proposal `json:"proposal,omitempty"`

	Outbox  []CaseMessage `json:"outbox,omitempty"`  // messages without a reply, oldest first
	Settled []KeyAnswer   `json:"settled,omitempty"` // oldest first
}

// DepartsAt is the planned departure of the first leg, as an absolute instant.
func (m *Movement) DepartsAt() time.Time { return m.Legs[0].DepartsAt }

// ArrivesAt is the planned arrival of the last leg, as an absolute instant.
func (m *Movement) ArrivesAt() time.Time { return m.Legs[len(m.Legs)-1].ArrivesAt }

// Sold counts the seats that passengers have.
func (m *Movement) Sold() int {
	sold := 0
	for _, p := range m.Passengers {
		if p.State.Seated() {
			sold++
		}
	}
	return sold
}

// Free counts the seats that are neither sold nor blocked. It is never negative (I6).
func (m *Movement) Free() int { return m.Seats - m.Blocked - m.Sold() }

// Over reports whether the movement has ended.
func (m *Movement) Over() bool { return m.Status == Arrived || m.Status == Cancelled }

// Gone reports whether it is too late to undo anything.
func (m *Movement) Gone() bool { return m.Status == Departed || m.Over() }

// Passenger finds one by the reference of the case.
func (m *Movement) Passenger(ref casework.Ref) (Passenger, bool) {
	if i := m.index(ref); i >= 0 {
		return m.Passengers[i], true
	}
	return Passenger{}, false
}

// Listed are the cases on the manifest, in the order of their references.
func (m *Movement) Listed() []casework.Ref {
	var out []casework.Ref
	for _, p := range m.Passengers {
		if p.State.Listed() {
			out = append(out, p.Case)
		}
	}
	slices.Sort(out)
	return out
}

// Snapshot is the movement as the record keeps it: without what only the workflow needs.
func (m *Movement) Snapshot() Movement {
	c := m.clone()
	c.Outbox, c.Settled = nil, nil
	return c
}

func (m *Movement) index(ref casework.Ref) int {
	return slices.IndexFunc(m.Passengers, func(p Passenger) bool { return p.Case == ref })
}

// members returns the places of the passengers in the block of passenger i, including i.
func (m *Movement) members(i int) []int {
	if m.Passengers[i].State == Off {
		return []int{i}
	}
	var out []int
	for j, p := range m.Passengers {
		if p.Block == m.Passengers[i].Block && p.State != Off {
			out = append(out, j)
		}
	}
	return out
}

func (m *Movement) clone() Movement {
	c := *m
	c.Legs = slices.Clone(m.Legs)
	c.Escorts = slices.Clone(m.Escorts)
	c.Passengers = slices.Clone(m.Passengers)
	c.Separations = slices.Clone(m.Separations)
	c.Outbox = slices.Clone(m.Outbox)
	c.Settled = slices.Clone(m.Settled)
	return c
}
