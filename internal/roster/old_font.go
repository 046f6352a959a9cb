package roster

import (
	"slices"

	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// readOldFont converts the cells of a sheet that are in an old font of Burmese (Zawgyi) to Unicode, and keeps them as written. The
// structure of a cell decides, then the other cells of its sheet. A cell that both leave open stays as it is: in a sheet with
// both encodings it is in doubt.
func readOldFont(records []table.Record) {
	var counts [spelling.Damaged + 1]int
	fonts := make(map[[2]int]spelling.Font)
	for i, r := range records {
		for k, c := range r.Cells {
			if f := spelling.FontOf(c); f != spelling.SameInBoth {
				counts[f]++
				fonts[[2]int{i, k}] = f
			}
		}
	}
	if counts[spelling.InOldFont] == 0 {
		return
	}
	for at, f := range fonts {
		r := &records[at[0]]
		if f == spelling.InEither && counts[spelling.InUnicode] > 0 {
			r.Font = true
			continue
		}
		if f != spelling.InOldFont && f != spelling.InEither {
			continue
		}
		text, ok := spelling.FromOldFont(r.Cells[at[1]])
		if !ok {
			continue
		}
		if r.Written == nil {
			r.Written = r.Cells
			r.Cells = slices.Clone(r.Cells)
		}
		r.Cells[at[1]] = text
	}
}
