package roster

import (
	"strings"
	"unicode"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// draftBirth reads the cells of a birth date and of an age.
func (v *Vocabulary) draftBirth(l layout, r table.Record, t birth.Traces, asOf civil.Date) birth.Draft {
	c := birth.Cells{Date: l.cell(r, FieldBirthDate), Age: l.ageCell(r), DayFirst: l.date != nil}
	if at, ok := l.at[FieldBirthDate]; ok {
		day := r.Days[at]
		c.Day, c.MonthOnly = day.Date, day.MonthOnly
	}
	return v.births.Draft(c, t, asOf)
}

// settleBirths reads the birth dates of the rows of a table together.
func (v *Vocabulary) settleBirths(rows []Row, drafts []birth.Draft, l layout, records []table.Record, asOf civil.Date) {
	birth.Settle(drafts, v.births.OrderIn(l.heading(FieldBirthDate)), v.datesElsewhere(l, records), asOf)
	for i := range drafts {
		r := &rows[i]
		var problems []flaw.Code
		r.BirthDate, r.BirthPlace, problems = drafts[i].Date()
		for _, p := range problems {
			r.note(p)
		}
	}
}

// tracesOf looks for signs of other calendars: in the headings and dates of a table, and anywhere for Han
// letters.
func (v *Vocabulary) tracesOf(l layout, records []table.Record) birth.Traces {
	var t birth.Traces
	dates := []string{}
	for _, c := range l.columns {
		if c.Field != NoField {
			dates = append(dates, c.Heading)
		}
		if c.Field == FieldBirthDate {
			t.Ages = v.headsAges(c.Heading)
		}
	}
	for _, r := range records {
		dates = append(dates, l.cell(r, FieldBirthDate), l.cell(r, FieldAge))
		for _, c := range r.Cells {
			t.Chinese = t.Chinese || strings.ContainsFunc(c, func(x rune) bool { return unicode.Is(unicode.Han, x) })
		}
		if !t.Chinese && v.people.NameOfState(l.cell(r, FieldNationality)) == "TWN" {
			t.Chinese = true
		}
	}
	for _, s := range dates {
		v.births.Trace(&t, s)
	}
	return t
}

// datesElsewhere returns which calendars are proven anywhere in a table but in its birth dates.
func (v *Vocabulary) datesElsewhere(l layout, records []table.Record) birth.Proof {
	p := birth.NewProof()
	born, ok := l.at[FieldBirthDate]
	for _, r := range records {
		for i, c := range r.Cells {
			if !ok || i != born {
				v.births.Count(p, c)
			}
		}
	}
	return p
}

// headsAges reports whether the heading of a birth date names ages too.
func (v *Vocabulary) headsAges(heading string) bool {
	for _, word := range strings.FieldsFunc(spelling.Plain(heading), func(r rune) bool { return strings.ContainsRune(" /()-,.", r) }) {
		if v.headings[spelling.Fold(word)] == string(FieldAge) {
			return true
		}
	}
	return false
}
