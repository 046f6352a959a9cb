package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/policy"
)

func TestWhatNeedsAProofOfTheMoment(t *testing.T) {
	t.Parallel()
	needs := map[policy.Action]bool{policy.BreakTheGlass: true, policy.GiveAccess: true, policy.RecordOrder: true, policy.ReadmitOfficer: true, policy.ApproveErasure: true}
	for _, action := range policy.Actions() {
		require.Equal(t, needs[action], policy.StepUp(action), "%s", action)
	}
	require.False(t, policy.StepUp(policy.Public))
}
