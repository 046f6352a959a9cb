package contract_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
)

func TestLoadsOurs(t *testing.T) {
	raw, err := os.ReadFile("../openapi.yaml")
	require.NoError(t, err)
	c, err := contract.Load(raw)
	require.NoError(t, err)
	t.Log(len(c.Operations), len(c.Schemas))
}
