package table

import "context"

// HeadingFinder finds the row of headings among the first rows of a table. columns is the number of the
// columns that it recognises; 0 if there is no such row.
type HeadingFinder func(records []Record) (at, columns int)

// Read reads the tables of a file: one of a text, or each sheet of a workbook that is not empty. The
// kind of the file is recognised by its bytes. filename only decides which separator is tried first, and
// find which separator gives headings. The error is a *refusal.Error, or ctx's error.
func Read(ctx context.Context, b []byte, filename string, find HeadingFinder) ([]Table, error) {
	kind, err := kindOf(b)
	if err != nil {
		return nil, err
	}
	switch kind {
	case XLSX:
		return readXLSX(ctx, b)
	case ODS:
		return readODS(ctx, b)
	case DOCX:
		return readDOCX(ctx, b)
	case CSV:
	}
	t, err := readCSV(ctx, b, filename, find)
	if err != nil {
		return nil, err
	}
	return []Table{t}, nil
}
