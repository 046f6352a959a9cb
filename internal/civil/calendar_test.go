package civil_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/civil"
)

// Days that are published in both calendars: new years, feasts, and the ends of months and years.
func TestOtherCalendarsAgreeWithPublishedDates(t *testing.T) {
	t.Parallel()
	for calendar, want := range map[civil.Calendar]map[string]civil.OtherDate{
		civil.ThaiSolar: {
			"1941-01-01": {2484, 1, 1}, // the first year that began in January
			"2025-04-13": {2568, 4, 13},
			"2026-11-30": {2569, 11, 30},
		},
		civil.Ethiopic: {
			"2007-09-12": {2000, 1, 1}, // the Ethiopian millennium, after a year of 366 days
			"2007-09-11": {1999, 13, 6},
			"2023-09-12": {2016, 1, 1},
			"2024-09-11": {2017, 1, 1},
			"2024-09-10": {2016, 13, 5},
			"2025-01-07": {2017, 4, 29}, // Genna
			"2025-01-19": {2017, 5, 11}, // Timkat
			"2025-03-02": {2017, 6, 23}, // Adwa
			"2026-11-30": {2019, 3, 21},
			"1974-09-12": {1967, 1, 2}, // the emperor is deposed
		},
		civil.UmmAlQura: {
			"2018-09-11": {1440, 1, 1},
			"2024-03-11": {1445, 9, 1},  // Ramadan
			"2024-04-10": {1445, 10, 1}, // Eid al-Fitr
			"2024-07-07": {1446, 1, 1},
			"2025-03-01": {1446, 9, 1},
			"2025-03-29": {1446, 9, 29},
			"2025-03-30": {1446, 10, 1},
			"2025-06-26": {1447, 1, 1},
			"2026-11-30": {1448, 6, 20},
		},
	} {
		for text, other := range want {
			got, ok := day(t, text).In(calendar)
			require.True(t, ok, "%s %s", calendar, text)
			require.Equal(t, other, got, "%s %s", calendar, text)
		}
	}
}

func TestADayWithoutAnotherDate(t *testing.T) {
	t.Parallel()
	for text, calendar := range map[string]civil.Calendar{
		"1940-12-31": civil.ThaiSolar, // the year began in April
		"2018-09-10": civil.UmmAlQura,
		"2077-11-17": civil.UmmAlQura,
		"2026-11-30": "",
	} {
		_, ok := day(t, text).In(calendar)
		require.False(t, ok, "%s %s", calendar, text)
	}
	for _, calendar := range []civil.Calendar{civil.ThaiSolar, civil.Ethiopic, civil.UmmAlQura} {
		_, ok := civil.Date{}.In(calendar)
		require.False(t, ok)
	}
	_, ok := day(t, "2077-11-16").In(civil.UmmAlQura)
	require.True(t, ok, "the last day of the table")
}

// The day after a day is the next one of its month, or the first of a month, in each calendar.
func TestOtherCalendarsCountEachDayOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := civil.Date{Year: 2018, Month: 9, Day: 12}.AddDays(rapid.IntRange(0, 21000).Draw(t, "days"))
		for _, calendar := range []civil.Calendar{civil.ThaiSolar, civil.Ethiopic, civil.UmmAlQura} {
			today, ok := d.In(calendar)
			require.True(t, ok)
			next, ok := d.AddDays(1).In(calendar)
			require.True(t, ok)
			if next.Day != 1 {
				require.Equal(t, civil.OtherDate{Year: today.Year, Month: today.Month, Day: today.Day + 1}, next)
				continue
			}
			require.GreaterOrEqual(t, today.Day, 5)
			if next.Month == 1 {
				require.Equal(t, today.Year+1, next.Year)
			} else {
				require.Equal(t, [2]int{today.Year, today.Month + 1}, [2]int{next.Year, next.Month})
			}
		}
	})
}

func TestOfficialsCountByTheCalendarOfTheirPlace(t *testing.T) {
	t.Parallel()
	for zone, want := range map[string]civil.Calendar{
		"Asia/Bangkok": civil.ThaiSolar, "Africa/Addis_Ababa": civil.Ethiopic, "Asia/Riyadh": civil.UmmAlQura,
		"Asia/Yangon": "", "Asia/Vientiane": "", "Asia/Phnom_Penh": "", "Africa/Nairobi": "", "UTC": "",
	} {
		require.Equal(t, want, civil.CalendarAt(time.FixedZone(zone, 0)), zone)
	}
}
