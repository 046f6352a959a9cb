package roster

import (
	"slices"
	"strings"

	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// layout is a table with known columns.
type layout struct {
	columns []Column
	at      map[Field]int   // the column of a field
	also    map[Field][]int // the other columns that could hold it
	names   []int           // the columns of a name in several cells; nil if it is in one
	date    []int           // the columns of day, month and year, if the birth date is in three
	months  int             // the column of an age in months; -1 if there is none
	has     int             // a column that says with a word whether there is a passport; -1 if there is none
	letters person.Letters
	heads   []table.Record // the rows of headings as written
	from    int            // the first column in the file
}

// most is the number of rows that are compared to choose between columns.
const most = 200

// newLayout chooses the columns of a table by their headings and, where two could hold one field, by what
// is in them.
func (v *Vocabulary) newLayout(columns []Column, heads, rows []table.Record, from int) layout {
	l := layout{columns: columns, at: make(map[Field]int), also: make(map[Field][]int), has: -1, months: -1, heads: heads, from: from}
	sample := rows[:min(len(rows), most)]
	l.date = v.dateColumns(l.columns)
	v.dropFlags(&l, sample)
	l.nameColumns(v, sample)
	v.monthsColumn(&l)
	for _, f := range Fields() {
		var at []int
		for i, c := range l.columns {
			if c.Field == f {
				at = append(at, i)
			}
		}
		if len(at) == 0 {
			continue
		}
		slices.SortStableFunc(at, func(a, b int) int { return v.strength(l.columns[b].Heading) - v.strength(l.columns[a].Heading) })
		l.at[f] = at[0]
		for _, i := range at[1:] {
			if l.date == nil || f != FieldBirthDate {
				l.columns[i].Field, l.columns[i].CouldBe = NoField, f
				l.also[f] = append(l.also[f], i)
			}
		}
	}
	var letters []string
	for _, r := range sample {
		letters = append(letters, l.cell(r, FieldSex))
	}
	l.letters = v.people.LettersOf(l.heading(FieldSex), letters)
	return l
}

// strength returns 2 for a heading that says what its column holds, and 1 for one that merely might.
func (v *Vocabulary) strength(heading string) int {
	if v.phrases.Is("weak", heading) {
		return 1
	}
	for _, part := range strings.FieldsFunc(heading, func(r rune) bool { return strings.ContainsRune("/()[]|:;,", r) }) {
		if _, ok := v.headings[spelling.Fold(part)]; ok && !v.phrases.Is("weak", part) {
			return 2
		}
	}
	if _, ok := v.headings[spelling.Fold(heading)]; ok {
		return 2
	}
	return 1
}

// dropFlags takes the field from a column of passports that only says whether there is one, if another
// column has numbers.
func (v *Vocabulary) dropFlags(l *layout, rows []table.Record) {
	var numbers bool
	var flags []int
	for i, c := range l.columns {
		if c.Field != FieldDocument {
			continue
		}
		flag, number := 0, 0
		for _, r := range rows {
			s := r.Cell(i)
			switch d, _ := v.people.Document(s, ""); {
			case d.Clean != "":
				number++
			case strings.TrimSpace(s) != "":
				flag++
			}
		}
		if number == 0 && flag > 0 {
			flags = append(flags, i)
		}
		numbers = numbers || number > 0
	}
	if !numbers {
		return
	}
	for _, i := range flags {
		l.columns[i].Field, l.columns[i].CouldBe = NoField, FieldDocument
		l.has = i
	}
}

// dateColumns returns three neighbours for day, month and year of birth; nil if there are none.
func (v *Vocabulary) dateColumns(columns []Column) []int {
	for i := 0; i+2 < len(columns); i++ {
		part := func(j int, kind string) bool {
			h := columns[j].Heading
			if k := strings.LastIndex(h, " / "); k >= 0 {
				h = h[k+3:]
			}
			return v.phrases.Is(kind, h)
		}
		born := func(j int) bool {
			return columns[j].Field == NoField || columns[j].Field == FieldBirthDate || columns[j].Field == FieldAge
		}
		if !born(i) || !born(i+1) || !born(i+2) {
			continue
		}
		var out []int
		switch {
		case part(i, "daycolumn") && part(i+1, "monthcolumn") && part(i+2, "yearcolumn"):
			out = []int{i, i + 1, i + 2}
		case part(i, "monthcolumn") && part(i+1, "daycolumn") && part(i+2, "yearcolumn"):
			out = []int{i + 1, i, i + 2}
		case part(i, "yearcolumn") && part(i+1, "monthcolumn") && part(i+2, "daycolumn"):
			out = []int{i + 2, i + 1, i}
		default:
			continue
		}
		for _, j := range out {
			columns[j].Field = FieldBirthDate
		}
		return out
	}
	return nil
}

// cell returns the cell in a field's column; "" if there is none.
func (l *layout) cell(r table.Record, f Field) string {
	if f == FieldBirthDate && l.date != nil {
		return l.dateCell(r)
	}
	if i, ok := l.at[f]; ok {
		return r.Cell(i)
	}
	return ""
}

// dateCell joins the cells of day, month and year.
func (l *layout) dateCell(r table.Record) string {
	var parts []string
	for _, i := range l.date {
		if s := strings.TrimSpace(r.Cell(i)); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// heading returns the heading of a field's column; "" if there is none.
func (l *layout) heading(f Field) string {
	if i, ok := l.at[f]; ok {
		return l.columns[i].Heading
	}
	return ""
}

// repeats reports whether a row repeats a row of the headings, as on a new page.
func (l *layout) repeats(r table.Record) bool {
	return slices.ContainsFunc(l.heads, func(h table.Record) bool { return sameCells(h.Cells, r.Cells) })
}

func sameCells(a, b []string) bool {
	for i := range max(len(a), len(b)) {
		var x, y string
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y && spelling.Fold(x) != spelling.Fold(y) {
			return false
		}
	}
	return true
}
