package table

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/spelling"
)

// storedRow is a row as the file has it.
type storedRow struct {
	Line   int          `xml:"r,attr"`
	Hidden string       `xml:"hidden,attr"`
	Cells  []storedCell `xml:"c"`
}

// storedCell is a cell as the file has it.
type storedCell struct {
	Ref     string    `xml:"r,attr"`
	Style   int       `xml:"s,attr"`
	Type    string    `xml:"t,attr"`
	Value   *string   `xml:"v"`
	Formula *struct{} `xml:"f"`
}

// readStored reads a sheet again from the file itself. Number formats hide the digits of long numbers,
// and which day a cell holds; merged cells, hidden rows and struck text have no place in a row of texts.
func (t *Table) readStored(ctx context.Context, k *book, name string) error {
	f := k.parts[k.sheets[name]]
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return damaged()
	}
	defer func() { _ = r.Close() }() // only read
	d := xml.NewDecoder(r)
	at, line := 0, 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged()
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "row":
			var row storedRow
			if err := d.DecodeElement(&row, &e); err != nil {
				return damaged()
			}
			line = max(row.Line, line+1)
			if line%512 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if at < len(t.Records) && t.Records[at].Line == line {
				t.Records[at].useStored(k, row)
				at++
			}
		case "mergeCell":
			t.merge(attribute(e, "ref"))
		}
	}
}

// useStored corrects the texts of a row by what is stored, and notes what they do not show.
func (r *Record) useStored(k *book, row storedRow) {
	r.Hidden = row.Hidden == "1" || row.Hidden == "true"
	filled, struck, column := 0, 0, 0
	for _, c := range row.Cells {
		column++
		if at, _, err := excelize.CellNameToCoordinates(c.Ref); err == nil {
			column = at
		}
		i := column - 1
		var f cellFormat
		if c.Style >= 0 && c.Style < len(k.formats) {
			f = k.formats[c.Style]
		}
		if c.Formula != nil && (c.Value == nil || *c.Value == "") {
			r.Uncomputed = true
		}
		if i >= len(r.Cells) || strings.TrimSpace(r.Cells[i]) == "" {
			continue
		}
		filled++
		if f.struck {
			struck++
		}
		if c.Value != nil {
			r.useCell(k, f, c, i)
		}
	}
	r.Struck = filled > 0 && struck*2 > filled
}

// useCell corrects the text of a cell with a number or a day.
func (r *Record) useCell(k *book, f cellFormat, c storedCell, i int) {
	stored := strings.TrimSpace(*c.Value)
	switch c.Type {
	case "d":
		if day, err := civil.ParseDate(stored[:min(len(stored), len("2006-01-02"))]); err == nil {
			r.setDay(i, StoredDay{Date: day})
		}
		return
	case "", "n":
	default:
		return
	}
	if f.date {
		n, err := strconv.ParseFloat(stored, 64)
		if err != nil || n < 1 || n >= 2_958_466 { // the last day is in the year 9999
			return
		}
		day, err := excelize.ExcelDateToTime(n, k.since1904)
		if err != nil {
			return
		}
		d := StoredDay{Date: civil.DateOf(day, time.UTC)}
		d.MonthOnly = f.monthOnly && d.Day == 1
		r.setDay(i, d)
		return
	}
	digits, lost, ok := exactDigits(stored)
	if !ok {
		return
	}
	if len(digits) >= 12 || isScientific(r.Cells[i]) || undecorated(r.Cells[i]) == digits {
		r.Cells[i] = digits
	}
	if lost {
		if r.Lost == nil {
			r.Lost = make(map[int]bool)
		}
		r.Lost[i] = true
	}
}

// undecorated removes the separators of thousands.
func undecorated(s string) string {
	return strings.Map(func(x rune) rune {
		if strings.ContainsRune(" ,.'\u00a0", x) {
			return -1
		}
		return x
	}, s)
}

// setDay keeps the day of a cell, and writes it as the text of the cell if that shows another day or not
// all of it.
func (r *Record) setDay(i int, d StoredDay) {
	if r.Days == nil {
		r.Days = make(map[int]StoredDay)
	}
	r.Days[i] = d
	if !shows(r.Cells[i], d) {
		r.Cells[i] = d.String()
	}
}

// shows reports whether a text shows the year, the month and the day of d.
func shows(text string, d StoredDay) bool {
	s := spelling.Plain(text)
	n, _ := spelling.Numbers(s)
	var day, month, year bool
	for _, x := range n {
		k := spelling.Number(x)
		day = day || len(x) <= 2 && k == d.Day
		month = month || len(x) <= 2 && k == int(d.Month)
		year = year || k == d.Year || len(x) == 2 && k == d.Year%100
	}
	month = month && len(n) >= 3 || strings.Contains(s, strings.ToLower(d.Month.String()[:3]))
	return year && month && (day || d.MonthOnly)
}

// merge fills the cells that are merged with one above them with its text.
func (t *Table) merge(ref string) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return
	}
	left, top, err := excelize.CellNameToCoordinates(from)
	_, bottom, err2 := excelize.CellNameToCoordinates(to)
	if err != nil || err2 != nil {
		return
	}
	t.fill(left-1, top, bottom)
}

// fill puts the text of a cell into the empty cells below it, from the line top to the line bottom.
func (t *Table) fill(column, top, bottom int) {
	first := slices.IndexFunc(t.Records, func(r Record) bool { return r.Line == top })
	if first < 0 {
		return
	}
	text := t.Records[first].Cell(column)
	if strings.TrimSpace(text) == "" {
		return
	}
	for i := first + 1; i < len(t.Records) && t.Records[i].Line <= bottom; i++ {
		r := &t.Records[i]
		if strings.TrimSpace(r.Cell(column)) != "" {
			continue
		}
		if r.Filled == nil {
			r.Filled = make(map[int]string)
		}
		r.Filled[column] = text
	}
}

// isScientific recognises a number that is shown with a power of ten.
func isScientific(s string) bool {
	head, power, ok := strings.Cut(s, "E+")
	return ok && head != "" && power != "" &&
		strings.Trim(head, "0123456789.,") == "" && strings.Trim(power, "0123456789") == ""
}
