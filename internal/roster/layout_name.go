package roster

import (
	"slices"
	"strings"
	"unicode"

	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// nameColumns decides between several columns of names: a name in parts, the same name in two scripts, or
// two names of which one is kept beside the other.
func (l *layout) nameColumns(v *Vocabulary, rows []table.Record) {
	has := func(f Field) bool { return slices.ContainsFunc(l.columns, func(c Column) bool { return c.Field == f }) }
	if has(FieldSurname) && has(FieldName) && !l.contains(FieldName, FieldSurname, rows) && (!has(FieldGivenNames) || l.isThird(rows)) {
		for i := range l.columns {
			if l.columns[i].Field == FieldName {
				l.columns[i].Field = FieldGivenNames
			}
		}
	}
	var at []int
	for i, c := range l.columns {
		if c.Field == FieldName {
			at = append(at, i)
		}
	}
	if len(at) > 1 {
		at = l.twoNames(at, rows)
	}
	if len(at) == 1 && at[0]+1 < len(l.columns) && l.continues(v, at[0]+1, rows) {
		l.names = []int{at[0], at[0] + 1}
	}
	if !has(FieldName) {
		for i, c := range l.columns {
			if c.Field == FieldSurname || c.Field == FieldGivenNames {
				l.names = append(l.names, i)
			}
		}
	}
}

// isThird reports whether a column of names is the third part of a name, beside a family name and a middle name: it is in their
// script, and holds neither of them.
func (l *layout) isThird(rows []table.Record) bool {
	at := func(f Field) int { return slices.IndexFunc(l.columns, func(c Column) bool { return c.Field == f }) }
	return mostlyIn(at(FieldName), rows) == mostlyIn(at(FieldSurname), rows) && !l.contains(FieldName, FieldGivenNames, rows)
}

// twoNames compares columns of names with the first one. One in another script becomes the native name;
// one that continues the first becomes a part of it.
func (l *layout) twoNames(at []int, rows []table.Record) []int {
	native := slices.ContainsFunc(l.columns, func(c Column) bool { return c.Field == FieldNativeName })
	scripts := make([]spelling.Script, len(at))
	for i, c := range at {
		scripts[i] = mostlyIn(c, rows)
	}
	main := 0
	if i := slices.Index(scripts, spelling.Latin); i >= 0 {
		main = i
	}
	for i, c := range at {
		switch {
		case i == main:
		case scripts[i] != scripts[main] && !native:
			l.columns[c].Field, native = FieldNativeName, true
		case c == at[main]+1 && !l.sharesWords(at[main], c, rows):
			l.names = []int{at[main], c}
			l.columns[c].Field = FieldGivenNames
			return nil
		default:
			l.columns[c].Field, l.columns[c].CouldBe = NoField, FieldName
			l.also[FieldName] = append(l.also[FieldName], c)
		}
	}
	return []int{at[main]}
}

// continues reports whether a column without a heading holds the rest of the names before it: letters in
// at least half of the rows, and no words of another field.
func (l *layout) continues(v *Vocabulary, at int, rows []table.Record) bool {
	if strings.TrimSpace(l.columns[at].Heading) != "" || l.columns[at].Field != NoField {
		return false
	}
	filled, letters := 0, 0
	for _, r := range rows {
		s := r.Cell(at)
		if strings.TrimSpace(s) == "" {
			continue
		}
		filled++
		_, noSex := v.people.Sex(s)
		_, noState := v.people.Nationality(s)
		if !strings.ContainsFunc(s, unicode.IsDigit) && noSex != "" && noState == flaw.NationalityNotRecognised {
			letters++
		}
	}
	return filled*2 >= len(rows) && letters == filled && filled > 0
}

// mostlyIn returns the script of most cells of a column.
func mostlyIn(at int, rows []table.Record) spelling.Script {
	counts := make(map[spelling.Script]int)
	best := spelling.NoScript
	for _, r := range rows {
		s := spelling.ScriptOf(r.Cell(at))
		if s == spelling.NoScript {
			continue
		}
		if counts[s]++; counts[s] > counts[best] || best == spelling.NoScript {
			best = s
		}
	}
	return best
}

// sharesWords reports whether, in a row, two columns have a word in common: then they are two names.
func (l *layout) sharesWords(a, b int, rows []table.Record) bool {
	for _, r := range rows {
		for _, w := range person.NameWords(spelling.Display(r.Cell(b))) {
			if slices.Contains(person.NameWords(spelling.Display(r.Cell(a))), w) {
				return true
			}
		}
	}
	return false
}

// contains reports whether the column of a field holds the whole of another in most rows.
func (l *layout) contains(whole, part Field, rows []table.Record) bool {
	at := func(f Field) int { return slices.IndexFunc(l.columns, func(c Column) bool { return c.Field == f }) }
	filled, inside := 0, 0
	for _, r := range rows {
		w, p := spelling.Fold(r.Cell(at(whole))), spelling.Fold(r.Cell(at(part)))
		if w == "" || p == "" {
			continue
		}
		filled++
		if strings.Contains(w, p) && w != p {
			inside++
		}
	}
	return filled > 0 && inside*2 > filled
}

// name joins the cells of a name that the author wrote in several columns.
func (l *layout) name(r table.Record) person.Name {
	if l.names == nil {
		at, ok := l.at[FieldName]
		if !ok || at >= len(r.Cells) {
			return person.Name{}
		}
		n := person.NewName(r.Cells[at]) // never that of a merged cell: it would be another person
		n.AsWritten = r.Raw()[at]
		return n
	}
	var parts []string
	for _, i := range l.names {
		if s := r.Cell(i); strings.TrimSpace(s) != "" {
			parts = append(parts, s)
		}
	}
	n := person.NewName(strings.Join(parts, " "))
	n.Parts = parts
	return n
}
