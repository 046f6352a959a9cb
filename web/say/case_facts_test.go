package say

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// The entry of a fact that holds now is not one of its earlier versions, though the database has rounded its
// time.
func TestEarlierVersionsOfAFact(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 5, 4, 3, 2, 1, 123_456_789, time.UTC)
	now := casework.Fact{Name: "age", Value: "adult", At: at}
	entry := func(detail string, when time.Time) (e record.TimelineEntry) {
		e.Code, e.Detail, e.At = casework.EntryFact, detail, when
		return e
	}
	for _, rounded := range []time.Time{at, at.Truncate(time.Microsecond), at.Round(time.Microsecond)} {
		_, ok := earlier(now, entry("age=adult", rounded))
		require.False(t, ok)
	}
	value, ok := earlier(now, entry("age=disputed", at.Add(-time.Second)))
	require.True(t, ok)
	require.Equal(t, "disputed", value)
	_, ok = earlier(now, entry("custodian=bgf", at.Add(-time.Second)))
	require.False(t, ok, "another fact")
}
