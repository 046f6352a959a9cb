package birth_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
)

func TestBirthDate(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	const day, month, year, age, none = birth.PrecisionDay, birth.PrecisionMonth, birth.PrecisionYear, birth.PrecisionAge, birth.PrecisionNone
	unread := flaw.BirthDateNotRecognised
	for name, tt := range map[string]struct {
		text      string
		precision birth.Precision
		readings  []string // from..to calendar swapped
		problem   flaw.Code
	}{
		"ISO":                       {"1993-06-24", day, []string{"1993-06-24 gregorian"}, ""},
		"ISO that may be swapped":   {"2000-05-01", day, []string{"2000-05-01 gregorian", "2000-01-05 gregorian swapped"}, ""},
		"ISO with day and month":    {"1993-24-06", day, []string{"1993-06-24 gregorian swapped"}, ""},
		"same day and month":        {"05/05/1999", day, []string{"1999-05-05 gregorian"}, ""},
		"slashes":                   {"18/07/1983", day, []string{"1983-07-18 gregorian"}, ""},
		"slashes, either order":     {"06/11/2011", day, []string{"2011-11-06 gregorian", "2011-06-11 gregorian swapped"}, ""},
		"month first only":          {"07/18/1983", day, []string{"1983-07-18 gregorian swapped"}, ""},
		"dashes":                    {"18-07-1983", day, []string{"1983-07-18 gregorian"}, ""},
		"points, two digits":        {"20.9.85", day, []string{"1985-09-20 gregorian"}, ""},
		"two digits, this century":  {"25.1.02", day, []string{"2002-01-25 gregorian", "1959-01-25 buddhist"}, ""},
		"two digits, this year":     {"13.1.25", day, []string{"2025-01-13 gregorian", "1982-01-13 buddhist"}, ""},
		"two digits, too old":       {"20.9.35", day, []string{"1935-09-20 gregorian", "1992-09-20 buddhist"}, ""},
		"two digits, year first":    {"85-09-20", day, []string{"1985-09-20 gregorian"}, ""},
		"Buddhist":                  {"25/10/2542", day, []string{"1999-10-25 buddhist"}, ""},
		"Buddhist, either order":    {"04/12/2535", day, []string{"1992-12-04 buddhist", "1992-04-12 buddhist swapped"}, ""},
		"Buddhist leap day":         {"29/02/2535", day, []string{"1992-02-29 buddhist"}, ""},
		"Buddhist era":              {"14 มิ.ย. พ.ศ. 2536", day, []string{"1993-06-14 buddhist"}, ""},
		"Thai digits":               {"๑๔/๐๖/๒๕๓๖", day, []string{"1993-06-14 buddhist"}, ""},
		"month in letters":          {"14 Jun 1993", day, []string{"1993-06-14 gregorian"}, ""},
		"as in a passport":          {"04 JUN 93", day, []string{"1993-06-04 gregorian"}, ""},
		"dashes and letters":        {"4-Jun-1993", day, []string{"1993-06-04 gregorian"}, ""},
		"month leads":               {"June 4, 1993", day, []string{"1993-06-04 gregorian"}, ""},
		"ordinal":                   {"4th June 1993", day, []string{"1993-06-04 gregorian"}, ""},
		"Chinese":                   {"1993年6月14日", day, []string{"1993-06-14 gregorian"}, ""},
		"Indonesian":                {"14 Agustus 1993", day, []string{"1993-08-14 gregorian"}, ""},
		"eight digits":              {"19930614", day, []string{"1993-06-14 gregorian"}, ""},
		"eight digits, day first":   {"14061993", day, []string{"1993-06-14 gregorian"}, ""},
		"with a time":               {"1993-06-24 00:00:00", day, []string{"1993-06-24 gregorian"}, ""},
		"with a time and zone":      {"1993-06-24T00:00:00Z", day, []string{"1993-06-24 gregorian"}, ""},
		"year":                      {"1984", year, []string{"1984-01-01..1984-12-31 gregorian"}, ""},
		"Buddhist year":             {"2530", year, []string{"1987-01-01..1987-12-31 buddhist"}, ""},
		"Chinese year":              {"1984年", year, []string{"1984-01-01..1984-12-31 gregorian"}, ""},
		"this year ends today":      {"2025", year, []string{"2025-01-01..2025-02-23 gregorian"}, ""},
		"month and year":            {"06/1993", month, []string{"1993-06-01..1993-06-30 gregorian"}, ""},
		"year and month":            {"1996-02", month, []string{"1996-02-01..1996-02-29 gregorian"}, ""},
		"month in letters and year": {"Feb 1996", month, []string{"1996-02-01..1996-02-29 gregorian"}, ""},
		"age":                       {"age 32", age, []string{"1992-02-24..1993-02-23 gregorian"}, ""},
		"age after":                 {"32 yrs", age, []string{"1992-02-24..1993-02-23 gregorian"}, ""},
		"age around":                {"อายุ 32 ปี", age, []string{"1992-02-24..1993-02-23 gregorian"}, ""},
		"age in Chinese":            {"32岁", age, []string{"1992-02-24..1993-02-23 gregorian"}, ""},
		"empty":                     {"", none, nil, ""},
		"spaces":                    {"  ", none, nil, ""},
		"dash":                      {"-", none, nil, ""},
		"not known":                 {"unknown", none, nil, ""},
		"no such day":               {"31/02/1999", none, nil, unread},
		"no such month":             {"1999-13-32", none, nil, unread},
		"no leap year":              {"29/02/2534", none, nil, unread},
		"not born yet":              {"24/02/2025", none, nil, unread},
		"too old":                   {"01/01/1880", none, nil, unread},
		"Nepali year":               {"14/06/2050", none, nil, unread},
		"two digits alone":          {"85", none, nil, unread},
		"an age too great":          {"age 199", none, nil, unread},
		"words":                     {"around new year", none, nil, unread},
		"about":                     {"about 1990", none, nil, unread},
		"a spreadsheet's number":    {"34124", none, nil, unread},
		"many digits":               {"199306141993061419930614", none, nil, unread},
		"four numbers":              {"1.2.3.1993", none, nil, unread},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, problem := v.Date(tt.text, asOf())
			require.Equal(t, tt.problem, problem)
			require.Equal(t, tt.precision, got.Precision)
			require.Equal(t, tt.readings, readings(got))
			require.Equal(t, tt.text, got.AsWritten)
			require.Equal(t, len(tt.readings) > 1, got.Ambiguous())
		})
	}
}

func readings(b birth.Date) []string {
	var out []string
	for _, r := range b.Readings {
		s := r.From.String()
		if r.To != r.From {
			s += ".." + r.To.String()
		}
		s += " " + string(r.Calendar)
		if r.Swapped {
			s += " swapped"
		}
		out = append(out, s)
	}
	return out
}

func TestAge(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	leap := civil.Date{Year: 2024, Month: time.February, Day: 29}
	for name, tt := range map[string]struct {
		text    string
		asOf    civil.Date
		want    []string
		problem flaw.Code
	}{
		"a number":           {"17", asOf(), []string{"2007-02-24..2008-02-23 gregorian"}, ""},
		"with a word":        {"17 tahun", asOf(), []string{"2007-02-24..2008-02-23 gregorian"}, ""},
		"a newborn":          {"0", asOf(), []string{"2024-02-24..2025-02-23 gregorian"}, ""},
		"on a leap day":      {"18", leap, []string{"2005-03-01..2006-02-28 gregorian"}, ""},
		"between leap days":  {"20", leap, []string{"2003-03-01..2004-02-29 gregorian"}, ""},
		"empty":              {" ", asOf(), nil, ""},
		"a range":            {"20-25", asOf(), []string{"1999-02-24..2005-02-23 gregorian"}, ""},
		"a birth date":       {"1993-06-04", asOf(), nil, flaw.AgeNotRecognised},
		"without a day":      {"17", civil.Date{}, nil, flaw.AgeNotRecognised},
		"more than one life": {"111", asOf(), nil, flaw.AgeNotRecognised},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, problem := v.Age(tt.text, tt.asOf)
			require.Equal(t, tt.problem, problem)
			require.Equal(t, tt.want, readings(got))
		})
	}
}

// Every day is recognised in every form, as the first reading.
func TestBirthDateReadsWhatIsWritten(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	today := asOf()
	forms := map[string]func(time.Time) string{
		"iso":      func(d time.Time) string { return d.Format(time.DateOnly) },
		"slash":    func(d time.Time) string { return d.Format("02/01/2006") },
		"points":   func(d time.Time) string { return d.Format("2.1.2006") },
		"letters":  func(d time.Time) string { return d.Format("2 January 2006") },
		"passport": func(d time.Time) string { return d.Format("02 Jan 06") },
		"compact":  func(d time.Time) string { return d.Format("20060102") },
		"buddhist": func(d time.Time) string { return fmt.Sprintf("%02d/%02d/%d", d.Day(), d.Month(), d.Year()+543) },
		"chinese":  func(d time.Time) string { return d.Format("2006年1月2日") },
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				day := time.Date(1951, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 27_000).Draw(t, "days"))
				want := civil.DateOf(day, time.UTC)
				if want.Compare(today) > 0 {
					return
				}
				got, problem := v.Date(form(day), today)
				require.Empty(t, problem)
				require.Equal(t, birth.PrecisionDay, got.Precision)
				require.Equal(t, want, got.Readings[0].From)
				require.False(t, got.Readings[0].Swapped)
			})
		})
	}
}

func FuzzBirthDate(f *testing.F) {
	v := vocabulary(f)
	today := asOf()
	for _, s := range []string{
		"1993-06-04", "20.9.85", "04/12/2535", "1984", "age 32", "4 Jun 1993", "๑๔/๐๖/๒๕๓๖", "1993年6月", "", "-", "00000000",
		"99999999", "0/0/0", "1:", "t:", "\xff", "32岁岁", "29.2.00",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b, problem := v.Date(text, today)
		require.Equal(t, text, b.AsWritten)
		require.Equal(t, b.Precision == birth.PrecisionNone, len(b.Readings) == 0)
		if problem != "" {
			require.Empty(t, b.Readings)
		}
		for _, r := range b.Readings {
			require.True(t, r.From.Valid())
			require.True(t, r.To.Valid())
			require.LessOrEqual(t, r.From.Compare(r.To), 0)
			require.LessOrEqual(t, r.To.Compare(today), 0, "nobody is born in the future")
			require.LessOrEqual(t, today.Year-r.From.Year, 121)
		}
	})
}
