package policy

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// StepUpWithin is the greatest age of a proof of presence that is still accepted for an action that
// needs one.
const StepUpWithin = 5 * time.Minute

// StepUp reports whether an action needs a fresh proof that the account's owner is present: actions
// that open a survivor's file to more people, as an order of an authority does, or to an officer that she had excluded, and actions that
// destroy data for good. A stolen session or an unlocked laptop is not enough for these.
func StepUp(action Action) bool {
	return slices.Contains([]Action{BreakTheGlass, GiveAccess, RecordOrder, ReadmitOfficer, ApproveErasure}, action)
}

// StepUpToAgree reports whether the second person of a proposal gives a fresh proof: where its proposer does.
func StepUpToAgree(action casework.ProposalAction) bool { return action == casework.ProposeOrder }
