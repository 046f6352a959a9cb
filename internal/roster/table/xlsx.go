package table

import (
	"bytes"
	"context"

	"github.com/xuri/excelize/v2"

	"example.org/homeward/internal/roster/refusal"
)

// readXLSX reads the sheets of a workbook that are not empty.
func readXLSX(ctx context.Context, b []byte) (out []Table, err error) {
	if err := checkXLSX(b); err != nil {
		return nil, err
	}
	defer func() {
		if recover() != nil { // a file that crashes its parser is refused, and the process continues
			out, err = nil, damaged()
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{
		UnzipSizeLimit: MaxUnpacked,
		// Equal, so that no sheet is ever unpacked to an unencrypted temporary file.
		UnzipXMLSizeLimit: MaxUnpacked,
		// Dates must not depend on the country of the reader.
		ShortDatePattern: "yyyy-mm-dd",
		// The built-in formats 27 to 58 are dates in every culture that has them.
		CultureInfo: excelize.CultureNameZhCN,
	})
	if err != nil {
		return nil, damaged()
	}
	defer func() { _ = f.Close() }() // only read

	stored, err := openBook(b)
	if err != nil {
		return nil, err
	}
	for i, sheet := range f.GetSheetList() {
		read := Table{Format: Format{Kind: XLSX, Sheet: sheet}, Number: i + 1}
		if visible, err := f.GetSheetVisible(sheet); err == nil {
			read.Hidden = !visible
		}
		if err := read.sheet(ctx, f, stored, sheet); err != nil {
			return nil, err
		}
		if len(read.Records) > 0 {
			out = append(out, read)
		}
	}
	if len(out) == 0 {
		return nil, refusal.New(refusal.Empty, "Every sheet of the file is empty. Send the list again.")
	}
	return out, nil
}

// sheet reads every row of a sheet.
func (t *Table) sheet(ctx context.Context, f *excelize.File, stored *book, name string) error {
	rows, err := f.Rows(name)
	if err != nil {
		return damaged()
	}
	defer func() { _ = rows.Close() }() // only read

	left := MaxUnpacked
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns()
		if err != nil {
			return damaged()
		}
		for i, c := range cells {
			// A million cells may share one text: the sum is limited.
			if left -= len(c); left < 0 {
				return refusal.At(refusal.TooLarge, line, i+1, "The file is too large once unpacked. Send only the sheet with the list.")
			}
		}
		if err := t.take(ctx, Record{Line: line, Cells: cells}); err != nil {
			return err
		}
	}
	if rows.Error() != nil {
		return damaged()
	}
	return t.readStored(ctx, stored, name)
}
