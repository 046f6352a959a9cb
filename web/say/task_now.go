package say

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/view"
)

// NotNow says why a task of the own desk cannot be answered now, and who can change that; nothing if
// it can be answered.
func (r Reader) NotNow(t visible.Task) (why, who view.Text) {
	switch {
	case t.Spec.ByMovement:
		return view.Say("task.by_movement"), DeskKind(casework.DeskTransport)
	case t.Asked != "":
		return view.Say("tasks.asked"), view.Text{}
	case t.ClaimedBy != nil && t.ClaimedBy.Account != r.User.Actor.Account && !t.Spec.Quorum:
		return view.Say("task.claimed_other"), view.Say("task.your_desk")
	case t.NotBefore.After(r.Now):
		return view.Say("task.too_early", r.At(t.NotBefore)), view.Text{}
	case slices.ContainsFunc(t.Votes, func(v visible.Vote) bool { return v.Mine && t.Spec.Quorum }):
		return view.Say("task.voted"), view.Say("task.your_panel")
	default:
		return view.Text{}, view.Text{}
	}
}
