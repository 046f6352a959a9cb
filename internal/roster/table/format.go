package table

// Format is the recognised format of the file.
type Format struct {
	Kind        Kind     `json:"kind"`
	Encoding    Encoding `json:"encoding,omitempty"`     // of a CSV file
	BOM         bool     `json:"bom,omitempty"`          // a byte order mark was present
	Separator   string   `json:"separator,omitempty"`    // of a CSV file
	Sheet       string   `json:"sheet,omitempty"`        // the sheet that was read
	OtherSheets []string `json:"other_sheets,omitempty"` // the sheets that were not read
	// Sheets are all sheets of a workbook with more than one that holds text.
	Sheets []Sheet `json:"sheets,omitempty"`
}

// ReadSheets returns the numbers of the sheets that were read; none for a file with a single sheet.
func (f Format) ReadSheets() []int {
	var out []int
	for _, s := range f.Sheets {
		if s.Read && s.Number > 0 {
			out = append(out, s.Number)
		}
	}
	return out
}

// Sheet is a sheet of a workbook.
type Sheet struct {
	// Number is its place in the workbook, from 1; 0 in lists that were read before sheets were numbered.
	Number int    `json:"number,omitempty"`
	Name   string `json:"name"`
	Rows   int    `json:"rows"` // people on it, readable or not; 0 if it has no headings of a list
	Read   bool   `json:"read"`
	Hidden bool   `json:"hidden,omitempty"` // in the workbook
}
