package table

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"example.org/homeward/internal/roster/refusal"
)

// docx reads a Word document: each row of a table is a record, and each paragraph outside of a table one of a single cell, so
// that titles and signatures are set aside like those of a workbook.
type docx struct {
	Table

	tables int
	above  map[int]string // the cells above that those below may go on from
}

// readDOCX reads the tables of a Word document, one below the other.
func readDOCX(ctx context.Context, b []byte) ([]Table, error) {
	d, err := openPart(b, "word/document.xml")
	if err != nil {
		return nil, err
	}
	out := docx{Table: Table{Format: Format{Kind: DOCX}}}
	for line := 0; ; {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, damagedDocument()
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "tbl":
			out.tables++
			out.above = make(map[int]string)
			continue
		case "tr", "p":
		case "del", "moveFrom": // what was deleted is not in the document any more
			if err := d.Skip(); err != nil {
				return nil, damagedDocument()
			}
			continue
		default:
			continue
		}
		n, err := elementOf(d, e.Copy(), 0)
		if err != nil {
			return nil, err
		}
		line++
		if err := out.take(ctx, out.record(&n, line)); err != nil {
			return nil, err
		}
	}
	if out.tables == 0 {
		return nil, refusal.New(refusal.WrongKind, wordMessage)
	}
	if len(out.Records) == 0 {
		return nil, refusal.New(refusal.Empty, "The tables of the document are empty. Send the list again.")
	}
	return []Table{out.Table}, nil
}

// record reads a row of a table, or a paragraph.
func (x *docx) record(n *node, line int) Record {
	r := Record{Line: line}
	if n.name == "p" {
		var t writtenText
		wordText(n, false, &t)
		r.Cells = []string{strings.TrimSpace(t.String())}
		return r
	}
	letters, struck := 0, 0
	for _, c := range cellsOf(n) {
		var t writtenText
		wordText(c, false, &t)
		letters, struck = letters+t.letters, struck+t.struck
		at, span, goesOn := len(r.Cells), 1, false
		if p := c.child("tcPr"); p != nil {
			if s := p.child("gridSpan"); s != nil {
				span, _ = strconv.Atoi(s.attr("val"))
			}
			m := p.child("vMerge")
			goesOn = m != nil && m.attr("val") != "restart"
		}
		text := strings.TrimSpace(t.String())
		switch {
		case !goesOn:
			x.above[at] = text
		case text == "" && x.above[at] != "":
			if r.Filled == nil {
				r.Filled = make(map[int]string)
			}
			r.Filled[at] = x.above[at]
		}
		r.Cells = append(r.Cells, text)
		for range min(max(span, 1), MaxColumns) - 1 {
			r.Cells = append(r.Cells, "")
		}
	}
	r.Struck = struck*2 > letters
	return r
}

// cellsOf returns the cells of a row, also those in content controls.
func cellsOf(n *node) []*node {
	var out []*node
	for i := range n.nodes {
		switch c := &n.nodes[i]; c.name {
		case "tc":
			out = append(out, c)
		case "", "tbl", "del", "moveFrom":
		default:
			out = append(out, cellsOf(c)...)
		}
	}
	return out
}

// wordText writes the text of an element: in links, fields, content controls, insertions and inner tables too. Deleted text and
// instructions of fields are left out.
func wordText(n *node, struck bool, t *writtenText) {
	for i := range n.nodes {
		switch c := &n.nodes[i]; c.name {
		case "t":
			for _, s := range c.nodes {
				t.add(s.text, struck)
			}
		case "tab", "br", "cr":
			t.add(" ", false)
		case "r":
			wordText(c, isStruck(c), t)
		case "", "del", "moveFrom", "delText", "instrText":
		case "p", "tc":
			wordText(c, struck, t)
			t.add("\n", false)
		default:
			wordText(c, struck, t)
		}
	}
}

// isStruck reports whether a run of text is struck through.
func isStruck(run *node) bool {
	p := run.child("rPr")
	if p == nil {
		return false
	}
	for _, name := range []string{"strike", "dstrike"} {
		if s := p.child(name); s != nil && s.attr("val") != "0" && s.attr("val") != "false" {
			return true
		}
	}
	return false
}
