package table

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"

	"github.com/xuri/excelize/v2"

	"example.org/homeward/internal/roster/refusal"
	"example.org/homeward/internal/roster/spelling"
)

// checkXML reads a part completely. A sheet can have any name: its root element identifies it.
func checkXML(r io.Reader) error {
	d := xml.NewDecoder(r)
	s := sheetCheck{}
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged()
		}
		switch e := t.(type) {
		case xml.StartElement:
			err = s.start(e)
		case xml.EndElement:
			s.inText = s.inText && e.Name.Local != "c" && e.Name.Local != "si"
		case xml.CharData:
			err = s.text(e)
		}
		if err != nil {
			return err
		}
	}
}

// sheetCheck checks a sheet or the shared texts. Rows and cells must be in order, or the library would
// put one into the place of another.
type sheetCheck struct {
	root          string
	inText        bool
	row, column   int
	size, escapes int // of the text so far
}

func (s *sheetCheck) start(e xml.StartElement) error {
	if s.root == "" {
		s.root = e.Name.Local
	}
	if s.root != "worksheet" && s.root != "sst" {
		return nil
	}
	switch e.Name.Local {
	case "row":
		row := s.row + 1
		if r := attribute(e, "r"); r != "" {
			row = spelling.Number(r)
		}
		if row <= s.row || row > excelize.TotalRows {
			return damaged()
		}
		s.row, s.column = row, 0
	case "c":
		column := s.column + 1
		if ref := attribute(e, "r"); ref != "" {
			c, row, err := excelize.CellNameToCoordinates(ref)
			if err != nil || row != s.row {
				return damaged()
			}
			column = c
		}
		if column <= s.column {
			return damaged()
		}
		s.column, s.size, s.escapes, s.inText = column, 0, 0, true
	case "si":
		s.size, s.escapes, s.inText = 0, 0, true
	case "v", "is", "f":
		if s.column > MaxColumns {
			return tooManyColumns(s.row)
		}
	}
	return nil
}

func (s *sheetCheck) text(t xml.CharData) error {
	if !s.inText {
		return nil
	}
	s.size += len(t)
	s.escapes += bytes.Count(t, []byte("_x"))
	if s.size > MaxCell || s.escapes > maxEscapes {
		return refusal.At(refusal.XLSX, s.row, s.column,
			"A cell holds more text than a spreadsheet allows. Open the file in a spreadsheet program and save it again.")
	}
	return nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
