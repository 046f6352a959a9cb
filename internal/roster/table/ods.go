package table

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/refusal"
)

// ods reads the sheets of an OpenDocument spreadsheet. A cell with a date stores its day in the Gregorian calendar also if it shows
// another one, and a cell with a number all of its digits.
type ods struct {
	out    []Table
	struck map[string]bool // the styles whose text is struck through
	line   int
	spans  []odsSpan
}

// odsSpan is a merged cell.
type odsSpan struct{ column, top, bottom int }

func readODS(ctx context.Context, b []byte) ([]Table, error) {
	d, err := openPart(b, "content.xml")
	if err != nil {
		return nil, err
	}
	o := &ods{struck: make(map[string]bool)}
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, damagedDocument()
		}
		switch e := t.(type) {
		case xml.StartElement:
			if err := o.start(ctx, d, e.Copy()); err != nil {
				return nil, err
			}
		case xml.EndElement:
			if e.Name.Local == "table" {
				o.endSheet()
			}
		}
	}
	var filled []Table
	for _, t := range o.out {
		if len(t.Records) > 0 {
			filled = append(filled, t)
		}
	}
	if len(filled) == 0 {
		return nil, refusal.New(refusal.Empty, "Every sheet of the file is empty. Send the list again.")
	}
	return filled, nil
}

func (o *ods) start(ctx context.Context, d *xml.Decoder, e xml.StartElement) error {
	switch e.Name.Local {
	case "style":
		n, err := elementOf(d, e, 0)
		if p := n.child("text-properties"); p != nil {
			s := p.attr("text-line-through-style")
			o.struck[n.attr("name")] = s != "" && s != "none"
		}
		return err
	case "table":
		o.out = append(o.out, Table{Format: Format{Kind: ODS, Sheet: attribute(e, "name")}, Number: len(o.out) + 1})
		o.line, o.spans = 0, nil
	case "table-row":
		n, err := elementOf(d, e, 0)
		if err != nil {
			return err
		}
		return o.row(ctx, &n)
	case "tracked-changes", "shapes", "dde-links":
		if err := d.Skip(); err != nil {
			return damagedDocument()
		}
	}
	return nil
}

// row reads a row, as often as it is repeated. Empty rows are repeated to the end of the sheet, a million times.
func (o *ods) row(ctx context.Context, n *node) error {
	if len(o.out) == 0 {
		return damagedDocument()
	}
	t := &o.out[len(o.out)-1]
	r, err := o.record(n)
	if err != nil {
		return err
	}
	v := n.attr("visibility")
	r.Hidden = v == "collapse" || v == "filter"
	times := repeated(n, "number-rows-repeated")
	if IsBlank(r.Cells) {
		o.line += times
		return nil
	}
	for range min(times, MaxRows+1) {
		o.line++
		r.Line = o.line
		if err := t.take(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

func repeated(n *node, name string) int {
	k, err := strconv.Atoi(n.attr(name))
	if err != nil || k < 1 {
		return 1
	}
	return k
}

// record reads the cells of a row. Empty cells count only if another one follows them.
func (o *ods) record(n *node) (Record, error) {
	r := Record{}
	column, letters, struck := 0, 0, 0
	for i := range n.nodes {
		c := &n.nodes[i]
		if c.name != "table-cell" && c.name != "covered-table-cell" {
			continue
		}
		times := repeated(c, "number-columns-repeated")
		var t writtenText
		o.text(c, o.struck[c.attr("style-name")], &t)
		text := strings.TrimSpace(t.String())
		if text == "" {
			column += times
			continue
		}
		if column+times > MaxColumns {
			return r, tooManyColumns(o.line + 1)
		}
		letters, struck = letters+t.letters, struck+t.struck
		if rows := repeated(c, "number-rows-spanned"); rows > 1 {
			o.spans = append(o.spans, odsSpan{column, o.line + 1, o.line + rows})
		}
		for range times {
			for len(r.Cells) <= column {
				r.Cells = append(r.Cells, "")
			}
			r.Cells[column] = text
			r.useValue(c, column)
			column++
		}
	}
	r.Struck = struck*2 > letters
	return r, nil
}

// useValue corrects the text of a cell by the value that is stored in it.
func (r *Record) useValue(c *node, i int) {
	switch c.attr("value-type") {
	case "date":
		s := c.attr("date-value")
		if day, err := civil.ParseDate(s[:min(len(s), len("2006-01-02"))]); err == nil {
			r.setDay(i, StoredDay{Date: day})
		}
	case "float":
		digits, lost, ok := exactDigits(c.attr("value"))
		if !ok {
			return
		}
		if shown := undecorated(r.Cells[i]); len(digits) >= 12 || isScientific(r.Cells[i]) || shown == digits {
			r.Cells[i] = digits
		}
		if lost && len(digits) > 16 { // up to there, every digit is stored
			r.Lost = map[int]bool{i: true}
		}
	}
}

// text writes the text of a cell. A note on the cell is not a part of it.
func (o *ods) text(n *node, struck bool, t *writtenText) {
	for i := range n.nodes {
		switch c := &n.nodes[i]; c.name {
		case "":
			if n.name != "table-cell" && n.name != "covered-table-cell" {
				t.add(c.text, struck)
			}
		case "annotation", "frame", "tracked-changes":
		case "s":
			t.add(strings.Repeat(" ", min(repeated(c, "c"), 100)), false)
		case "tab", "line-break":
			t.add(" ", false)
		case "p":
			o.text(c, struck, t)
			t.add("\n", false)
		default:
			o.text(c, struck || o.struck[c.attr("style-name")], t)
		}
	}
}

// endSheet fills the cells that are merged with one above them.
func (o *ods) endSheet() {
	if len(o.out) == 0 {
		return
	}
	t := &o.out[len(o.out)-1]
	for _, s := range o.spans {
		t.fill(s.column, s.top, s.bottom)
	}
	o.spans = nil
}
