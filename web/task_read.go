package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// readDecision reads an answer from its form, and says which fields have to be corrected.
func (s shownTask) readDecision(f sentForm) (usecase.Decision, wrongs) {
	wrong, spec := wrongs{}, s.task.Spec
	d := usecase.Decision{
		Outcome: casework.Outcome(f.Get(fieldOutcome)), Reasons: readText(f, fieldReasons, wrong), Facts: factsIn(s.task.Facts, f),
		State: casework.Country(f.Get(fieldState)), Desk: casework.DeskID(f.Get(fieldDesk)),
	}
	if !spec.Allows(d.Outcome) {
		wrong[fieldOutcome] = view.Say("task.wrong.outcome")
	}
	d.Until = s.readDate(f, fieldUntil, wrong)
	if spec.NeedsReasons(d.Outcome) && d.Reasons == "" {
		wrong[fieldReasons] = view.Say("task.wrong.reasons")
	}
	document := needsDocument(s.task.Step, d.Outcome)
	if _, already := wrong[fieldUntil]; spec.NeedsDate(d.Outcome) && d.Until.IsZero() && !already && !document {
		wrong[fieldUntil] = view.Say("task.wrong.until")
	}
	if needsState(s.task.Step, d.Outcome) {
		if d.State == "" {
			wrong[fieldState] = view.Say("task.wrong.state")
		}
		if d.Desk == "" {
			wrong[fieldDesk] = view.Say("task.wrong.desk")
		}
	}
	if document {
		d.Document = s.readDocument(f, wrong)
	}
	return d, wrong
}

func (s shownTask) readDocument(f sentForm, wrong wrongs) *record.Document {
	out := &record.Document{Type: f.Get(fieldType), Number: readText(f, fieldNumber, wrong), MRZ: strings.ReplaceAll(f.text(fieldMRZ), "\r\n", "\n")}
	if !slices.Contains(documentKinds(), out.Type) {
		wrong[fieldType] = view.Say("task.wrong.document_type")
	}
	if out.Number == "" {
		wrong[fieldNumber] = view.Say("task.wrong.number")
	}
	if utf8.RuneCountInString(out.MRZ) > mrzLimit {
		wrong[fieldMRZ] = view.Say("task.wrong.long", mrzLimit)
	}
	expires := s.readDate(f, fieldExpires, wrong)
	if _, already := wrong[fieldExpires]; expires.IsZero() && !already {
		wrong[fieldExpires] = view.Say("task.wrong.expires")
	}
	if !expires.IsZero() {
		out.ExpiresAt = &expires
	}
	return out
}

// readText reads a free text; one that is too long has to be shortened.
func readText(f sentForm, name string, wrong wrongs) string {
	text := strings.ReplaceAll(f.text(name), "\r\n", "\n")
	if utf8.RuneCountInString(text) > textLimit {
		wrong[name] = view.Say("task.wrong.long", textLimit)
	}
	return text
}

// readDate reads the last moment of a day in the future, in the zone of the user's desk; zero for none.
// A day that does not exist, that is past, or that has the year of another era has to be corrected.
func (r reader) readDate(f sentForm, name string, wrong wrongs) time.Time {
	typed := dateParts(f, name)
	if typed == (view.DateParts{}) {
		return time.Time{}
	}
	const lastYear = 2400 // a later year is one of the Buddhist era
	day, errDay := number(typed.Day)
	month, errMonth := number(typed.Month)
	year, errYear := number(typed.Year)
	date, err := civil.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
	switch {
	case errDay || errMonth || errYear || year < 1000 || year <= lastYear && err != nil:
		wrong[name] = view.Say("task.wrong.date")
	case year > lastYear:
		wrong[name] = view.Say("task.wrong.era", strconv.Itoa(year), strconv.Itoa(year-543))
	default:
		end := date.AddDays(1).Start(r.zone).Add(-time.Second)
		if end.After(r.now) {
			return end
		}
		wrong[name] = view.Say("task.wrong.past")
	}
	return time.Time{}
}

// number reads a whole number in Latin, Arabic, Burmese, Khmer, Lao or Thai digits, and reports whether
// it is not a number.
func number(text string) (int, bool) {
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
