package words_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/web/words"
)

func TestDaysAndMoments(t *testing.T) {
	t.Parallel()
	c := load(t)
	nairobi := time.FixedZone("Africa/Nairobi", 3*3600)
	at := time.Date(2026, 11, 30, 23, 2, 0, 0, time.UTC) // the next day in Nairobi
	for code, want := range map[string]struct{ day, moment, momentIn string }{
		"en": {"1 December 2026", "1 December 2026, 02:02", "1 December 2026, 02:02 Nairobi"},
		"ar": {"1 ديسمبر 2026", "1 ديسمبر 2026، 02:02", "1 ديسمبر 2026، 02:02 بتوقيت نيروبي"},
		"my": {"2026 ခုနှစ် ဒီဇင်ဘာလ 1 ရက်", "2026 ခုနှစ် ဒီဇင်ဘာလ 1 ရက်၊ 02:02 နာရီ", "2026 ခုနှစ် ဒီဇင်ဘာလ 1 ရက်၊ 02:02 နာရီ (နိုင်ရိုဘီ စံတော်ချိန်)"},
	} {
		l := words.Choose(code, "")
		require.Equal(t, want.day, c.Day(l, civil.DateOf(at, nairobi)))
		require.Equal(t, want.moment, c.Moment(l, at, nairobi))
		require.Equal(t, want.momentIn, c.MomentIn(l, at, nairobi))
		require.Empty(t, c.Day(l, civil.Date{}))
		require.Empty(t, c.DayAt(l, civil.Date{}, nairobi))
		require.Empty(t, c.MomentIn(l, time.Time{}, nairobi))
		require.Empty(t, c.Moment(l, time.Time{}, nairobi))
	}
}

// Where officials count by another calendar, the other date follows in brackets, in each language.
func TestTheOtherDateFollowsInBrackets(t *testing.T) {
	t.Parallel()
	c := load(t)
	at := time.Date(2026, 11, 30, 7, 2, 0, 0, time.UTC)
	for zone, want := range map[string]map[string]string{
		"Asia/Bangkok": {
			"en": "30 November 2026 (2569 BE), 07:02", "ar": "30 نوفمبر 2026 (2569 بالتقويم البوذي)، 07:02",
			"my": "2026 ခုနှစ် နိုဝင်ဘာလ 30 ရက် (ထိုင်း ဗုဒ္ဓသက္ကရာဇ် 2569)၊ 07:02 နာရီ",
		},
		"Africa/Addis_Ababa": {"en": "30 November 2026 (21 Hidar 2019 EC), 07:02", "ar": "30 نوفمبر 2026 (21 هدار 2019 بالتقويم الإثيوبي)، 07:02"},
		"Asia/Riyadh":        {"en": "30 November 2026 (20 Jumada II 1448 AH), 07:02", "ar": "30 نوفمبر 2026 (20 جمادى الآخرة 1448 هجري)، 07:02"},
		"Asia/Yangon":        {"en": "30 November 2026, 07:02", "my": "2026 ခုနှစ် နိုဝင်ဘာလ 30 ရက်၊ 07:02 နာရီ"},
	} {
		for code, text := range want {
			require.Equal(t, text, c.Moment(words.Choose(code, ""), at, time.FixedZone(zone, 0)), "%s %s", zone, code)
		}
	}
}

// Each month has a name of its own in each language, and no digit but a Latin one.
func TestMonths(t *testing.T) {
	t.Parallel()
	c := load(t)
	digits := regexp.MustCompile(`\p{Nd}`)
	for _, l := range words.Languages() {
		seen := map[string]bool{}
		for month := time.January; month <= time.December; month++ {
			day := c.Day(l, civil.Date{Year: 2026, Month: month, Day: 15})
			require.False(t, seen[day], day)
			seen[day] = true
			for _, digit := range digits.FindAllString(day, -1) {
				require.Regexp(t, `[0-9]`, digit)
			}
		}
	}
}

func TestAges(t *testing.T) {
	t.Parallel()
	c := load(t)
	for want, n := range map[string]int{"0 working days": 0, "1 working day": 1, "12 working days": 12} {
		got, err := c.WorkingDays(words.Choose("en", ""), n)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	got, err := c.WorkingDays(words.Choose("ar", ""), 2)
	require.NoError(t, err)
	require.Equal(t, "يوما عمل", got)
}

// Every place that the shipped calendars keep time for has a name in each language.
func TestZones(t *testing.T) {
	t.Parallel()
	c := load(t)
	set, err := corridor.Load(corridors.Files())
	require.NoError(t, err)
	ar := words.Choose("ar", "")
	seen := map[string]bool{}
	for _, desk := range set.Directory().Desks() {
		seen[desk.Zone.String()] = true
	}
	require.Greater(t, len(seen), 5)
	for zone := range seen {
		require.Regexp(t, `\p{Arabic}`, c.Zone(ar, zone), zone)
	}
	require.Equal(t, "Buenos Aires", c.Zone(words.Choose("en", ""), "America/Argentina/Buenos_Aires"))
	require.Equal(t, "UTC", c.Zone(words.Choose("en", ""), "UTC"))
}
