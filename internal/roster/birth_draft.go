package roster

import (
	"strings"
	"unicode"

	"example.org/homeward/internal/civil"
)

// draft is what a row says about a birth, before other rows are compared.
type draft struct {
	text, ageText string
	date, age     written
	place         string  // of birth, if it stands in the cell of the date
	problem       Problem // of the text; "" if it is read or empty
	ageProblem    Problem
	stored        bool // the day comes from the cell itself and is not open
}

// draftBirth reads the cells of a birth date and of an age.
func (v *Vocabulary) draftBirth(l layout, r record, t traces, asOf civil.Date) draft {
	d := draft{text: l.cell(r, FieldBirthDate), ageText: l.cell(r, FieldAge)}
	if !v.isUndated(d.text) {
		var ok bool
		if d.date, ok = v.parseBirth(d.text, t, asOf); !ok {
			d.problem = BirthDateNotRecognised
			if place, date, split := placeAndDate(d.text); split {
				if d.date, ok = v.parseBirth(date, t, asOf); ok {
					d.place, d.problem = place, ""
				}
			}
		}
	}
	if l.date != nil {
		d.date.keep(func(o option) bool { return o.order == dayFirst || o.order == noOrder }) // the headings name the order
	} else if at, ok := l.at[FieldBirthDate]; ok {
		if day, ok := r.days[at]; ok && d.useStored(day, asOf) {
			d.problem = ""
		}
	}
	if !v.isUndated(d.ageText) {
		var ok bool
		if d.age, ok = v.parseAge(plain(d.ageText), true, asOf); !ok {
			d.ageProblem = AgeNotRecognised
		}
	}
	return d
}

// useStored uses the day that a spreadsheet stores in a cell, also if the cell shows another one. A Buddhist year that was
// typed into a date cell is stored as a day 543 years ahead. It reports whether it is the day of a birth.
func (d *draft) useStored(stored storedDay, asOf civil.Date) bool {
	day := stored.Date
	calendar := Gregorian
	if day.Compare(asOf) > 0 && day.Year > asOf.Year+300 {
		day.Year -= thaiYears
		calendar = Buddhist
	}
	if !day.Valid() || !plausible(day, asOf) {
		return false
	}
	d.date = written{precision: PrecisionDay, options: []option{{Reading: Reading{From: day, To: day, Calendar: calendar}}}}
	if stored.monthOnly {
		d.date.precision = PrecisionMonth
		d.date.options[0].To = lastDayOf(day.Year, day.Month)
	}
	d.stored = true
	return true
}

// tracesOf looks for signs of other calendars: in the headings and dates of a table, and anywhere for Han
// letters.
func (v *Vocabulary) tracesOf(l layout, records []record) traces {
	var t traces
	dates := []string{}
	for _, c := range l.columns {
		if c.Field != NoField {
			dates = append(dates, c.Heading)
		}
		if c.Field == FieldBirthDate {
			t.ages = v.headsAges(c.Heading)
		}
	}
	for _, r := range records {
		dates = append(dates, l.cell(r, FieldBirthDate), l.cell(r, FieldAge))
		for _, c := range r.cells {
			t.chinese = t.chinese || strings.ContainsFunc(c, func(x rune) bool { return unicode.Is(unicode.Han, x) })
		}
		if !t.chinese && v.nationalities.spellings[fold(l.cell(r, FieldNationality))] == "TWN" {
			t.chinese = true
		}
	}
	for _, s := range dates {
		if isASCII(s) && !strings.ContainsAny(s, "eE") {
			continue
		}
		t.ethiopian = t.ethiopian || strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Ethiopic, r) })
		t.khmer = t.khmer || strings.ContainsFunc(s, isKhmerOrBurmese)
		if !t.ethiopian {
			mark, _ := v.era(plain(s))
			_, n := numbersOf(s)
			t.ethiopian = mark == Ethiopian && len(n) > 1
		}
	}
	return t
}

// datesElsewhere returns which calendars are proven by marks and years of four digits anywhere in a table
// but in its birth dates: a title with the year 2569, a day of arrival.
func (v *Vocabulary) datesElsewhere(l layout, records []record) proof {
	p := newProof()
	born, ok := l.at[FieldBirthDate]
	for _, r := range records {
		for i, c := range r.cells {
			if ok && i == born {
				continue
			}
			s := plain(c)
			n, between := numbersOf(s)
			for j, digits := range n {
				year := number(digits)
				switch {
				case len(digits) != 4 || len(n) < 2 && ScriptOf(s) == NoScript:
				case !isDateSeparator(between[j]) && v.month(between[j]) == 0 && !strings.Contains(between[j], "พ.ศ"):
				case year > 2500 && year < 2600:
					p.calendars[Buddhist]++
				case year > 1900 && year < 2100 && len(n) == 3:
					p.calendars[Gregorian]++
				}
			}
		}
	}
	return p
}

// headsAges reports whether the heading of a birth date names ages too.
func (v *Vocabulary) headsAges(heading string) bool {
	for _, word := range strings.FieldsFunc(plain(heading), func(r rune) bool { return strings.ContainsRune(" /()-,.", r) }) {
		if v.headings[fold(word)] == string(FieldAge) {
			return true
		}
	}
	return false
}
