package roster

import (
	"slices"
	"strings"
	"unicode"
)

// block is one table: its headings, its rows, and the lines above it.
type block struct {
	layout layout
	titles []record // of the first table only
	rows   []record
	sheet  string
	offset int // added to each line, so that the numbers of all tables together are unique
	beside bool
}

// blocks divides the rows of a sheet into its tables: below each other, where another row of headings
// stands, and beside each other, where headings repeat or an empty column divides them.
func (v *Vocabulary) blocks(t table) []block {
	at, found := v.firstHeading(t.records)
	if !found {
		return nil
	}
	var out []block
	first, last := v.headingRows(t.records, at)
	titles := t.records[:first]
	for {
		next := len(t.records)
		for i := last + 1; i < len(t.records); i++ {
			if v.isHeading(t.records[i], t.records[first:last+1]) {
				next = i
				break
			}
		}
		end := next
		var nextFirst, nextLast int
		if next < len(t.records) {
			nextFirst, nextLast = v.headingRows(t.records, next)
			end = max(nextFirst, last+1)
		}
		tables := v.beside(t, t.records[first:last+1], t.records[last+1:end])
		if len(out) == 0 {
			tables[0].titles = titles
		}
		out = append(out, tables...)
		if next == len(t.records) {
			return out
		}
		first, last = end, max(nextLast, end)
	}
}

// isHeading reports whether a row below a table begins another one: it has headings, one of them a name,
// and is not one of the rows of headings above.
func (v *Vocabulary) isHeading(r record, heads []record) bool {
	filled := 0
	for _, c := range r.cells {
		if strings.TrimSpace(c) == "" {
			continue
		}
		if filled++; strings.ContainsFunc(c, unicode.IsDigit) && v.Field(c) == NoField {
			return false
		}
	}
	if filled < 2 || slices.ContainsFunc(heads, func(h record) bool { return sameCells(h.cells, r.cells) }) {
		return false
	}
	n, named := recognised(v.columns(r.cells))
	return named && (n >= 3 || n == filled)
}

// beside divides tables that stand side by side.
func (v *Vocabulary) beside(t table, heads, rows []record) []block {
	width := 0
	for _, h := range heads {
		width = max(width, len(h.cells))
	}
	wide := width
	if !t.shifts { // in a spreadsheet no cell shifts, so that a cell without a heading has a column
		for _, r := range rows {
			wide = max(wide, len(r.cells))
		}
	}
	columns := v.joinHeadings(heads, wide)
	cuts := cutsOf(columns, rows)
	var out []block
	for k, from := range cuts {
		to := len(columns)
		if k+1 < len(cuts) {
			to = cuts[k+1]
		}
		b := block{beside: len(cuts) > 1}
		part := func(records []record, last bool) []record {
			if len(cuts) == 1 {
				return records
			}
			var segments []record
			for _, r := range records {
				if s, ok := r.segment(from, to, last); ok {
					segments = append(segments, s)
				}
			}
			return segments
		}
		b.rows = part(rows, k+1 == len(cuts))
		b.layout = v.newLayout(slices.Clone(columns[from:to]), part(heads, true), b.rows, from)
		out = append(out, b)
	}
	return out
}

// cutsOf returns the first columns of the tables in a row of headings.
func cutsOf(columns []Column, rows []record) []int {
	cuts := []int{0}
	start := slices.IndexFunc(columns, func(c Column) bool { return strings.TrimSpace(c.Heading) != "" })
	if start < 0 {
		return cuts
	}
	begin := start
	for i := start + 2; i < len(columns); i++ {
		repeats := fold(columns[i].Heading) == fold(columns[begin].Heading) && repeatsFrom(columns, begin, i)
		divided := i+1 < len(columns) && isEmptyColumn(columns, rows, i-1) && isTable(columns[begin:i-1]) && isTable(columns[i:])
		if repeats || divided {
			cuts = append(cuts, i)
			begin = i
		}
	}
	return cuts
}

// repeatsFrom reports whether the headings from a column on repeat those of the table before it.
func repeatsFrom(columns []Column, begin, at int) bool {
	same, named := 0, false
	for j := 0; begin+j < at && at+j < len(columns); j++ {
		a, b := columns[begin+j], columns[at+j]
		if fold(a.Heading) != fold(b.Heading) {
			break
		}
		if a.Heading != "" {
			same++
		}
		named = named || a.Field.isName()
	}
	return same >= 2 && named
}

func isTable(columns []Column) bool {
	n, named := recognised(columns)
	return named && n >= 2
}

func isEmptyColumn(columns []Column, rows []record, at int) bool {
	if strings.TrimSpace(columns[at].Heading) != "" {
		return false
	}
	return !slices.ContainsFunc(rows, func(r record) bool { return strings.TrimSpace(cellAt(r, at)) != "" })
}

// segment returns the cells of one table in a row; false if they are empty. The last table has all cells
// to the end of the row.
func (r *record) segment(from, to int, last bool) (record, bool) {
	if last {
		to = max(to, len(r.cells))
	}
	out := *r
	out.cells, out.days, out.lost, out.filled = nil, nil, nil, nil
	for i := from; i < min(to, len(r.cells)); i++ {
		out.cells = append(out.cells, r.cells[i])
		if d, ok := r.days[i]; ok {
			if out.days == nil {
				out.days = make(map[int]storedDay)
			}
			out.days[i-from] = d
		}
		if s, ok := r.filled[i]; ok {
			if out.filled == nil {
				out.filled = make(map[int]string)
			}
			out.filled[i-from] = s
		}
		if r.lost[i] {
			if out.lost == nil {
				out.lost = make(map[int]bool)
			}
			out.lost[i-from] = true
		}
	}
	return out, !isBlank(out.cells)
}
