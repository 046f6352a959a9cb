package contract_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
)

// The contract that clients get names no package of this project, and is the same contract.
func TestThePublicContractIsTheSameWithoutOwnKeys(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../openapi.yaml")
	require.NoError(t, err)
	public, err := contract.Public(raw)
	require.NoError(t, err)
	require.NotContains(t, string(public), "x-go-")
	require.NotContains(t, string(public), "example.org/homeward/internal")
	own, err := contract.Load(raw)
	require.NoError(t, err)
	served, err := contract.Load(public)
	require.NoError(t, err)
	require.Equal(t, own.Operations, served.Operations)
}
