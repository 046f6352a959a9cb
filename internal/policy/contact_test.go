package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

func TestHerNumberIsForThoseWhomSheAgreed(t *testing.T) {
	t.Parallel()
	callers := []casework.DeskKind{casework.DeskReintegration}
	require.True(t, policy.MayReveal(casework.DeskReintegration, true, callers, policy.ForReintegration))
	require.False(t, policy.MayReveal(casework.DeskCaseworker, true, callers, policy.ForCasework))
	require.True(t, policy.MayReveal(casework.DeskCaseworker, true, callers, policy.ForEmergency))
	require.True(t, policy.MayReveal(casework.DeskCaseworker, false, nil, policy.ForCasework), "she was not asked yet")
	require.False(t, policy.MayReveal(casework.DeskReintegration, true, nil, policy.ForReintegration), "she calls")
}

func TestEachRoleHasItsReasonsToReveal(t *testing.T) {
	t.Parallel()
	for _, role := range casework.Roles() {
		reasons := policy.RevealPurposes(role)
		require.Contains(t, reasons, policy.ForEmergency, role)
		require.Contains(t, reasons, policy.ForHerRequest, role)
		for _, p := range reasons {
			require.True(t, policy.PurposeKnown(p), role)
		}
	}
}
