package say

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/movement"
	"example.org/homeward/web/words"
)

// Each place that has a time zone has a name in each language, and the code and the zone exist.
func TestPlacesHaveNamesAndZones(t *testing.T) {
	t.Parallel()
	all, err := words.Load()
	require.NoError(t, err)
	for code, zone := range placeZones() {
		require.True(t, movement.Location(code).Valid(), code)
		_, err := time.LoadLocation(zone)
		require.NoError(t, err, zone)
		for _, l := range words.Languages() {
			_, err := all.Code(l, "place", code)
			require.NoError(t, err)
		}
	}
	require.Equal(t, "XXABC", Place("XXABC"), "a place without a name is its code")
}
