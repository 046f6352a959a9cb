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

// stored reads a sheet again without its number formats, for the two things
// that a format hides: the digits of a long number, a telephone number among
// them, shown as 2.54778E+11; and whether 06/04/1993 is April or June.
func (t *table) stored(ctx context.Context, f *excelize.File, name string) error {
	rows, err := f.Rows(name)
	if err != nil {
		return damaged()
	}
	defer func() { _ = rows.Close() }() // nothing was written

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
			t.records[at].behind(raw, since1904)
			at++
		}
	}
	return nil
}

// behind compares what cells show with the numbers stored behind them.
func (r *record) behind(raw []string, since1904 bool) {
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
				r.days = make(map[int]civil.Date)
			}
			r.days[i] = civil.DateOf(day, time.UTC)
		}
	}
}

// isScientific finds a number that is shown by its power of ten.
func isScientific(s string) bool {
	head, power, ok := strings.Cut(s, "E+")
	return ok && head != "" && power != "" &&
		strings.Trim(head, "0123456789.,") == "" && strings.Trim(power, "0123456789") == ""
}

// showsDate holds for what no format of a number alone shows: figures in two
// or more groups with something else than a point or a comma between them.
func showsDate(s string) bool {
	n, between := numbersOf(plain(s))
	return len(n) >= 2 && !slices.ContainsFunc(between[1:len(n)], func(b string) bool {
		return b == "." && len(n) == 2 || b == ","
	})
}

// settle uses the day that a spreadsheet keeps behind a shown date: it becomes
// the first of the readings, or the only one where the shown text could not be
// read but shows that day and year. It reports whether it could be used.
func settle(b *BirthDate, day, asOf civil.Date) bool {
	at := slices.IndexFunc(b.Readings, func(r Reading) bool { return r.From == day && r.To == day })
	switch {
	case at >= 0:
		for i := range b.Readings {
			b.Readings[i].Swapped = i != at
		}
		b.Readings[0], b.Readings[at] = b.Readings[at], b.Readings[0]
		return true
	case b.Precision == PrecisionNone && plausible(day, asOf) && shows(b.AsWritten, day):
		b.Precision = PrecisionDay
		b.Readings = []Reading{{From: day, To: day, Calendar: Gregorian}}
		return true
	default:
		return false
	}
}

// shows reports whether the numbers of a text have the day and the year of d.
func shows(text string, d civil.Date) bool {
	n, _ := numbersOf(plain(text))
	day, year := false, false
	for _, s := range n {
		v := number(s)
		day = day || len(s) <= 2 && v == d.Day
		year = year || v == d.Year || v == d.Year+543 || len(s) == 2 && v == d.Year%100
	}
	return day && year
}
