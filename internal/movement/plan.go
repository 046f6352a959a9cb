package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// The largest sizes of a movement and of a command: far above real ones (a charter of 400, a convoy of
// ten buses), and small enough for one payload.
const (
	maxSeats      = 1000
	maxPassengers = 500
	maxKnown      = 1000
)

// CheckPlan returns nil if Accept would accept a plan, otherwise the error with which it is refused.
func CheckPlan(ref casework.Ref, plan Plan) error {
	switch {
	case !validRef(ref) || plan.Operation != "" && !validRef(plan.Operation):
		return fault.New(fault.Invalid, "the reference of the movement is missing or not valid")
	case plan.Receiving == "":
		return fault.New(fault.Invalid, "the receiving desk, which confirms the arrival, is missing")
	case len(plan.Escorts) == 0 || slices.Contains(plan.Escorts, ""):
		return fault.New(fault.Invalid, "the escort desk, which reports who has boarded, is missing")
	case slices.Contains(plan.Escorts, plan.Receiving):
		return fault.New(fault.Invalid, "the receiving desk must be another desk than the sending one") // G27
	}
	if err := checkSeats(plan.Seats, plan.Blocked); err != nil {
		return err
	}
	return checkLegs(plan.Legs)
}

func checkSeats(seats, blocked int) error {
	if seats < 1 || seats > maxSeats || blocked < 0 || blocked > seats {
		return fault.New(fault.Invalid, "a movement has between 1 and 1000 seats, and blocks no more than it has")
	}
	return nil
}

// Unplanned returns the movement before its first command.
func Unplanned(ref casework.Ref) Movement { return Movement{Ref: ref} }

func (d *draft) plan() error {
	m, plan := &d.m, d.cmd.Plan
	if m.Seq > 0 {
		return fault.New(fault.Conflict, "the movement is already planned")
	}
	if plan == nil {
		return fault.New(fault.Invalid, "the plan is missing")
	}
	if err := CheckPlan(m.Ref, *plan); err != nil {
		return err
	}
	m.Operation, m.Legs, m.Seats, m.Blocked, m.Charter = plan.Operation, slices.Clone(plan.Legs), plan.Seats, plan.Blocked, plan.Charter
	m.Desk, m.Receiving, m.Escorts = d.cmd.By.Desk, plan.Receiving, slices.Clone(plan.Escorts)
	for i := range m.Legs {
		m.Legs[i].DepartsAt, m.Legs[i].ArrivesAt = m.Legs[i].DepartsAt.UTC(), m.Legs[i].ArrivesAt.UTC()
	}
	m.Status, m.PlannedAt, d.legs = Planned, d.cmd.At, true
	d.addEntry(EntryPlanned, "", "")
	return nil
}

// validRef reports whether a text has the form of a random reference.
func validRef(ref casework.Ref) bool {
	if ref == "" || len(ref) > 64 {
		return false
	}
	for i := range len(ref) {
		c := ref[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}
