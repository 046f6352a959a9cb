package audit

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
)

// Placed is the result of one call of Log.Place.
type Placed struct {
	Events int
	// Approved reports whether an approval was among the events; a head is then signed at once.
	Approved bool
	// Rejected are the rows of events that this program did not write. They get no place.
	Rejected []int64
	// Busy reports whether another process was placing events.
	Busy bool
}

// Log stores the events that wait for a place in the tree.
type Log interface {
	// Place gives places in the tree to at most atMost waiting events, in the order in which they were
	// written as far as that is known, and signs each at its place.
	Place(ctx context.Context, n *Notary, atMost int) (Placed, error)
	// SignHead signs a head of all events with a place, unless there is one.
	SignHead(ctx context.Context, n *Notary) (Head, error)
}

// Approves reports whether the event is an approval on which others act at once: a decision of a
// consulate, immigration officer, panel or movement approver; a waiver; a grant or a break-glass
// access; the approval of a list; an erasure.
func (e Event) Approves() bool {
	if e.Outcome != Allowed {
		return false
	}
	switch e.Action {
	case WroteCase:
		return e.Code == string(casework.KindDecide) && slices.Contains(approvers(), e.Role) || slices.Contains(approvals(), e.Code)
	case WroteMovement:
		return e.Code == "lock"
	case WroteOperation:
		return e.Code == "approve_list"
	case Erased:
		return true
	default:
		return false
	}
}

func approvers() []casework.Role {
	return []casework.Role{
		casework.RoleConsul, casework.RoleMissionHead, casework.RoleImmigration, casework.RolePanelMember, casework.RolePanelChair,
		casework.RoleReviewer, casework.RoleChildPanel, casework.RoleMovementApprover,
	}
}

// approvals lists kinds of changes of a case that are approvals for every role.
func approvals() []string {
	return []string{string(casework.KindWaive), "give_access", "break_glass"}
}
