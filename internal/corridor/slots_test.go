package corridor_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/corridor"
)

// bridge returns the weekday and quota rule of the crossing at Mae Sot.
func bridge(tb testing.TB) corridor.Slots {
	tb.Helper()
	c, err := shipped(tb).Get("tha-ken", 1)
	require.NoError(tb, err)
	require.NotNil(tb, c.Slots)
	return *c.Slots
}

func TestCrossingDays(t *testing.T) {
	t.Parallel()
	slots := bridge(t)
	for name, c := range map[string]struct {
		nationality casework.Country
		from, want  string
	}{
		"Chinese on a Wednesday":              {"CHN", "2025-03-05", "2025-03-05"},
		"Chinese wait for Wednesday":          {"CHN", "2025-03-03", "2025-03-05"},
		"Chinese after Friday":                {"CHN", "2025-03-08", "2025-03-12"},
		"Kenyans on a Monday":                 {"KEN", "2025-03-03", "2025-03-03"},
		"Kenyans after Tuesday":               {"KEN", "2025-03-05", "2025-03-10"},
		"Ethiopians go with the others":       {"ETH", "2025-03-06", "2025-03-10"},
		"Songkran is no day for a crossing":   {"ETH", "2025-04-14", "2025-04-21"},
		"nor for the Chinese, on a Wednesday": {"CHN", "2025-04-16", "2025-04-17"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := slots.NextEligible(day(t, c.from), c.nationality)
			require.True(t, ok)
			require.Equal(t, c.want, got.String())
		})
	}
}

func TestTheQuotaCarriesToTheNextEligibleDay(t *testing.T) {
	t.Parallel()
	slots := bridge(t)
	booked := map[string]int{"2025-03-03": 298, "2025-03-04": 300, "2025-03-10": 260}
	taken := func(d civil.Date) int { return booked[d.String()] }
	for seats, want := range map[int]string{2: "2025-03-03", 3: "2025-03-10", 40: "2025-03-10", 41: "2025-03-11", 300: "2025-03-11"} {
		got, ok := slots.NextFree(day(t, "2025-03-03"), "KEN", seats, taken)
		require.True(t, ok)
		require.Equal(t, want, got.String(), seats)
	}
	_, ok := slots.NextFree(day(t, "2025-03-03"), "KEN", 301, taken)
	require.False(t, ok, "more people than a day holds cross on several days")
	_, ok = slots.NextFree(day(t, "2025-03-03"), "KEN", 1, func(civil.Date) int { return 300 })
	require.False(t, ok, "two full years are no answer")
}

func TestWithoutARuleNoOneCrosses(t *testing.T) {
	t.Parallel()
	files := copied(t)
	edit(t, files, "tha-chn.yaml", `    - {nationality: "*", days: [monday, tuesday]}`, `    - {nationality: IND, days: [monday]}`)
	b, err := corridor.Load(files)
	require.NoError(t, err)
	c, err := b.Get("tha-chn", 1)
	require.NoError(t, err)
	_, ok := c.Slots.NextEligible(day(t, "2025-03-03"), "KEN")
	require.False(t, ok)
	require.Empty(t, c.Slots.Days("KEN"))
	require.Equal(t, []time.Weekday{time.Monday}, c.Slots.Days("IND"))
}

func TestACrossingDayIsAlwaysAllowed(t *testing.T) {
	t.Parallel()
	slots, cal := bridge(t), calendar(t, "THA")
	rapid.Check(t, func(t *rapid.T) {
		from := anyDate().Draw(t, "from")
		who := casework.Country(rapid.SampledFrom([]string{"CHN", "KEN", "XXA", ""}).Draw(t, "nationality"))
		got, ok := slots.NextEligible(from, who)
		require.True(t, ok)
		require.GreaterOrEqual(t, got.Compare(from), 0)
		require.Contains(t, slots.Days(who), got.Weekday())
		require.True(t, cal.Works(got))
	})
}
