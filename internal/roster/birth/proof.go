package birth

import (
	"strings"

	"example.org/homeward/internal/roster/spelling"
)

// Proof counts the cells that allow one calendar, or one order, only.
type Proof struct {
	calendars map[Calendar]int
	orders    map[Order]int
}

// NewProof returns a Proof that proves nothing yet.
func NewProof() Proof { return Proof{make(map[Calendar]int), make(map[Order]int)} }

// add counts a cell.
func (p Proof) add(w written) {
	if c := w.calendars(); len(c) == 1 {
		p.calendars[c[0]]++
	}
	o := w.orders()
	for _, x := range o {
		p.orders["all"+x]++
	}
	switch {
	case len(o) == 1:
		p.orders[o[0]]++
		p.orders[yearAt(o[0])]++
	case len(o) == 2 && yearAt(o[0]) == yearAt(o[1]):
		p.orders[yearAt(o[0])]++
	}
}

// The places of the year, as far as orders are counted by them.
const (
	yearsFirst Order = "y.."
	yearsLast  Order = "..y"
)

func yearAt(o Order) Order {
	if o == yearFirst || o == yearFirstDay {
		return yearsFirst
	}
	return yearsLast
}

// only returns the one calendar that is proven; "" if there are several or none.
func (p Proof) only() Calendar {
	if len(p.calendars) != 1 {
		return ""
	}
	for c := range p.calendars {
		return c
	}
	return ""
}

// Count counts what a cell that is not a birth date proves by a mark or a year of four digits: a title with
// the year 2569, a day of arrival.
func (v *Vocabulary) Count(p Proof, cell string) {
	s := spelling.Plain(cell)
	n, between := spelling.Numbers(s)
	for j, digits := range n {
		year := spelling.Number(digits)
		switch {
		case len(digits) != 4 || len(n) < 2 && spelling.ScriptOf(s) == spelling.NoScript:
		case !isDateSeparator(between[j]) && v.month(between[j]) == 0 && !strings.Contains(between[j], "พ.ศ"):
		case year > 2500 && year < 2600:
			p.calendars[Buddhist]++
		case year > 1900 && year < 2100 && len(n) == 3:
			p.calendars[Gregorian]++
		}
	}
}
