package table

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"strings"

	"example.org/homeward/internal/roster/refusal"
)

// readCSV reads text with an unknown separator.
func readCSV(ctx context.Context, b []byte, filename string, find HeadingFinder) (Table, error) {
	text, encoding, bom, err := decode(b)
	if err != nil {
		old, page, known := fromCodePage(b, find)
		if bom || !known {
			return Table{}, err
		}
		text, encoding = old, page
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n") // files of old Macintosh programs
	}
	if strings.TrimSpace(text) == "" {
		return Table{}, refusal.New(refusal.Empty, "The file is empty. Send the list again.")
	}
	t := Table{Shifts: true, Format: Format{Kind: CSV, Encoding: encoding, BOM: bom}}
	skipped := 0
	if first, rest, ok := strings.Cut(text, "\n"); ok && isSeparatorLine(first) {
		t.SeparatorLine = strings.TrimRight(first, "\r")
		text, skipped = rest, 1
	}
	comma, err := separatorOf(text, strings.ToLower(path.Ext(filename)) == ".tsv", find)
	if err != nil {
		return Table{}, err
	}
	t.Format.Separator = string(comma)
	if line := tooWide(text, comma); line > 0 {
		return Table{}, tooManyColumns(line + skipped)
	}
	if err := t.parse(ctx, text, comma, skipped); err != nil {
		return Table{}, err
	}
	return t, nil
}

// parse reads every row strictly. A line with a quotation mark that has no partner is read by itself: a
// nickname in quotation marks does not refuse five hundred other rows.
func (t *Table) parse(ctx context.Context, text string, comma rune, skipped int) error {
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
			if err := t.take(ctx, Record{Line: line + skipped, Cells: cells}); err != nil {
				return err
			}
			begin = r.InputOffset()
		}
		if !broken {
			return nil
		}
		if t.loneQuotes++; t.loneQuotes > maxLoneQuotes {
			return refusal.At(refusal.CSV, skipped+strings.Count(text[:begin], "\n")+1, 0,
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
func (t *Table) lenient(ctx context.Context, text string, begin int64, comma rune, skipped *int) (string, error) {
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
	return rest, t.take(ctx, Record{Line: *skipped, Cells: cells, Stray: strings.Count(bad, `"`)%2 == 1})
}

// take adds a row, within the limits.
func (t *Table) take(ctx context.Context, r Record) error {
	if IsBlank(r.Cells) {
		t.Blank++
		return nil
	}
	if len(t.Records) >= MaxRows {
		return refusal.At(refusal.TooManyRows, r.Line, 0, "The list is longer than any that is read at once. Send it in parts.")
	}
	if len(t.Records)%512 == 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	t.Records = append(t.Records, r)
	return nil
}
