package say

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"example.org/homeward/internal/civil"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// Wrongs are what is wrong with the fields of a form, by their names.
type Wrongs map[string]view.Text

// ProblemsOf lists what is wrong with questions, in their order, with the field to go to.
func ProblemsOf(questions []view.Question) []view.Problem {
	var out []view.Problem
	for _, q := range questions {
		if q.Wrong.Key != "" {
			to := q.ID
			if q.Kind == view.AskDate {
				to += "-day"
			}
			out = append(out, view.Problem{Label: q.Label, Text: q.Wrong, To: to})
		}
	}
	return out
}

// DateParts is a date as it was typed.
func DateParts(f site.SentForm, name string) view.DateParts {
	return view.DateParts{Day: f.Get(name + ".day"), Month: f.Get(name + ".month"), Year: f.Get(name + ".year")}
}

// ReadText reads a free text; one that is too long has to be shortened.
func ReadText(f site.SentForm, name string, wrong Wrongs) string {
	text := strings.ReplaceAll(f.Text(name), "\r\n", "\n")
	if utf8.RuneCountInString(text) > site.TextLimit {
		wrong[name] = view.Say("task.wrong.long", site.TextLimit)
	}
	return text
}

// ReadDate reads the last moment of a day in the future, in the zone of the user's desk; zero for none.
// A day that does not exist, that is past, or that has the year of another era has to be corrected.
func (r Reader) ReadDate(f site.SentForm, name string, wrong Wrongs) time.Time {
	date, typed := readDay(f, name, wrong)
	if !typed {
		return time.Time{}
	}
	end := date.AddDays(1).Start(r.Zone).Add(-time.Second)
	if end.After(r.Now) {
		return end
	}
	wrong[name] = view.Say("task.wrong.past")
	return time.Time{}
}

// ReadDayBefore reads a day that has begun already, as 2026-11-03; "" for none, or for one that has to be corrected.
func (r Reader) ReadDayBefore(f site.SentForm, name string, wrong Wrongs) string {
	date, typed := readDay(f, name, wrong)
	if !typed {
		return ""
	}
	if date.Start(r.Zone).After(r.Now) {
		wrong[name] = view.Say("task.wrong.future")
		return ""
	}
	return date.String()
}

// readDay reads a day of the Gregorian calendar. It reports false for none, and for one that has to be corrected.
func readDay(f site.SentForm, name string, wrong Wrongs) (civil.Date, bool) {
	typed := DateParts(f, name)
	if typed == (view.DateParts{}) {
		return civil.Date{}, false
	}
	const lastYear = 2400 // a later year is one of the Buddhist era
	day, errDay := Number(typed.Day)
	month, errMonth := Number(typed.Month)
	year, errYear := Number(typed.Year)
	date, err := civil.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
	switch {
	case errDay || errMonth || errYear || year < 1000 || year <= lastYear && err != nil:
		wrong[name] = view.Say("task.wrong.date")
	case year > lastYear:
		wrong[name] = view.Say("task.wrong.era", strconv.Itoa(year), strconv.Itoa(year-543))
	default:
		return date, true
	}
	return civil.Date{}, false
}

// Number reads a whole number in Latin, Arabic, Burmese, Khmer, Lao or Thai digits, and reports whether
// it is not a number.
func Number(text string) (int, bool) {
	var digits strings.Builder
	for _, c := range strings.TrimSpace(text) {
		zero := slices.IndexFunc([]rune{'0', '٠', '۰', '၀', '០', '໐', '๐'}, func(zero rune) bool { return c >= zero && c <= zero+9 })
		if zero < 0 {
			return 0, true
		}
		digits.WriteRune('0' + c - []rune{'0', '٠', '۰', '၀', '០', '໐', '๐'}[zero])
	}
	n, err := strconv.Atoi(digits.String())
	return n, err != nil
}
