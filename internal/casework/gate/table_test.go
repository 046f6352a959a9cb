package gate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
)

func TestEveryActionHasAGateAndEveryGateAnAction(t *testing.T) {
	t.Parallel()
	for _, spec := range casework.Specs() {
		actions := []casework.Action{spec.Ask}
		for _, g := range spec.Guards {
			actions = append(actions, g.Action)
		}
		for _, a := range actions {
			require.True(t, a == "" || len(gate.Of(a)) > 0, "%s waits for %s, and no gate stands before it", spec.Step, a)
		}
	}
	for i, g := range gate.All() {
		require.Equal(t, casework.GateID([]byte{'G', byte('0' + (i+1)/10), byte('0' + (i+1)%10)}), g.ID, "G01 to G30")
		require.NotEmpty(t, g.Blocks, g.ID)
		require.NotEmpty(t, g.Conditions, g.ID)
		require.NotEmpty(t, g.Reason, "a gate says where it comes from")
		for _, a := range g.Blocks {
			require.Contains(t, gate.Of(a), g)
		}
	}
	require.Len(t, gate.All(), 30)
	_, ok := gate.ByID("G31")
	require.False(t, ok)
}

func TestEveryConditionIsOfAGateAndOwned(t *testing.T) {
	t.Parallel()
	used := map[casework.ConditionID]bool{}
	for _, g := range gate.All() {
		for _, id := range g.Conditions {
			used[id] = true
			_, known := gate.ConditionByID(id)
			require.True(t, known, "%s asks for %s, which nobody can judge", g.ID, id)
		}
		if g.Waiver == nil {
			continue
		}
		require.NotEmpty(t, g.Waiver.Roles, g.ID)
		for _, role := range g.Waiver.Roles {
			require.Contains(t, casework.Roles(), role, g.ID)
		}
		for _, id := range g.Waiver.Only {
			require.Contains(t, g.Conditions, id, "%s: a waiver reaches into another gate", g.ID)
		}
	}
	seen := map[casework.ConditionID]bool{}
	for _, c := range gate.Conditions() {
		require.True(t, used[c.ID], "%s opens nothing", c.ID)
		require.False(t, seen[c.ID], "%s is there twice", c.ID)
		seen[c.ID] = true
		require.Contains(t, casework.DeskKinds(), c.Owner, c.ID)
		_, own := c.ID.Own()
		require.False(t, own, "%s looks like a corridor's own", c.ID)
	}
	name, own := casework.OwnCondition("mfa_approval").Own()
	require.True(t, own)
	require.Equal(t, casework.FactName("mfa_approval"), name)
}
