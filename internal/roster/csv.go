package roster

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"strings"

	"example.org/homeward/internal/civil"
)

// record is a row of a file before anything is recognised.
type record struct {
	line  int // the line on which it begins, from 1
	cells []string

	// Of a spreadsheet:
	days       map[int]storedDay // in cells that show a date
	lost       map[int]bool      // cells with a number whose last digits are lost
	hidden     bool
	struck     bool           // its text is struck through
	uncomputed bool           // a formula has no value
	stray      bool           // of a text: a quotation mark without a partner
	filled     map[int]string // the values of cells that are merged with one above, or stand for it
}

// storedDay is a day as it is stored in a cell, also if the cell shows another one.
type storedDay struct {
	civil.Date

	monthOnly bool // the cell shows no day, and the first is stored
}

// table is the content of a file of any kind.
type table struct {
	format     Format
	records    []record
	blank      int         // rows without any text
	otherLines []OtherLine // lines that are not rows of the table
	hidden     bool        // a sheet that is hidden in its workbook
	loneQuotes int         // lines with a quotation mark that has no partner
	// shifts reports whether a missing or extra separator moves the cells of a row.
	shifts bool
}

// readCSV reads text with an unknown separator.
func (v *Vocabulary) readCSV(ctx context.Context, b []byte, filename string) (table, error) {
	text, encoding, bom, err := decode(b)
	if err != nil {
		return table{}, err
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n") // files of old Macintosh programs
	}
	if strings.TrimSpace(text) == "" {
		return table{}, refuse(RefusedEmpty, "The file is empty. Send the list again.")
	}
	t := table{shifts: true, format: Format{Kind: CSV, Encoding: encoding, BOM: bom}}
	skipped := 0
	if first, rest, ok := strings.Cut(text, "\n"); ok && isSeparatorLine(first) {
		t.otherLines = append(t.otherLines, OtherLine{Line: 1, Kind: SeparatorLine, Raw: []string{strings.TrimRight(first, "\r")}})
		text, skipped = rest, 1
	}
	comma, err := v.separator(text, strings.ToLower(path.Ext(filename)) == ".tsv")
	if err != nil {
		return table{}, err
	}
	t.format.Separator = string(comma)
	if line := tooWide(text, comma); line > 0 {
		return table{}, tooManyColumns(line + skipped)
	}
	if err := t.parse(ctx, text, comma, skipped); err != nil {
		return table{}, err
	}
	return t, nil
}

// parse reads every row strictly. A line with a quotation mark that has no partner is read by itself: a
// nickname in quotation marks does not refuse five hundred other rows.
func (t *table) parse(ctx context.Context, text string, comma rune, skipped int) error {
	for text != "" {
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.FieldsPerRecord = comma, -1
		begin := int64(0)
		var broken bool
		for {
			cells, err := r.Read()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				broken = true
				break
			}
			line, _ := r.FieldPos(0)
			if err := t.take(ctx, record{line: line + skipped, cells: cells}); err != nil {
				return err
			}
			begin = r.InputOffset()
		}
		if !broken {
			return nil
		}
		if t.loneQuotes++; t.loneQuotes > maxLoneQuotes {
			return refuseAt(RefusedCSV, skipped+strings.Count(text[:begin], "\n")+1, 0,
				"Too many rows have a quotation mark without a partner. Open the file in a spreadsheet program and save it as XLSX.")
		}
		rest, err := t.lenient(ctx, text, begin, comma, &skipped)
		if err != nil {
			return err
		}
		text = rest
	}
	return nil
}

// lenient reads one line in which quotation marks are letters, and returns the text after it. skipped
// becomes the number of lines before that text.
func (t *table) lenient(ctx context.Context, text string, begin int64, comma rune, skipped *int) (string, error) {
	before, rest := text[:begin], text[begin:]
	for strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "\r\n") { // empty lines are not records
		cut := strings.IndexByte(rest, '\n') + 1
		before, rest = text[:len(before)+cut], rest[cut:]
	}
	bad, rest, _ := strings.Cut(rest, "\n")
	*skipped += strings.Count(before, "\n") + 1
	r := csv.NewReader(strings.NewReader(bad))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
	cells, err := r.Read()
	if err != nil {
		cells = []string{bad}
	}
	return rest, t.take(ctx, record{line: *skipped, cells: cells, stray: strings.Count(bad, `"`)%2 == 1})
}

// take adds a row, within the limits.
func (t *table) take(ctx context.Context, r record) error {
	if isBlank(r.cells) {
		t.blank++
		return nil
	}
	if len(t.records) >= MaxRows {
		return refuseAt(RefusedTooManyRows, r.line, 0, "The list is longer than any that is read at once. Send it in parts.")
	}
	if len(t.records)%512 == 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	t.records = append(t.records, r)
	return nil
}

func isBlank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
