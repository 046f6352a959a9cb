package say

import (
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/selection"
	"example.org/homeward/web/view"
)

// SelectedPath is the path of the pages of acting on many rows.
const SelectedPath = "/desk/selected"

// Acts lists the acts on many rows that an officer is offered. Each row asks the rules again.
func Acts(actor policy.Actor) []view.SelectedAct {
	var out []view.SelectedAct
	for _, one := range []struct {
		act    selection.Act
		action policy.Action
	}{{selection.Claim, policy.ClaimTask}, {selection.Release, policy.ReleaseTask}, {selection.Reassign, policy.ReassignTask}} {
		if policy.EverAllowed(actor, one.action) {
			out = append(out, view.SelectedAct{Value: string(one.act), Text: view.Say("selected.act." + string(one.act))})
		}
	}
	return out
}
