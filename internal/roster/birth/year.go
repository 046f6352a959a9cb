package birth

import (
	"strings"
	"unicode"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/spelling"
)

// yearIn is a year with the calendar in which it was written. It is the Gregorian year, except in the
// Ethiopian calendar, whose year begins in September.
type yearIn struct {
	year     int
	calendar Calendar
}

// Traces are the signs of other calendars in the file of a cell.
type Traces struct {
	Ethiopian bool // Ethiopic letters, or a mark of the Ethiopian era
	Chinese   bool // Han letters or Taiwan: years of the Republic of China are possible
	Khmer     bool // Khmer or Burmese: a Buddhist year may count from one year earlier
	Ages      bool // the heading says that the column holds ages too
}

// Trace notes the signs of other calendars in a heading or a date.
func (v *Vocabulary) Trace(t *Traces, s string) {
	if spelling.IsASCII(s) && !strings.ContainsAny(s, "eE") {
		return
	}
	t.Ethiopian = t.Ethiopian || strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Ethiopic, r) })
	t.Khmer = t.Khmer || strings.ContainsFunc(s, isKhmerOrBurmese)
	if !t.Ethiopian {
		mark, _ := v.era(spelling.Plain(s))
		_, n := spelling.Numbers(s)
		t.Ethiopian = mark == Ethiopian && len(n) > 1
	}
}

// The distances of years. In Cambodia and Myanmar the Buddhist year turns in April or May, and until then
// the distance is 543 and after it 544.
const (
	ThaiYears   = 543
	khmerYears  = 544
	minguoYears = 1911
	ameteAlem   = 5500 // the Ethiopian count from the creation of the world
)

// yearsOf returns the years that digits can mean, of the marked calendar or, without a mark, of every
// calendar that is possible.
func yearsOf(digits string, mark Calendar, first bool, t Traces, asOf civil.Date) []yearIn {
	n := spelling.Number(digits)
	switch {
	case n < 0 || len(digits) > 4:
		return nil
	case mark != "":
		return markedYears(n, len(digits), mark, t, asOf)
	case len(digits) == 4 && n >= ameteAlem+1800:
		return []yearIn{{n - ameteAlem, Ethiopian}}
	case len(digits) == 4 && n > 2400:
		return markedYears(n, 4, Buddhist, t, asOf)
	case len(digits) == 4 && t.Ethiopian:
		return []yearIn{{n, Gregorian}, {n, Ethiopian}}
	case len(digits) == 4:
		return []yearIn{{n, Gregorian}}
	case len(digits) == 3:
		return []yearIn{{n + minguoYears, Minguo}}
	case len(digits) != 2:
		return nil
	}
	years := markedYears(n, 2, Gregorian, t, asOf)
	if !first {
		years = append(years, markedYears(n, 2, Buddhist, t, asOf)...)
	}
	if first && t.Chinese {
		years = append(years, yearIn{n + minguoYears, Minguo})
	}
	if t.Ethiopian {
		years = append(years, markedYears(n, 2, Ethiopian, t, asOf)...)
	}
	return years
}

// markedYears returns the years of one calendar. Two digits mean the last such year that is not after
// asOf.
func markedYears(n, digits int, mark Calendar, t Traces, asOf civil.Date) []yearIn {
	now := asOf.Year
	switch mark {
	case Minguo:
		return []yearIn{{n + minguoYears, Minguo}}
	case Ethiopian:
		if digits == 2 {
			n = lastYear(n, now-7)
		}
		return []yearIn{{n, Ethiopian}}
	case Buddhist:
		if digits == 2 {
			if n+2500-ThaiYears > now {
				return nil // 24.. would be the year of a person over ninety
			}
			n += 2500
		}
		if digits == 4 && n < 2400 {
			return nil
		}
		if t.Khmer {
			return []yearIn{{n - ThaiYears, Buddhist}, {n - khmerYears, Buddhist}}
		}
		return []yearIn{{n - ThaiYears, Buddhist}}
	case Gregorian:
		if digits == 2 {
			n = lastYear(n, now)
		}
		return []yearIn{{n, Gregorian}}
	}
	return nil
}

// lastYear returns the last year that ends in two digits and is not after now.
func lastYear(digits, now int) int {
	year := now - now%100 + digits
	if year > now {
		year -= 100
	}
	return year
}
