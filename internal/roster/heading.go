package roster

import "slices"

// heading finds the row of headings among the first rows: the one with the
// most recognised columns, one of which names people; the first of equals. It
// gives its index and that number, which is 0 when there is none.
func (v *Vocabulary) heading(records []record) (at, columns int) {
	for i, r := range records[:min(len(records), headingWithin)] {
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

// layout is a table whose columns are known.
type layout struct {
	columns []Column
	at      map[Field]int // where a field stands
	head    []string      // the headings as written
}

// newLayout widens the headings to the widest row where cells cannot shift:
// a spreadsheet's column without a heading is still a column.
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

// cell returns what stands in a field's column, and "" when there is none.
func (l layout) cell(r record, f Field) string {
	if i, ok := l.at[f]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

// repeats reports whether a row is the headings again, as on a new page.
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
