package roster

import (
	"slices"
	"strings"
	"unicode"

	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// heading returns the index of the row of headings among the first rows, and the number of its
// recognised columns: the row with the most, one of them a name, and the first of several. The number
// is 0 if there is none.
func (v *Vocabulary) heading(records []table.Record) (at, columns int) {
	for i, r := range records[:min(len(records), table.MaxHeadingRow)] {
		n, named := recognised(v.columns(r.Cells))
		if named && n > columns {
			at, columns = i, n
		}
	}
	return at, columns
}

// firstHeading returns the index of the first row of headings. It is the row that heading finds, unless a
// table with fewer columns stands above it.
func (v *Vocabulary) firstHeading(records []table.Record) (at int, found bool) {
	best, n := v.heading(records)
	for i := range records[:best] {
		if v.isHeading(records[i], nil) {
			return i, true
		}
	}
	return best, n > 0
}

// headingRows returns the first and the last of the rows of headings around a row: a row of groups above
// it, rows of parts or of another language below it.
func (v *Vocabulary) headingRows(records []table.Record, at int) (first, last int) {
	first, last = at, at
	if at > 0 && v.isGroups(records[at-1], records[at]) {
		first = at - 1
	}
	for last+1 < len(records) && last-at < 2 && v.isSubheading(records[last+1], records[at]) {
		last++
	}
	return first, last
}

// isGroups reports whether a row names groups of the columns in the row of headings below it.
func (v *Vocabulary) isGroups(r, heads table.Record) bool {
	filled, _, known := v.wordsOf(r, heads)
	return filled >= 2 && known == filled && filled <= len(heads.Cells)
}

// isSubheading reports whether a row below the headings is one of headings too. Its cells are words that
// are headings, by themselves or after the heading above.
func (v *Vocabulary) isSubheading(r, heads table.Record) bool {
	filled, figures, known := v.wordsOf(r, heads)
	return !figures && known >= 2 && known*2 > filled && !sameCells(r.Cells, heads.Cells)
}

// wordsOf counts the filled cells of a row, and those that are headings.
func (v *Vocabulary) wordsOf(r, heads table.Record) (filled int, figures bool, known int) {
	for i, c := range r.Cells {
		if strings.TrimSpace(c) == "" {
			continue
		}
		filled++
		figures = figures || strings.ContainsFunc(c, unicode.IsDigit)
		group := groupAt(heads.Cells, i)
		if !strings.ContainsFunc(c, unicode.IsLetter) {
			continue
		}
		switch {
		case v.Field(c) != NoField, v.Field(group+" "+c) != NoField, v.aboutOthers(c):
			known++
		case v.phrases.Is("daycolumn", c), v.phrases.Is("monthcolumn", c), v.phrases.Is("yearcolumn", c):
			known++
		}
	}
	return filled, figures, known
}

// groupAt returns the heading above a cell, or the last one before it.
func groupAt(cells []string, i int) string {
	for ; i >= 0; i-- {
		if i < len(cells) && strings.TrimSpace(cells[i]) != "" {
			return strings.TrimSpace(cells[i])
		}
	}
	return ""
}

// joinHeadings makes the columns of a table from its rows of headings.
func (v *Vocabulary) joinHeadings(heads []table.Record, width int) []Column {
	out := make([]Column, width)
	if len(heads) == 1 {
		copy(out, v.columns(heads[0].Cells[:min(width, len(heads[0].Cells))]))
		return out
	}
	for i := range out {
		var parts, groups []string
		for k, h := range heads {
			own := ""
			if i < len(h.Cells) {
				own = strings.TrimSpace(h.Cells[i])
			}
			if own != "" {
				parts = append(parts, h.Cells[i])
			}
			below := k+1 < len(heads) && i < len(heads[k+1].Cells) && strings.TrimSpace(heads[k+1].Cells[i]) != ""
			if own == "" && below {
				groups = append(groups, groupAt(h.Cells, i))
			}
		}
		out[i] = v.columnOf(parts, groups)
	}
	return out
}

// columnOf makes a column of the headings that stand above each other, the lowest last. groups are those
// that spread over it from the left.
func (v *Vocabulary) columnOf(parts, groups []string) Column {
	c := Column{}
	if len(parts) == 0 {
		return c
	}
	all := append(slices.Clone(groups), parts...)
	c.Heading = strings.Join(parts, " / ")
	if len(groups) > 0 {
		c.Heading = strings.Join(all, " / ")
	}
	if len(all) == 1 {
		c.Heading = parts[0]
		c.Field = v.Field(parts[0])
		return c
	}
	if slices.ContainsFunc(all, v.aboutOthers) {
		return c
	}
	last := all[len(all)-1]
	if f := v.Field(last); f == FieldSurname || f == FieldGivenNames {
		c.Field = f
		return c
	}
	if f := v.Field(strings.Join(all[len(all)-2:], " ")); f != NoField {
		c.Field = f
		return c
	}
	if f := v.Field(last); f != NoField {
		c.Field = f
		return c
	}
	if len(groups) == 0 && spelling.ScriptOf(last) != spelling.ScriptOf(all[0]) { // the headings of two languages, one of them unknown
		c.Field = v.Field(all[0])
	}
	return c
}
