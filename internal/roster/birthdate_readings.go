package roster

import (
	"time"

	"example.org/homeward/internal/civil"
)

// yearIn is a Gregorian year with the calendar in which it was written.
type yearIn struct {
	year     int
	calendar Calendar
}

// yearsOf returns the years that digits can mean. Two digits mean the last such year that is not after
// asOf. If the person would then be over 75, and the short Buddhist year means a younger person, both
// are returned.
func yearsOf(digits string, asOf civil.Date) []yearIn {
	n := number(digits)
	switch {
	case n < 0:
		return nil
	case len(digits) == 4 && n > 2400:
		return []yearIn{{n - 543, Buddhist}}
	case len(digits) == 4:
		return []yearIn{{n, Gregorian}}
	case len(digits) != 2:
		return nil
	}
	year := asOf.Year - asOf.Year%100 + n
	if year > asOf.Year {
		year -= 100
	}
	years := []yearIn{{year, Gregorian}}
	if short := 2500 + n - 543; asOf.Year-year > 75 && short <= asOf.Year {
		years = append(years, yearIn{short, Buddhist})
	}
	return years
}

// onDay reads three numbers. The year is first if it has four digits or cannot be a day; otherwise the
// day is first. The reading with day and month exchanged comes second.
func onDay(a, b, c string, asOf civil.Date) []Reading {
	if len(a) == 4 || len(c) == 2 && number(a) > 31 {
		a, c = c, a
	}
	if len(a) > 2 || len(b) > 2 {
		return nil
	}
	return joinReadings(dated(a, b, c, false, asOf), dated(b, a, c, true, asOf))
}

// compact reads eight digits: year first, and day first.
func compact(s string, asOf civil.Date) []Reading {
	return joinReadings(onDay(s[:4], s[4:6], s[6:], asOf), onDay(s[:2], s[2:4], s[4:], asOf))
}

// dated returns the days that exist, are not after asOf, and are not too long before it.
func dated(day, month, year string, swapped bool, asOf civil.Date) []Reading {
	var out []Reading
	for _, y := range yearsOf(year, asOf) {
		d := civil.Date{Year: y.year, Month: time.Month(number(month)), Day: number(day)}
		if d.Valid() && plausible(d, asOf) {
			out = append(out, Reading{From: d, To: d, Calendar: y.calendar, Swapped: swapped})
		}
	}
	return out
}

func inYear(year string, asOf civil.Date) []Reading {
	if len(year) != 4 {
		return nil // two digits alone may be a year or an age
	}
	return span(yearsOf(year, asOf), time.January, time.December, asOf)
}

func inMonth(month int, year string, asOf civil.Date) []Reading {
	if month < 1 || month > 12 || len(year) != 4 {
		return nil
	}
	return span(yearsOf(year, asOf), time.Month(month), time.Month(month), asOf)
}

// span returns readings from the first day of one month to the last day of another, at most to asOf.
func span(years []yearIn, first, last time.Month, asOf civil.Date) []Reading {
	var out []Reading
	for _, y := range years {
		from := civil.Date{Year: y.year, Month: first, Day: 1}
		to := lastDayOf(y.year, last)
		if to.Compare(asOf) > 0 {
			to = asOf
		}
		if plausible(from, asOf) {
			out = append(out, Reading{From: from, To: to, Calendar: y.calendar})
		}
	}
	return out
}

// aged returns the possible days of birth of a person of this age on asOf.
func aged(years string, asOf civil.Date) []Reading {
	n := number(years)
	if n < 0 || n > maxAge-10 || asOf.IsZero() {
		return nil
	}
	return []Reading{{From: yearsBefore(asOf, n+1).AddDays(1), To: yearsBefore(asOf, n), Calendar: Gregorian}}
}

func plausible(d, asOf civil.Date) bool {
	return d.Compare(asOf) <= 0 && asOf.Year-d.Year <= maxAge
}

// joinReadings joins readings without duplicates.
func joinReadings(first, then []Reading) []Reading {
	for _, r := range then {
		seen := false
		for _, f := range first {
			seen = seen || f.From == r.From && f.To == r.To
		}
		if !seen {
			first = append(first, r)
		}
	}
	return first
}
