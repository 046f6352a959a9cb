package civil_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/civil"
)

func day(tb testing.TB, s string) civil.Date {
	tb.Helper()
	d, err := civil.ParseDate(s)
	require.NoError(tb, err)
	return d
}

func instant(tb testing.TB, s string) time.Time {
	tb.Helper()
	at, err := time.Parse(time.RFC3339, s)
	require.NoError(tb, err)
	return at
}

func TestBuddhistYearsAreThoseOfThaiForms(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want string // empty: refused
	}{
		"BE 2568 is 2025":             {text: "20/02/2568", want: "2025-02-20"},
		"leap day":                    {text: "29/02/2567", want: "2024-02-29"},
		"no leap day in 2568":         {text: "29/02/2568"},
		"a year of the Common Era":    {text: "20/02/2025"},
		"month first":                 {text: "02/20/2568"},
		"one digit":                   {text: "2/02/2568"},
		"sign":                        {text: "+2/02/2568"},
		"Thai digits are not western": {text: "๒๐/๐๒/๒๕๖๘"},
		"empty":                       {text: ""},
		"ISO":                         {text: "2568-02-20"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := civil.ParseBuddhist(c.text)
			if c.want == "" {
				require.EqualError(t, err, "not a Buddhist date of the form 20/02/2568")
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.want, d.String())
			require.Equal(t, c.text, d.Buddhist())
		})
	}
}

func TestDatesAreStrict(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "2025-2-20", "2025-02-30", "20/02/2025", "2025-02-20T00:00:00Z", " 2025-02-20", "0000-01-01"} {
		_, err := civil.ParseDate(bad)
		require.EqualError(t, err, "not a date of the form 2025-02-20", "%q", bad)
	}
	require.False(t, civil.Date{}.Valid())
	require.False(t, civil.Date{Year: 2025, Month: 2, Day: 30}.Valid())
	require.True(t, civil.Date{Year: 2025, Month: 2, Day: 28}.Valid())
}

func TestADayBeginsWhereTheDeskIs(t *testing.T) {
	t.Parallel()
	yangon, err := time.LoadLocation("Asia/Yangon")
	require.NoError(t, err)
	havana, err := time.LoadLocation("America/Havana")
	require.NoError(t, err)

	late := instant(t, "2025-02-20T17:45:00Z") // 00:15 of the 21st in Yangon, at UTC+6:30
	require.Equal(t, day(t, "2025-02-21"), civil.DateOf(late, yangon))
	require.Equal(t, instant(t, "2025-02-20T17:30:00Z"), day(t, "2025-02-21").Start(yangon))

	// In Havana summer time begins at midnight: the day has no 00:00 and begins at 01:00 local, 05:00 UTC.
	require.Equal(t, instant(t, "2025-03-09T05:00:00Z"), day(t, "2025-03-09").Start(havana))
}

func TestDatesSurviveJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := civil.Date{Year: 2025, Month: 1, Day: 1}.AddDays(rapid.IntRange(-4000, 4000).Draw(t, "days"))
		text, err := json.Marshal(d)
		require.NoError(t, err)
		var back civil.Date
		require.NoError(t, json.Unmarshal(text, &back))
		require.Equal(t, d, back)
		require.Equal(t, d.AddDays(1).Weekday(), (d.Weekday()+1)%7)
		again, err := civil.ParseBuddhist(d.Buddhist())
		require.NoError(t, err)
		require.Equal(t, d, again)
	})
	var zero civil.Date
	require.NoError(t, json.Unmarshal([]byte(`""`), &zero))
	require.True(t, zero.IsZero())
	require.ErrorContains(t, json.Unmarshal([]byte(`"20.2.2025"`), &zero), "not a date of the form 2025-02-20")
}
