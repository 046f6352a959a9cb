package roster

import "slices"

// heading returns the index of the row of headings among the first rows, and the number of its
// recognised columns: the row with the most, one of them a name, and the first of several. The number
// is 0 if there is none.
func (v *Vocabulary) heading(records []record) (at, columns int) {
	for i, r := range records[:min(len(records), maxHeadingRow)] {
		n, named := recognised(v.columns(r.cells))
		if named && n > columns {
			at, columns = i, n
		}
	}
	return at, columns
}

func noHeading() error {
	return refuse(RefusedNoHeading,
		"No row with column headings was found. Put headings such as “Name”, “Nationality” and “Passport No” above the columns.")
}

// layout is a table with known columns.
type layout struct {
	columns []Column
	at      map[Field]int // the column of a field
	head    []string      // the headings as written
}

// newLayout returns the layout of a table. In a spreadsheet, where cells cannot shift, it adds columns
// without headings up to the widest row.
func (v *Vocabulary) newLayout(t table, head int) layout {
	l := layout{head: t.records[head].cells, at: make(map[Field]int)}
	wide := slices.Clone(l.head)
	if !t.shifts {
		for _, r := range t.records[head+1:] {
			for len(wide) < len(r.cells) {
				wide = append(wide, "")
			}
		}
	}
	l.columns = v.columns(wide)
	for i, c := range l.columns {
		if c.Field != NoField {
			l.at[c.Field] = i
		}
	}
	return l
}

// cell returns the cell in a field's column; "" if there is none.
func (l layout) cell(r record, f Field) string {
	if i, ok := l.at[f]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

// heading returns the heading of a field's column; "" if there is none.
func (l layout) heading(f Field) string {
	if i, ok := l.at[f]; ok {
		return l.columns[i].Heading
	}
	return ""
}

// repeats reports whether a row repeats the headings, as on a new page.
func (l layout) repeats(r record) bool {
	for i := range max(len(r.cells), len(l.head)) {
		var a, b string
		if i < len(r.cells) {
			a = r.cells[i]
		}
		if i < len(l.head) {
			b = l.head[i]
		}
		if fold(a) != fold(b) {
			return false
		}
	}
	return true
}
