package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// The readers of a text are those whom the tables let read it, and no desk outside her care is among them.
func TestTheReadersOfATextAreOnHerTeam(t *testing.T) {
	t.Parallel()
	require.Equal(t, []casework.DeskKind{casework.DeskMedical}, policy.ReadersOf(policy.Medical))
	require.Equal(t, []casework.DeskKind{casework.DeskCaseworker, casework.DeskSupervisor}, policy.ReadersOf(policy.Fear))
	for _, class := range policy.Personal() {
		require.NotContains(t, policy.ReadersOf(class), casework.DeskConsulate, class)
		require.NotContains(t, policy.ReadersOf(class), casework.DeskImmigration, class)
	}
}
