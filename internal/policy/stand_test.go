package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// Whoever oversees a desk does not answer in its place: a supervisor's word is no consul's, no
// physician's and no screener's.
func TestASupervisorAnswersForNoOtherDesk(t *testing.T) {
	t.Parallel()
	answering := []policy.Action{
		policy.ClaimTask, policy.ReleaseTask, policy.DecideTask, policy.DecideTasks, policy.PauseTask, policy.ResumeTask, policy.AskAtTask, policy.AnswerTask,
		policy.StateFacts,
	}
	for _, kind := range append(casework.DeskKinds(), "", "kiosk") {
		a := policy.Actor{Role: casework.RoleSupervisor, Kind: kind}
		for _, action := range answering {
			d := policy.Decide(policy.Question{Actor: a, Action: action, To: policy.In(policy.OwnDesk)})
			require.Equal(t, kind == casework.DeskSupervisor, d.Allow, "%s at %s", action, kind)
			if !d.Allow {
				require.Equal(t, policy.NotFromThere, d.Reason)
			}
		}
		require.True(t, policy.May(a, policy.ShowTask, policy.In(policy.OwnDesk)), "they see what it is asked")
		require.True(t, policy.May(a, policy.ReassignTask, policy.In(policy.OwnDesk)), "and move work")
	}
}
