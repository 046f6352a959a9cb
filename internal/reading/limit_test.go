package reading_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/reading"
)

// The table has each role once, a day takes more than an hour, and what the story desks came to is at most half.
func TestTheTableOfLimits(t *testing.T) {
	t.Parallel()
	seen := map[casework.Role]bool{}
	for _, l := range reading.Limits() {
		require.Contains(t, casework.Roles(), l.Role)
		require.False(t, seen[l.Role], "%s stands twice", l.Role)
		seen[l.Role] = true
		require.False(t, l.None())
		require.Greater(t, l.Day, l.Hour, "%s", l.Role)
		require.LessOrEqual(t, 2*l.Measured, l.Hour, "%s: ordinary work reaches half of the limit", l.Role)
		require.Equal(t, l, reading.LimitOf(l.Role))
	}
	for _, role := range casework.Roles() {
		l := reading.LimitOf(role)
		require.Equal(t, role, l.Role)
		require.False(t, l.None(), "no role reads without a limit: %s", role)
	}
	require.True(t, reading.Limit{}.None())
}

// From the issue: beyond the limit an officer is slowed and explains it; then there is a second bound, which the data
// protection officer can raise; and a rejection stops everything that the work does not explain.
func TestWhatAnOfficerMayStillRead(t *testing.T) {
	t.Parallel()
	limit := reading.Limit{Hour: 10, Day: 30}
	of := func(hour, day int, review reading.State) []reading.Seen {
		return []reading.Seen{{Group: reading.ByOrigin, Hour: hour, Day: day, Review: review}}
	}
	for name, tt := range map[string]struct {
		seen   []reading.Seen
		held   bool
		why    reading.Why
		window time.Duration
		leave  int
	}{
		"none yet":                        {seen: of(0, 0, "")},
		"the last one":                    {seen: of(9, 29, "")},
		"one beyond the hour":             {seen: of(10, 10, ""), why: reading.Explain, window: time.Hour, leave: 1},
		"one beyond the day":              {seen: of(0, 30, ""), why: reading.Explain, window: 24 * time.Hour, leave: 1},
		"beyond both: the longer wait":    {seen: of(10, 32, ""), why: reading.Explain, window: 24 * time.Hour, leave: 3},
		"not explained yet":               {seen: of(10, 10, reading.Unexplained), why: reading.Explain, window: time.Hour, leave: 1},
		"explained":                       {seen: of(19, 19, reading.Explained)},
		"explained, twice the limit":      {seen: of(20, 20, reading.Explained), why: reading.Wait, window: time.Hour, leave: 1},
		"accepted":                        {seen: of(29, 29, reading.Accepted)},
		"accepted, three times the limit": {seen: of(30, 30, reading.Accepted), why: reading.Wait, window: time.Hour, leave: 1},
		"a review of yesterday is over":   {seen: of(12, 12, ""), why: reading.Explain, window: time.Hour, leave: 3},
		"held":                            {seen: of(0, 0, ""), held: true, why: reading.Held},
		"held, by another group":          {seen: of(1, 1, reading.Accepted), held: true, why: reading.Held},
	} {
		got := reading.Decide(limit, tt.held, tt.seen...)
		require.Equal(t, tt.why, got.Why, name)
		require.Equal(t, tt.window, got.Window, name)
		require.Equal(t, tt.leave, got.Leave, name)
	}
	both := []reading.Seen{{Group: reading.ByOrigin, Hour: 3, Day: 3}, {Group: reading.ByOperation, Hour: 10, Day: 10}}
	require.Equal(t, reading.ByOperation, reading.Decide(limit, false, both...).Group, "either group is enough")
	require.Empty(t, reading.Decide(reading.Limit{}, true, both...).Why, "no limit, nothing refused")
}

// A refusal waits for whole seconds, and its text names nothing of a person or a case.
func TestARefusal(t *testing.T) {
	t.Parallel()
	for _, why := range []reading.Why{reading.Explain, reading.Wait, reading.Held} {
		err := reading.Refusal(why, 1500*time.Millisecond)
		refused, ok := reading.RefusedBy(err)
		require.True(t, ok)
		require.Equal(t, why, refused.Why)
		require.Equal(t, 2, refused.Seconds())
		require.Equal(t, fault.TooMany, fault.CodeOf(err))
		require.False(t, fault.Lasting(err))
	}
	_, ok := reading.RefusedBy(fault.New(fault.TooMany, "another limit"))
	require.False(t, ok)
}
