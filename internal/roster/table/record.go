package table

import (
	"strings"

	"example.org/homeward/internal/civil"
)

// Record is a row of a file before anything is recognised.
type Record struct {
	Line  int // the line on which it begins, from 1
	Cells []string
	// Written are the cells as the author wrote them, if Cells are converted from an old font; nil otherwise.
	Written []string
	Font    bool // a cell may be of an old font, and nothing decides it

	// Of a spreadsheet:
	Days       map[int]StoredDay // in cells that show a date
	Lost       map[int]bool      // cells with a number whose last digits are lost
	Hidden     bool
	Struck     bool           // its text is struck through
	Uncomputed bool           // a formula has no value
	Stray      bool           // of a text: a quotation mark without a partner
	Filled     map[int]string // the values of cells that are merged with one above, or stand for it
}

// StoredDay is a day as it is stored in a cell, also if the cell shows another one.
type StoredDay struct {
	civil.Date

	MonthOnly bool // the cell shows no day, and the first is stored
}

// Table is the content of a text, or of a sheet of a workbook.
type Table struct {
	Format        Format
	Number        int // the place of a sheet in its workbook, from 1; 0 for a text
	Records       []Record
	Blank         int    // rows without any text
	SeparatorLine string // the first line, if it says only what separates the cells, as Excel writes it
	Hidden        bool   // a sheet that is hidden in its workbook
	loneQuotes    int    // lines with a quotation mark that has no partner
	// shifts reports whether a missing or extra separator moves the cells of a row.
	Shifts bool
}

// Raw returns the cells as the author wrote them.
func (r *Record) Raw() []string {
	if r.Written != nil {
		return r.Written
	}
	return r.Cells
}

// Cell returns the text of a cell, also if it is that of a cell above; "" if there is none.
func (r *Record) Cell(i int) string {
	if s, ok := r.Filled[i]; ok {
		return s
	}
	if i < len(r.Cells) {
		return r.Cells[i]
	}
	return ""
}

// Segment returns the cells of one table in a row; false if they are empty. The last table has all cells
// to the end of the row.
func (r *Record) Segment(from, to int, last bool) (Record, bool) {
	if last {
		to = max(to, len(r.Cells))
	}
	out := *r
	out.Cells, out.Days, out.Lost, out.Filled, out.Written = nil, nil, nil, nil, nil
	for i := from; i < min(to, len(r.Cells)); i++ {
		out.Cells = append(out.Cells, r.Cells[i])
		if r.Written != nil {
			out.Written = append(out.Written, r.Written[i])
		}
		if d, ok := r.Days[i]; ok {
			if out.Days == nil {
				out.Days = make(map[int]StoredDay)
			}
			out.Days[i-from] = d
		}
		if s, ok := r.Filled[i]; ok {
			if out.Filled == nil {
				out.Filled = make(map[int]string)
			}
			out.Filled[i-from] = s
		}
		if r.Lost[i] {
			if out.Lost == nil {
				out.Lost = make(map[int]bool)
			}
			out.Lost[i-from] = true
		}
	}
	return out, !IsBlank(out.Cells)
}

// IsBlank reports whether cells have no text.
func IsBlank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
