package command_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/command"
)

// A client that reads its key back in capitals means the same write.
func TestAKeyInCapitalsIsTheSameKey(t *testing.T) {
	t.Parallel()
	small, err := command.KeyFor("acc-1", "a862e0bf-5dd5-4b5a-9b0e-0a9d3d1c1b7a")
	require.NoError(t, err)
	capitals, err := command.KeyFor("acc-1", "A862E0BF-5DD5-4B5A-9B0E-0A9D3D1C1B7A")
	require.NoError(t, err)
	require.Equal(t, small, capitals)
	own, err := command.KeyFor("acc-1", "form-A")
	require.NoError(t, err)
	other, err := command.KeyFor("acc-1", "form-a")
	require.NoError(t, err)
	require.NotEqual(t, own, other, "a key that is not a UUID is taken as it is")
}
