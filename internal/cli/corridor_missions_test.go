package cli

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheRegistryOfMissionsIsListed(t *testing.T) {
	t.Parallel()
	out, err, code := homeward(t, nil, "corridor", "missions", "--nationality", "UGA", "--host", "THA")
	require.Zero(t, code, err)
	require.Contains(t, out, "No lawyer has checked it.")
	require.Contains(t, out, "UGA          THA  ken-mission-bangkok  KEN  THA      representation")
	require.Contains(t, out, "intl-capital", "where no mission answers")
	require.NotContains(t, out, "mmr-mission-bangkok")

	out, _, _ = homeward(t, nil, "corridor", "missions", "--nationality", "UGA", "--on", "2025-02-28")
	require.NotContains(t, out, "ken-mission-bangkok", "not yet")
	for args, want := range map[string]int{"2024-12-31": ExitNotFound, "24/12/2026": ExitMisuse} {
		_, err, code = homeward(t, nil, "corridor", "missions", "--on", args)
		require.Equal(t, want, code, err)
	}
	_, err, code = homeward(t, nil, "corridor", "missions", "--host", "THX")
	require.Equal(t, ExitMisuse, code, err)
}
