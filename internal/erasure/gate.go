package erasure

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
)

// The conditions in addition to those of gate G23.
const (
	// CaseOver: the case is closed, or she has died. An active case cannot continue without its data.
	CaseOver casework.ConditionID = "case_over"
	// OffMovement: she has no place on a movement that has not ended, and none that is still being returned.
	OffMovement casework.ConditionID = "off_movement"
	// NoAccessReview: no break-glass access waits for its review, because a later review would find nothing.
	NoAccessReview = casework.CondReviewed
	// NotErased: the data still exist.
	NotErased casework.ConditionID = "not_erased"
)

// Gate returns whether a case can be erased on a basis at an instant, and if not, the unmet conditions,
// their owners and since when. It is checked when the request is made, when it is approved, and again
// just before the key is destroyed. due is the end of the retention period; zero while it is not known.
func Gate(c casework.Case, basis Basis, due, now time.Time) gate.Status {
	g23, _ := gate.ByID("G23")
	status := g23.Check(gate.View{Case: &c, Now: now})
	status.Unmet = slices.DeleteFunc(status.Unmet, func(u gate.Unmet) bool {
		// Only an erasure because of the retention period waits for its end; a request does not.
		return u.Condition == casework.CondRetention && (basis != RetentionReached || reached(due, now))
	})
	add := func(id casework.ConditionID, owner casework.DeskKind, since time.Time) {
		status.Unmet = append(status.Unmet, gate.Unmet{Condition: id, Owner: owner, Desk: c.Rules.Desks[owner], Since: since})
	}
	if c.Ended == nil && basis != RegisteredWrongly {
		add(CaseOver, casework.DeskSupervisor, c.OpenedAt)
	}
	_, undoing := c.NextUndo() // after a death a seat may still be in the process of being returned
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

// Gone returns the state of the gate for a case whose data are already destroyed.
func Gone() gate.Status {
	return gate.Status{Gate: "G23", Unmet: []gate.Unmet{{Condition: NotErased, Owner: casework.DeskSupervisor}}}
}
