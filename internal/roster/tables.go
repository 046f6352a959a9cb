package roster

import (
	"slices"
	"strings"
	"unicode"

	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// block is one table: its headings, its rows, and the lines above it.
type block struct {
	layout layout
	titles []table.Record // of the first table only
	rows   []table.Record
	sheet  string
	about  section // of a line above the table
	offset int     // added to each line, so that the numbers of all tables together are unique
	beside bool
}

// blocks divides the rows of a sheet into its tables: below each other, where another row of headings
// stands, and beside each other, where headings repeat or an empty column divides them.
func (v *Vocabulary) blocks(t table.Table) []block {
	at, found := v.firstHeading(t.Records)
	if !found {
		return nil
	}
	var out []block
	first, last := v.headingRows(t.Records, at)
	titles := t.Records[:first]
	for {
		next := len(t.Records)
		for i := last + 1; i < len(t.Records); i++ {
			if v.isHeading(t.Records[i], t.Records[first:last+1]) {
				next = i
				break
			}
		}
		end := next
		var nextFirst, nextLast int
		if next < len(t.Records) {
			nextFirst, nextLast = v.headingRows(t.Records, next)
			end = max(nextFirst, last+1)
		}
		tables := v.beside(t, t.Records[first:last+1], t.Records[last+1:end])
		if len(out) == 0 {
			tables[0].titles = titles
			for k := range tables {
				from, to := tables[k].layout.from, tables[k].layout.from+len(tables[k].layout.columns)
				tables[k].about = v.titleSection(titles, from, to, k+1 == len(tables))
			}
		}
		out = append(out, tables...)
		if next == len(t.Records) {
			return out
		}
		first, last = end, max(nextLast, end)
	}
}

// isHeading reports whether a row below a table begins another one: it has headings, one of them a name,
// and is not one of the rows of headings above.
func (v *Vocabulary) isHeading(r table.Record, heads []table.Record) bool {
	filled := 0
	for _, c := range r.Cells {
		if strings.TrimSpace(c) == "" {
			continue
		}
		if strings.Trim(c, "0123456789") == "" {
			return false // the number of a row
		}
		if filled++; strings.ContainsFunc(c, unicode.IsDigit) && v.Field(c) == NoField {
			return false
		}
	}
	if filled < 2 || slices.ContainsFunc(heads, func(h table.Record) bool { return sameCells(h.Cells, r.Cells) }) {
		return false
	}
	n, named := recognised(v.columns(r.Cells))
	return named && (n >= 3 || n == filled)
}

// beside divides tables that stand side by side.
func (v *Vocabulary) beside(t table.Table, heads, rows []table.Record) []block {
	width := 0
	for _, h := range heads {
		width = max(width, len(h.Cells))
	}
	wide := width
	if !t.Shifts { // in a spreadsheet no cell shifts, so that a cell without a heading has a column
		for _, r := range rows {
			wide = max(wide, len(r.Cells))
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
		part := func(records []table.Record, last bool) []table.Record {
			if len(cuts) == 1 {
				return records
			}
			var segments []table.Record
			for _, r := range records {
				if s, ok := r.Segment(from, to, last); ok {
					segments = append(segments, s)
				}
			}
			return segments
		}
		b.rows = part(rows, k+1 == len(cuts))
		b.layout = v.newLayout(slices.Clone(columns[from:to]), part(heads, k+1 == len(cuts)), b.rows, from)
		out = append(out, b)
	}
	return out
}

// cutsOf returns the first columns of the tables in a row of headings.
func cutsOf(columns []Column, rows []table.Record) []int {
	cuts := []int{0}
	start := slices.IndexFunc(columns, func(c Column) bool { return strings.TrimSpace(c.Heading) != "" })
	if start < 0 {
		return cuts
	}
	begin := start
	for i := start + 2; i < len(columns); i++ {
		repeats := spelling.Fold(columns[i].Heading) == spelling.Fold(columns[begin].Heading) && repeatsFrom(columns, begin, i)
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
		if spelling.Fold(a.Heading) != spelling.Fold(b.Heading) {
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

func isEmptyColumn(columns []Column, rows []table.Record, at int) bool {
	if strings.TrimSpace(columns[at].Heading) != "" {
		return false
	}
	return !slices.ContainsFunc(rows, func(r table.Record) bool { return strings.TrimSpace(r.Cell(at)) != "" })
}
