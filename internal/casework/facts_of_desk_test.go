package casework_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// Every fact that a desk is offered is one that the rules accept from it, and no other is.
func TestFactsForADesk(t *testing.T) {
	t.Parallel()
	rules := casework.Rules{Added: []casework.AddedCondition{
		{Gate: "G12", Fact: "mfa_approval", Owner: casework.DeskConsulate}, {Gate: "G16", Fact: "mfa_approval", Owner: casework.DeskConsulate},
	}}
	var offered int
	for _, kind := range casework.DeskKinds() {
		offered += len(rules.FactsFor(kind))
	}
	listed := len(rules.FactsFor(casework.DeskSurvivor)) + 1
	for _, spec := range casework.FactSpecs() {
		listed += len(spec.Desks)
	}
	require.Equal(t, listed, offered)
	consulate := rules.FactsFor(casework.DeskConsulate)
	require.Equal(t, casework.FactName("mfa_approval"), consulate[len(consulate)-1].Name)
	require.Equal(t, []string{"yes", "no"}, consulate[len(consulate)-1].Values)
	rules.Desks = map[casework.DeskKind]casework.DeskID{casework.DeskRegistrar: "one", casework.DeskCaseworker: "one", casework.DeskConsulate: "two"}
	require.Equal(t, consulate, rules.FactsForDesk("two"))
	require.Greater(t, len(rules.FactsForDesk("one")), len(rules.FactsFor(casework.DeskRegistrar)))
	require.Empty(t, rules.FactsForDesk("three"))
	require.Equal(t, rules.FactsFor(casework.DeskCaseworker), rules.FactsFor(casework.DeskSurvivor))
	values := func(kind casework.DeskKind) []string {
		for _, spec := range rules.FactsFor(kind) {
			if spec.Name == casework.FactComplaint {
				return spec.Values
			}
		}
		return nil
	}
	require.Equal(t, []string{"open"}, values(casework.DeskCaseworker))
	require.Equal(t, []string{"open", "closed"}, values(casework.DeskSupervisor))
}
