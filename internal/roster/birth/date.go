package birth

import (
	"strings"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/spelling"
)

// Precision is how precisely a birth date is known.
type Precision string

// The precisions, the best first.
const (
	PrecisionDay   Precision = "day"
	PrecisionMonth Precision = "month"
	PrecisionYear  Precision = "year"
	PrecisionAge   Precision = "age" // computed from an age in years
	PrecisionNone  Precision = "none"
)

// Calendar is the calendar in which the author counted years.
type Calendar string

// The calendars that are recognised. A year above 2400 is Buddhist, 543 years ahead of the Gregorian
// one, as on every Thai form, or 544 in Cambodia and Myanmar. Minguo counts years from 1911, in the
// Republic of China. Ethiopian years begin in September and are seven or eight behind.
const (
	Gregorian Calendar = "gregorian"
	Buddhist  Calendar = "buddhist"
	Minguo    Calendar = "minguo"
	Ethiopian Calendar = "ethiopian"
)

// Reading is one possible meaning of a written birth date: the person was born on From, on To or on a
// day between them.
type Reading struct {
	From     civil.Date `json:"from"`
	To       civil.Date `json:"to"`
	Calendar Calendar   `json:"calendar"`
	Swapped  bool       `json:"swapped,omitempty"` // day and month are in the order that is unusual for the form
}

// Date is what an author wrote about a person's birth, with its possible meanings. With several
// readings the meaning is open; the first is the usual one of the written form: day first, unless the
// year is first.
type Date struct {
	AsWritten string    `json:"as_written,omitempty"`
	Precision Precision `json:"precision"`
	Readings  []Reading `json:"readings,omitempty"`
}

// Ambiguous reports whether there are several readings.
func (b Date) Ambiguous() bool { return len(b.Readings) > 1 }

// Minor is the answer to whether a person is under eighteen.
type Minor string

// The answers. MinorPossible must be treated as MinorYes until an age assessment says otherwise
// (benefit of the doubt).
const (
	MinorYes      Minor = "yes"
	MinorPossible Minor = "possible"
	MinorNo       Minor = "no"
)

// Minor returns whether the person is under eighteen on asOf. It returns MinorYes or MinorNo only if
// that is the answer for every reading and every day within it. Without a birth date it returns
// MinorPossible; Precision tells such cases apart. A person born on 29 February comes of age on 1
// March.
func (b Date) Minor(asOf civil.Date) Minor {
	var under, over bool
	for _, r := range b.Readings {
		if underage(r.To, asOf) {
			under = true
		}
		if !underage(r.From, asOf) {
			over = true
		}
	}
	switch {
	case under && !over:
		return MinorYes
	case over && !under:
		return MinorNo
	default:
		return MinorPossible
	}
}

// underage compares fields, not instants: 29 February plus eighteen years is then after 28 February,
// while time.AddDate returns 1 March.
func underage(born, asOf civil.Date) bool {
	born.Year += 18
	return asOf.Compare(born) < 0
}

// maxAge is the greatest age of a living person, in years.
const maxAge = 120

// Date parses a birth date in any form that lists use: year first, day first, with month names, in
// any of the calendars, a year alone, an age. asOf is the day on which the list was written: ages count
// back from it, and it decides about impossible dates. The cell stands alone here: what it leaves open
// stays open. A text that is not a birth date is kept as written, with flaw.BirthDateNotRecognised. A
// text that says that there is none has no flaw.
func (v *Vocabulary) Date(text string, asOf civil.Date) (Date, flaw.Code) {
	if v.isUndated(text) {
		return Date{AsWritten: text, Precision: PrecisionNone}, ""
	}
	w, ok := v.parseBirth(text, Traces{}, asOf)
	if !ok {
		return w.date(text), flaw.BirthDateNotRecognised
	}
	return w.date(text), ""
}

// Age parses an age from a column of ages.
func (v *Vocabulary) Age(text string, asOf civil.Date) (Date, flaw.Code) {
	if v.isUndated(text) {
		return Date{AsWritten: text, Precision: PrecisionNone}, ""
	}
	w, ok := v.parseAge(spelling.Plain(text), true, asOf)
	if !ok {
		return Date{AsWritten: text, Precision: PrecisionNone}, flaw.AgeNotRecognised
	}
	return w.date(text), ""
}

func (v *Vocabulary) isUndated(text string) bool {
	s := spelling.Plain(text)
	return s == "" || v.phrases.Is("undated", s)
}

// month returns 1 to 12 for the name of a month of the Gregorian calendar, with or without the ending of
// an English ordinal before it, and 0 for any other text.
func (v *Vocabulary) month(s string) int {
	k := spelling.Fold(s)
	if m, ok := v.months[k]; ok {
		return spelling.Number(m)
	}
	for _, ending := range []string{"st", "nd", "rd", "th"} {
		if rest, ok := strings.CutPrefix(k, ending); ok {
			return spelling.Number(v.months[rest])
		}
	}
	return 0
}
