package table

// The limits of a file. The largest list seen in the field had 7,158 people and some hundred kilobytes.
// We plan for at most ten thousand rows in three competing lists.
const (
	// MaxBytes is the largest size of a file: thirty times a list of 10,000 rows.
	MaxBytes = 20 << 20
	// MaxUnpacked is the largest size of all parts of an XLSX file together. A sheet of MaxRows rows
	// with ten columns is about 20 MB of XML; a zip bomb is gigabytes.
	MaxUnpacked = 64 << 20
	// MaxRows is the largest number of rows that are not blank: twice what we plan for.
	MaxRows = 20_000
	// MaxColumns is the largest number of columns: the widest form seen in the field has about forty.
	MaxColumns = 200
	// MaxCell is the largest size of a cell in bytes: the 32,767 characters of a spreadsheet cell, four
	// bytes each.
	MaxCell = 4 * 32_767
	// maxLoneQuotes is the number of lines with a stray quotation mark: each may be searched to the end of the file.
	maxLoneQuotes = 100
	// maxHeadingRow is the number of rows in which the headings are searched.
	MaxHeadingRow = 30
)
