package roster

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"example.org/homeward/internal/civil"
)

// readStored reads a sheet again without its number formats, which hide two things: the digits of a
// long number, such as a telephone number shown as 2.54778E+11; and whether 06/04/1993 is in April or
// in June.
func (t *table) readStored(ctx context.Context, f *excelize.File, name string) error {
	rows, err := f.Rows(name)
	if err != nil {
		return damaged()
	}
	defer func() { _ = rows.Close() }() // only read

	since1904 := false
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		since1904 = *p.Date1904
	}
	at := 0
	for line := 1; rows.Next() && at < len(t.records); line++ {
		raw, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return damaged()
		}
		if line%512 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if t.records[at].line == line {
			t.records[at].compareStored(raw, since1904)
			at++
		}
	}
	return nil
}

// compareStored compares what cells show with the numbers that are stored in them.
func (r *record) compareStored(raw []string, since1904 bool) {
	for i, shown := range r.cells {
		if i >= len(raw) || raw[i] == shown {
			continue
		}
		n, err := strconv.ParseFloat(raw[i], 64)
		switch {
		case err != nil:
		case isScientific(shown) && strings.Trim(raw[i], "0123456789") == "":
			r.cells[i] = raw[i]
		case showsDate(shown) && n >= 1 && n < 2_958_466: // the last day is in the year 9999
			day, err := excelize.ExcelDateToTime(n, since1904)
			if err != nil {
				continue
			}
			if r.days == nil {
				r.days = make(map[int]storedDay)
			}
			r.days[i] = storedDay{Date: civil.DateOf(day, time.UTC)}
		}
	}
}

// isScientific recognises a number that is shown with a power of ten.
func isScientific(s string) bool {
	head, power, ok := strings.Cut(s, "E+")
	return ok && head != "" && power != "" &&
		strings.Trim(head, "0123456789.,") == "" && strings.Trim(power, "0123456789") == ""
}

// showsDate reports whether a text cannot be the format of a number alone: it has digits in several
// groups, separated by something other than a point or a comma.
func showsDate(s string) bool {
	n, between := numbersOf(plain(s))
	return len(n) >= 2 && !slices.ContainsFunc(between[1:len(n)], func(b string) bool {
		return b == "." && len(n) == 2 || b == ","
	})
}
