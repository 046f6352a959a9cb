package birth

import (
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/spelling"
)

// Draft is what a row says about a birth, before other rows are compared.
type Draft struct {
	text, ageText string
	date, age     written
	place         string    // of birth, if it stands in the cell of the date
	problem       flaw.Code // of the text; "" if it is read or empty
	ageProblem    flaw.Code
	stored        bool // the day comes from the cell itself and is not open
}

// Cells are the cells of a row that say something about a birth.
type Cells struct {
	Date, Age string
	DayFirst  bool       // the date is in three columns, and their headings name the order
	Day       civil.Date // the day that a spreadsheet stores in the cell of the date; zero if there is none
	MonthOnly bool       // the cell shows no day, and the first is stored
}

// Draft reads the cells of a birth date and of an age.
func (v *Vocabulary) Draft(c Cells, t Traces, asOf civil.Date) Draft {
	d := Draft{text: c.Date, ageText: c.Age}
	if !v.isUndated(d.text) {
		var ok bool
		if d.date, ok = v.parseBirth(d.text, t, asOf); !ok {
			d.problem = flaw.BirthDateNotRecognised
			if place, date, split := placeAndDate(d.text); split {
				if d.date, ok = v.parseBirth(date, t, asOf); ok {
					d.place, d.problem = place, ""
				}
			}
		}
	}
	if c.DayFirst {
		d.date.keep(func(o option) bool { return o.order == dayFirst || o.order == noOrder })
	} else if d.useStored(c, asOf) {
		d.problem = ""
	}
	if !v.isUndated(d.ageText) {
		var ok bool
		if d.age, ok = v.parseAge(spelling.Plain(d.ageText), true, asOf); !ok {
			d.ageProblem = flaw.AgeNotRecognised
		}
	}
	return d
}

// Known reports whether a date or an age was read.
func (d *Draft) Known() bool { return len(d.date.options)+len(d.age.options) > 0 }

// useStored uses the day that a spreadsheet stores in a cell, also if the cell shows another one. A Buddhist year that was
// typed into a date cell is stored as a day 543 years ahead. It reports whether it is the day of a birth.
func (d *Draft) useStored(c Cells, asOf civil.Date) bool {
	day := c.Day
	calendar := Gregorian
	if day.Compare(asOf) > 0 && day.Year > asOf.Year+300 {
		day.Year -= ThaiYears
		calendar = Buddhist
	}
	if !day.Valid() || !plausible(day, asOf) {
		return false
	}
	d.date = written{precision: PrecisionDay, options: []option{{Reading: Reading{From: day, To: day, Calendar: calendar}}}}
	if c.MonthOnly {
		d.date.precision = PrecisionMonth
		d.date.options[0].To = lastDayOf(day.Year, day.Month)
	}
	d.stored = true
	return true
}
