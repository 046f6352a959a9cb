package roster

import (
	"strconv"
	"strings"

	"example.org/homeward/internal/civil"
)

// maxAge is the greatest age of a living person, in years.
const maxAge = 120

// BirthDate parses a birth date in any form that lists use: year first, day first, with month names,
// Buddhist years, a year alone, an age. asOf is the day on which the list was written: ages count back
// from it, and it decides about two-digit years and impossible dates. A text that is not a birth date
// is kept as written, with BirthDateNotRecognised. A text that says that there is none has no Problem.
func (v *Vocabulary) BirthDate(text string, asOf civil.Date) (BirthDate, Problem) {
	b := BirthDate{AsWritten: text, Precision: PrecisionNone}
	s := plain(text)
	if s == "" || v.undated[fold(s)] {
		return b, ""
	}
	for _, era := range []string{"พ.ศ.", "ค.ศ."} { // of the Buddhist and of the Christian era
		s = strings.ReplaceAll(s, era, "")
	}
	s = strings.NewReplacer("年", "-", "月", "-", "日", "").Replace(withoutTime(s))
	n, between := numbersOf(strings.Trim(s, " -.,"))
	precision, readings := v.read(n, between, asOf)
	if len(readings) == 0 {
		return b, BirthDateNotRecognised
	}
	b.Precision, b.Readings = precision, readings
	return b, ""
}

// Age parses an age in years from a column of ages.
func (v *Vocabulary) Age(text string, asOf civil.Date) (BirthDate, Problem) {
	b := BirthDate{AsWritten: text, Precision: PrecisionNone}
	s := plain(text)
	if s == "" || v.undated[fold(s)] {
		return b, ""
	}
	n, between := numbersOf(s)
	if len(n) == 1 && (v.ageWord(between[0]) || strings.TrimSpace(between[0]) == "") &&
		(v.ageWord(between[1]) || strings.TrimSpace(between[1]) == "") {
		b.Readings = aged(n[0], asOf)
	}
	if len(b.Readings) == 0 {
		return b, AgeNotRecognised
	}
	b.Precision = PrecisionAge
	return b, ""
}

// read selects the form by the number of numbers and by the text between them.
func (v *Vocabulary) read(n, between []string, asOf civil.Date) (Precision, []Reading) {
	switch len(n) {
	case 1:
		before, after := between[0], between[1]
		switch {
		case v.ageWord(before) && strings.TrimSpace(after) == "", v.ageWord(after) && strings.TrimSpace(before) == "",
			v.ageWord(before) && v.ageWord(after):
			return PrecisionAge, aged(n[0], asOf)
		case v.month(before) > 0 && after == "":
			return PrecisionMonth, inMonth(v.month(before), n[0], asOf)
		case before != "" || after != "":
			return PrecisionNone, nil
		case len(n[0]) == 8:
			return PrecisionDay, compact(n[0], asOf)
		default:
			return PrecisionYear, inYear(n[0], asOf)
		}
	case 2:
		return v.readTwo(n, between, asOf)
	case 3:
		if between[0] != "" || between[3] != "" || !isDateSeparator(between[1]) || !isDateSeparator(between[2]) {
			return PrecisionNone, nil
		}
		return PrecisionDay, onDay(n[0], n[1], n[2], asOf)
	default:
		return PrecisionNone, nil
	}
}

// readTwo parses "4 Jun 1993", "June 4, 1993", "1993 Jun 4", "06/1993" and "1993-06".
func (v *Vocabulary) readTwo(n, between []string, asOf civil.Date) (Precision, []Reading) {
	if between[2] != "" {
		return PrecisionNone, nil
	}
	m := v.month(between[1])
	if m > 0 && between[0] != "" {
		return PrecisionNone, nil
	}
	if m == 0 {
		m = v.month(between[0])
	}
	switch {
	case m > 0 && len(n[0]) == 4:
		return PrecisionDay, dated(n[1], strconv.Itoa(m), n[0], false, asOf)
	case m > 0:
		return PrecisionDay, dated(n[0], strconv.Itoa(m), n[1], false, asOf)
	case between[0] != "" || !isDateSeparator(between[1]):
		return PrecisionNone, nil
	case len(n[0]) == 4:
		return PrecisionMonth, inMonth(number(n[1]), n[0], asOf)
	case len(n[1]) == 4:
		return PrecisionMonth, inMonth(number(n[0]), n[1], asOf)
	default:
		return PrecisionNone, nil
	}
}

func (v *Vocabulary) ageWord(s string) bool { return v.ages[fold(s)] }

// month returns 1 to 12 for the name of a month, with or without the ending of an English ordinal
// before it, and 0 for any other text.
func (v *Vocabulary) month(s string) int {
	k := fold(s)
	if m, ok := v.months[k]; ok {
		return number(m)
	}
	for _, ending := range []string{"st", "nd", "rd", "th"} {
		if rest, ok := strings.CutPrefix(k, ending); ok {
			return number(v.months[rest])
		}
	}
	return 0
}
