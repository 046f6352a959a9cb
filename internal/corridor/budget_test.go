package corridor_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/corridor"
)

func TestBudgets(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		unit  corridor.Unit
		count int
		span  time.Duration
	}{
		"30s":      {corridor.Seconds, 30, 30 * time.Second},
		"4h":       {corridor.Hours, 4, 4 * time.Hour},
		"15d":      {corridor.Days, 15, 15 * 24 * time.Hour},
		"10wd":     {corridor.WorkingDays, 10, 240 * time.Hour},
		"same_day": {corridor.SameDay, 1, 0},
	} {
		b := budget(t, text)
		require.Equal(t, want.unit, b.Unit(), text)
		require.Equal(t, want.count, b.Count(), text)
		require.Equal(t, want.span, b.Span(), text)
		require.Equal(t, text, b.String())
	}
	for _, bad := range []string{
		"", "h", "0h", "86401s", "4sh", "-4h", "+4h", "04h", "4", "4 h", "4hh", "4dw", "4w", "4hd", "1.5h", "4H", "10 wd", "99999wd", "99999999999999999999h",
		"same day", "4h ", "wd", "٤h",
	} {
		_, err := corridor.ParseBudget(bad)
		require.Error(t, err, "%q", bad)
	}
	require.True(t, corridor.Budget{}.IsZero())
	require.Empty(t, corridor.Budget{}.String())
}

func TestBudgetsSurviveJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := anyBudget().Draw(t, "budget")
		text, err := json.Marshal(b)
		require.NoError(t, err)
		var back corridor.Budget
		require.NoError(t, json.Unmarshal(text, &back))
		require.Equal(t, b, back)
	})
	var b corridor.Budget
	require.Error(t, json.Unmarshal([]byte(`"soon"`), &b))
}

func FuzzBudget(f *testing.F) {
	for _, seed := range []string{"4h", "15d", "10wd", "same_day", "", "00000wd", "-1h"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b, err := corridor.ParseBudget(text)
		if err != nil {
			require.LessOrEqual(t, len(err.Error()), 100)
			return
		}
		require.Equal(t, text, b.String())
		require.Positive(t, b.Count())
	})
}
