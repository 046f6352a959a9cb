package say

import (
	"slices"

	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/view"
)

// Claimed says which officer has taken a task on and since when; nothing if none has. A user of another
// desk learns only that an officer of the task's desk has.
func (r Reader) Claimed(t visible.Task) view.Text {
	switch {
	case t.ClaimedBy == nil:
		return view.Text{}
	case t.ClaimedBy.Account == r.User.Actor.Account:
		return view.Say("claim.mine", r.Lately(t.ClaimedAt))
	case r.Mine(t.Desk):
		return view.Say("claim.colleague", r.Lately(t.ClaimedAt))
	default:
		return view.Say("claim.there", r.Lately(t.ClaimedAt))
	}
}

// MayTakeOver reports whether the user may answer a task that a colleague has taken on. The claim then ends,
// on record.
func (r Reader) MayTakeOver(t visible.Task) bool {
	return t.ClaimedBy != nil && t.ClaimedBy.Account != r.User.Actor.Account && !t.Spec.Quorum && slices.Contains(t.May, policy.ReleaseTask)
}
