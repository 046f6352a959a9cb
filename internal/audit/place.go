package audit

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
)

// Placed is what one turn of sequencing has done.
type Placed struct {
	Events int
	// Approved says that one of them was an approval, for which a head is signed at once.
	Approved bool
	// Strange are the rows of events that were found to be none of ours, and get no place.
	Strange []int64
	// Elsewhere says that another process was at it.
	Elsewhere bool
}

// Log is where events wait for their place in the tree.
type Log interface {
	// Place gives places in the tree to events that wait, at most so many, in the order in which
	// they were written as far as that can be told, and signs each at its place.
	Place(ctx context.Context, n *Notary, atMost int) (Placed, error)
	// SignHead signs a head of all that has a place, unless there is one.
	SignHead(ctx context.Context, n *Notary) (Head, error)
}

// Approves says whether an event is an approval that others act upon at once: a decision of a
// consulate, of immigration, of a panel or of whoever approves movements, a waiver, access
// given or broken into, a list that a second person lets through, an erasure.
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

// approvals are kinds of changes of a case that approve something whoever does them.
func approvals() []string {
	return []string{string(casework.KindWaive), "give_access", "break_glass"}
}
