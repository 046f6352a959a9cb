package corridor_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/corridor"
)

func TestEveryCountryRestsOnItsOwnDays(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		calendar []string
		day      string
		works    bool
		closed   string // part of the name of the holiday, if there is one
	}{
		"Brunei works on Saturday":                {[]string{"BRN"}, "2025-02-08", true, ""},
		"Brunei rests on Friday":                  {[]string{"BRN"}, "2025-02-07", false, ""},
		"Brunei rests on Sunday":                  {[]string{"BRN"}, "2025-02-09", false, ""},
		"Bangladesh rests on Friday":              {[]string{"BGD"}, "2025-02-07", false, ""},
		"Bangladesh works on Sunday":              {[]string{"BGD"}, "2025-02-09", true, ""},
		"Kelantan rests on Friday":                {[]string{"MYS-03"}, "2025-02-07", false, ""},
		"Kelantan works on Sunday":                {[]string{"MYS-03"}, "2025-02-09", true, ""},
		"Kelantan keeps the federal holidays":     {[]string{"MYS-03"}, "2025-05-12", false, "Wesak"},
		"Malaysia works on Friday":                {[]string{"MYS"}, "2025-02-07", true, ""},
		"Songkran":                                {[]string{"THA"}, "2026-04-14", false, "Songkran"},
		"a Thai day in lieu":                      {[]string{"THA"}, "2025-04-16", false, "in lieu"},
		"Thingyan lasts to 21 April":              {[]string{"MMR"}, "2025-04-21", false, "Thingyan"},
		"a Saturday worked in Myanmar":            {[]string{"MMR"}, "2025-11-08", true, ""},
		"a Sunday worked in China":                {[]string{"CHN"}, "2026-09-20", true, ""},
		"another Sunday in China":                 {[]string{"CHN"}, "2026-09-13", false, ""},
		"golden week":                             {[]string{"CHN"}, "2026-10-07", false, "National Day"},
		"Tet":                                     {[]string{"VNM"}, "2026-02-18", false, "Tet"},
		"Pchum Ben":                               {[]string{"KHM"}, "2026-10-12", false, "Pchum Ben"},
		"Lao women's day moved to Monday":         {[]string{"LAO"}, "2026-03-09", false, "in lieu"},
		"Diwali at the mission in New Delhi":      {[]string{"IND", "ETH"}, "2025-10-20", false, "Diwali"},
		"Timket at the mission in New Delhi":      {[]string{"IND", "ETH"}, "2026-01-19", false, "Timket"},
		"Enkutatash before a leap year":           {[]string{"ETH"}, "2027-09-12", false, "Enkutatash"},
		"an Indian working day, not at a mission": {[]string{"IND"}, "2026-01-19", true, ""},
		"Mashujaa Day":                            {[]string{"KEN"}, "2026-10-20", false, "Mashujaa"},
		"a worked Chinese Sunday, seen from Laos": {[]string{"LAO", "CHN"}, "2026-09-20", false, ""},
		"years without a table know weekends":     {[]string{"THA"}, "2031-04-14", true, ""},
		"and weekends only":                       {[]string{"THA"}, "2031-04-12", false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cal, d := calendar(t, c.calendar...), day(t, c.day)
			require.Equal(t, c.works, cal.Works(d))
			var names []string
			for _, h := range cal.Closed(d) {
				names = append(names, h.Name)
			}
			require.Contains(t, strings.Join(names, ", "), c.closed)
		})
	}
}

func TestTheTablesSayWhereTheyEnd(t *testing.T) {
	t.Parallel()
	almanac := shipped(t).Countries()
	for _, code := range []string{
		"BRN", "KHM", "IDN", "LAO", "MYS", "MMR", "PHL", "SGP", "THA", "VNM", "TLS", "CHN", "IND", "ETH", "KEN", "BGD", "JPN",
	} {
		c, err := almanac.Calendar(nil, code)
		require.NoError(t, err, code)
		country := almanac[code]
		require.NotEmpty(t, country.Source, code)
		for year := 2025; year <= 2027; year++ {
			require.True(t, c.Covered(civil.Date{Year: year, Month: 6, Day: 1}), code)
			n := 0
			for _, h := range country.Holidays {
				if h.Date.Year == year {
					n++
				}
			}
			require.GreaterOrEqual(t, n, 6, "%s in %d", code, year)
		}
		require.False(t, c.Covered(civil.Date{Year: 2024, Month: 12, Day: 31}), code)
		require.False(t, c.Covered(civil.Date{Year: 2028, Month: 1, Day: 1}), code)
	}
	require.Equal(t, "Asia/Yangon", almanac["MMR"].Zone.String())
	_, offset := time.Date(2025, 2, 20, 12, 0, 0, 0, almanac["MMR"].Zone).Zone()
	require.Equal(t, 6*3600+1800, offset)
}

func TestAGuessIsMarkedAsOne(t *testing.T) {
	t.Parallel()
	almanac := shipped(t).Countries()
	for code, country := range almanac {
		if strings.Contains(code, "-") {
			continue
		}
		for _, h := range country.Holidays {
			if h.Date.Year == 2027 && (strings.Contains(h.Name, "Eid") || strings.Contains(h.Name, "Raya") || strings.Contains(h.Name, "Idul")) {
				require.False(t, h.Verified, "%s %s: nobody has seen that moon yet", code, h.Date)
			}
		}
	}
	tha := almanac["THA"]
	require.Equal(t, "New Year's Day", tha.Holidays[0].Name)
	require.True(t, tha.Holidays[0].Verified)
}

func TestWeekendsThatFillTheWeekAreRefused(t *testing.T) {
	t.Parallel()
	days := func(d ...time.Weekday) *corridor.Country {
		return &corridor.Country{Code: time.Weekday(len(d)).String() + d[0].String(), Zone: time.UTC, Weekend: d}
	}
	_, err := corridor.Join(nil, days(0, 1, 2), days(3, 4), days(5, 6))
	require.Error(t, err)
	_, err = corridor.Join(nil)
	require.Error(t, err)
	c, err := corridor.Join(nil, days(0, 1, 2), days(3, 4))
	require.NoError(t, err)
	require.Len(t, c.Codes(), 2)
}
