package corridor_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/corridor"
)

// rounding is the error of scaling a day of 23 or 25 hours to a working day and back.
const rounding = 3 * time.Nanosecond

func TestWorkingDays(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		calendar []string
		from     string
		n        int
		want     string
	}{
		"the same time of day":                   {[]string{"THA"}, "2025-02-17T10:00:00+07:00", 2, "2025-02-19T10:00:00+07:00"},
		"over a weekend":                         {[]string{"THA"}, "2025-02-21T16:30:00+07:00", 1, "2025-02-24T16:30:00+07:00"},
		"from a Saturday":                        {[]string{"THA"}, "2025-02-22T16:30:00+07:00", 1, "2025-02-25T00:00:00+07:00"},
		"over Songkran":                          {[]string{"THA"}, "2025-04-11T09:00:00+07:00", 2, "2025-04-18T09:00:00+07:00"},
		"over golden week, with a worked Sunday": {[]string{"CHN"}, "2025-09-26T09:00:00+08:00", 2, "2025-09-29T09:00:00+08:00"},
		"over golden week":                       {[]string{"CHN"}, "2025-09-30T09:00:00+08:00", 1, "2025-10-09T09:00:00+08:00"},
		"at half past the hour in Yangon":        {[]string{"MMR"}, "2025-02-19T23:45:00+06:30", 1, "2025-02-20T23:45:00+06:30"},
		"past Bangkok's midnight, not Yangon's":  {[]string{"MMR"}, "2025-02-22T00:15:00+07:00", 0, "2025-02-21T23:45:00+06:30"},
		"at a mission that keeps two calendars":  {[]string{"IND", "ETH"}, "2026-01-23T11:00:00+05:30", 1, "2026-01-27T11:00:00+05:30"},
		"and the other calendar":                 {[]string{"IND", "ETH"}, "2026-01-16T11:00:00+05:30", 1, "2026-01-20T11:00:00+05:30"},
		"on a Friday in Brunei":                  {[]string{"BRN"}, "2025-02-07T09:00:00+08:00", 1, "2025-02-10T00:00:00+08:00"},
		"none, on a day off":                     {[]string{"THA"}, "2025-02-22T16:30:00+07:00", 0, "2025-02-24T00:00:00+07:00"},
		"less than none":                         {[]string{"THA"}, "2025-02-21T16:30:00+07:00", -3, "2025-02-21T16:30:00+07:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := calendar(t, c.calendar...).AddWorkingDays(instant(t, c.from), c.n)
			require.Equal(t, instant(t, c.want).UTC(), got)
			require.Equal(t, time.UTC, got.Location())
		})
	}
}

func TestWorkingDaysAgainstCountingThem(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cal, from, n := anyCalendar().Draw(t, "calendar"), anyInstant().Draw(t, "from"), rapid.IntRange(0, 30).Draw(t, "n")
		got := cal.AddWorkingDays(from, n)

		d := civil.DateOf(from, cal.Zone())
		wall := from.Sub(d.Start(cal.Zone()))
		for !cal.Works(d) {
			d, wall = d.AddDays(1), 0
		}
		for range n {
			d = d.AddDays(1)
			for !cal.Works(d) {
				d = d.AddDays(1)
			}
		}
		require.Equal(t, d, civil.DateOf(got, cal.Zone()))
		if long := d.AddDays(1).Start(cal.Zone()).Sub(d.Start(cal.Zone())); long == 24*time.Hour && wall == 0 {
			require.Equal(t, d.Start(cal.Zone()), got)
		}
	})
}

func TestWorkingTimeIsLostNowhere(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cal, from := anyCalendar().Draw(t, "calendar"), anyInstant().Draw(t, "from")
		span := time.Duration(rapid.Int64Range(0, int64(40*24*time.Hour)).Draw(t, "span"))
		more := time.Duration(rapid.Int64Range(0, int64(5*24*time.Hour)).Draw(t, "more"))
		due := cal.Add(from, span)

		require.True(t, cal.Works(civil.DateOf(due, cal.Zone())), "a due falls on a day off")
		require.False(t, due.Before(from))
		require.InDelta(t, span, cal.Between(from, due), float64(rounding))
		require.WithinDuration(t, cal.Add(from, span+more), cal.Add(due, more), rounding, "two steps lead where one leads")
		require.False(t, cal.Add(from.Add(more), span).Before(due), "who starts later is not due earlier")
		require.Zero(t, cal.Between(due, from.Add(-time.Nanosecond)))
	})
}

func TestMoreHolidaysNeverMakeADueEarlier(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		few := anyCountry("AAA").Draw(t, "country")
		many := *few
		for _, d := range rapid.SliceOfN(anyDate(), 1, 20).Draw(t, "more holidays") {
			many.Holidays = append(many.Holidays, corridor.Holiday{Date: d, Name: "another"})
		}
		other := anyCountry("BBB").Draw(t, "the mission's own state")
		from, b := anyInstant().Draw(t, "from"), anyBudget().Draw(t, "budget")
		start := func(countries ...*corridor.Country) corridor.Clock {
			cal, err := corridor.Join(few.Zone, countries...)
			require.NoError(t, err)
			return corridor.Start("screening", b, cal, from)
		}
		before, after, both := start(few), start(&many), start(few, other)
		for i := range before.Escalations {
			require.False(t, after.Escalations[i].At.Before(before.Escalations[i].At))
			require.False(t, both.Escalations[i].At.Before(before.Escalations[i].At), "a second calendar makes nothing due earlier")
		}
	})
}
