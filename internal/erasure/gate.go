package erasure

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// The conditions beside those of gate G23.
const (
	// CaseOver: the case is closed, or she has died. A running case cannot go on without its data.
	CaseOver casework.ConditionID = "case_over"
	// OffMovement: she has no place on a movement that is not over, and none that is still being given back.
	OffMovement casework.ConditionID = "off_movement"
	// NoAccessReview: no look behind broken glass waits for its review; the review would find nothing.
	NoAccessReview = casework.CondReviewed
	// NotErased: the data are still there.
	NotErased casework.ConditionID = "not_erased"
)

// Gate returns whether a case can be erased on a basis at an instant, and if not, which conditions are
// unmet, who owns them and since when. It is asked when the request is made, when it is approved,
// and again just before the key is destroyed. due is the instant up to which the case is kept by the
// rules of retention; zero while it is not known.
func Gate(c casework.Case, basis Basis, due, now time.Time) casework.GateStatus {
	gate, _ := casework.GateByID("G23")
	status := gate.Check(casework.View{Case: &c, Now: now})
	status.Unmet = slices.DeleteFunc(status.Unmet, func(u casework.Unmet) bool {
		// Only an erasure whose basis is time waits for time; a request does not.
		return u.Condition == casework.CondRetention && (basis != RetentionReached || reached(due, now))
	})
	add := func(id casework.ConditionID, owner casework.DeskKind, since time.Time) {
		status.Unmet = append(status.Unmet, casework.Unmet{Condition: id, Owner: owner, Desk: c.Rules.Desks[owner], Since: since})
	}
	if c.Ended == nil && basis != RegisteredWrongly {
		add(CaseOver, casework.DeskSupervisor, c.OpenedAt)
	}
	_, undoing := c.NextUndo() // after a death a seat may still be being given back
	_, departed := c.Settlement(casework.StepDeparture)
	if c.Trip != nil && (c.Ended == nil || !departed) || undoing {
		add(OffMovement, casework.DeskTransport, c.OpenedAt)
	}
	for _, t := range c.Tasks {
		if t.Step.Base() == casework.StepAccessReview {
			add(NoAccessReview, casework.DeskSupervisor, t.OpenedAt)
			break
		}
	}
	status.Open = len(status.Unmet) == 0
	return status
}

func reached(due, now time.Time) bool { return !due.IsZero() && !now.Before(due) }

// Gone is how the gate stands for a case whose data are destroyed already.
func Gone() casework.GateStatus {
	return casework.GateStatus{Gate: "G23", Unmet: []casework.Unmet{{Condition: NotErased, Owner: casework.DeskSupervisor}}}
}
