package roster

import (
	"example.org/homeward/internal/roster/refusal"
	"example.org/homeward/internal/roster/table"
)

// isTurned reports whether the headings of a sheet stand in its first column, and the people in columns beside it.
func (v *Vocabulary) isTurned(records []table.Record) bool {
	var first []string
	for _, r := range records[:min(len(records), table.MaxHeadingRow)] {
		if n, _ := recognised(v.columns(r.Cells)); n > 2 {
			return false
		}
		first = append(first, r.Cell(0))
	}
	n, named := recognised(v.columns(first))
	return named && n >= 3 && n*2 > len(first)
}

// turned is the refusal of such a list.
func turned() error {
	return refusal.New(refusal.NoHeading, "The headings of this list stand in its first column, and each person in a column. In Excel or LibreOffice: "+
		"select the table, Edit, Copy; click into an empty sheet, Edit, Paste Special, tick Transpose; then save that sheet as XLSX.")
}
