package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/cli"
)

func TestAProcessWithoutConfigurationSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	out, said, code := homeward(t, nil, "serve")
	require.Equal(t, cli.ExitMisuse, code, said)
	require.Empty(t, out)
	require.Contains(t, said, "the configuration is not valid")
	require.Contains(t, said, "\n  - DATABASE_URL is missing")
}
