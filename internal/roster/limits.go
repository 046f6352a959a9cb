package roster

// Limits of what is read. The largest list seen in the field had 7,158 people
// and a few hundred kilobytes; ten thousand rows in three competing lists is
// the worst we plan for.
const (
	// MaxBytes of a file: thirty times a list of 10,000 rows.
	MaxBytes = 20 << 20
	// MaxUnpacked bytes of an XLSX file, all parts together. A sheet of MaxRows
	// rows with ten columns is about 20 MB of XML; a zip bomb is gigabytes.
	MaxUnpacked = 64 << 20
	// MaxRows that are not blank: twice the worst list planned for.
	MaxRows = 20_000
	// MaxColumns: the widest form seen in the field has some forty.
	MaxColumns = 200
	// MaxCell is the most bytes in one cell: a spreadsheet cell's 32,767
	// characters, four bytes each.
	MaxCell = 4 * 32_767
	// headingWithin is how many rows may stand above the headings.
	headingWithin = 30
)
