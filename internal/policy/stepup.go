package policy

import (
	"slices"
	"time"
)

// StepUpWithin is how recently somebody must have proven in person who they are, to do what
// needs that.
const StepUpWithin = 5 * time.Minute

// StepUp says whether an action needs a proof of the moment that the right person sits
// there: what opens a survivor's file to more people, or to whom she had shut it, and what
// destroys it for good. A stolen
// session, or a laptop left open, does not do it.
func StepUp(action Action) bool {
	return slices.Contains([]Action{BreakTheGlass, GiveAccess, ReadmitOfficer, ApproveErasure}, action)
}
