package roster

import (
	"strings"

	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// monthsColumn finds the column in which ages are in months. Beside a column of years it only adds to it.
func (v *Vocabulary) monthsColumn(l *layout) {
	years := false
	for i, c := range l.columns {
		switch {
		case c.Field != FieldAge:
		case l.months < 0 && v.headsMonths(c.Heading):
			l.months = i
		default:
			years = true
		}
	}
	if l.months >= 0 && years {
		l.columns[l.months].Field = NoField
	}
}

// headsMonths reports whether a heading says months and not years.
func (v *Vocabulary) headsMonths(heading string) bool {
	months := false
	for w := range strings.FieldsFuncSeq(spelling.Plain(heading), func(r rune) bool { return strings.ContainsRune(" /()-,._[]|:", r) }) {
		switch {
		case len(w) < 2:
		case v.phrases.Is("year", w), v.phrases.Is("yearcolumn", w), w == "years", w == "yrs", w == "yr":
			return false
		case v.phrases.Is("months", w):
			months = true
		}
	}
	return months
}

// ageCell returns the text of an age, with the word for months if its heading has it.
func (l *layout) ageCell(r table.Record) string {
	age := l.cell(r, FieldAge)
	if l.months < 0 {
		return age
	}
	months := spelling.Plain(r.Cell(l.months))
	if n := spelling.Number(months); n < 0 {
		return age
	}
	switch {
	case l.at[FieldAge] == l.months && l.columns[l.months].Field == FieldAge, spelling.Plain(age) == "", spelling.Number(spelling.Plain(age)) == 0:
		return months + " months"
	case spelling.Number(spelling.Plain(age)) > 0 && spelling.Number(months) < 12:
		return spelling.Plain(age) + " years " + months + " months"
	default:
		return age
	}
}
