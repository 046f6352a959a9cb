package roster

// List is the list of one author. Every line of the file is in Rows, Unreadable or OtherLines, or was
// blank.
type List struct {
	Format     Format       `json:"format"`
	Columns    []Column     `json:"columns"`
	Rows       []Row        `json:"rows"`
	Unreadable []Unreadable `json:"unreadable,omitempty"`
	OtherLines []OtherLine  `json:"aside,omitempty"`
	Blank      int          `json:"blank,omitempty"` // rows of separators alone; empty lines of a CSV file are not counted
	// ClaimedTotal is the number of people that the list itself states: in a title, or else in its last
	// closing row; nil if it states none.
	ClaimedTotal   *int           `json:"claimed_total,omitempty"`
	Reconciliation Reconciliation `json:"reconciliation"`
}

// Format is the recognised format of the file.
type Format struct {
	Kind        Kind     `json:"kind"`
	Encoding    Encoding `json:"encoding,omitempty"`     // of a CSV file
	BOM         bool     `json:"bom,omitempty"`          // a byte order mark was present
	Separator   string   `json:"separator,omitempty"`    // of a CSV file
	Sheet       string   `json:"sheet,omitempty"`        // the sheet that was read
	OtherSheets []string `json:"other_sheets,omitempty"` // the sheets after it, which were not read
}

// Row is a person as the author wrote it, with the recognised values.
type Row struct {
	Line         int         `json:"line"`                   // in the file, from 1
	Raw          []string    `json:"raw"`                    // every cell as written
	Number       string      `json:"number,omitempty"`       // the author's own number, as written
	Registration string      `json:"registration,omitempty"` // a host's number for the person
	Name         Name        `json:"name"`
	NativeName   Name        `json:"native_name,omitzero"`
	Sex          Sex         `json:"sex"`
	Nationality  Nationality `json:"nationality"`
	Document     Document    `json:"document"`
	BirthDate    BirthDate   `json:"birth_date"`
	BirthPlace   string      `json:"birth_place,omitempty"` // if it is in the cell of the birth date
	Place        string      `json:"place,omitempty"`       // as written, with single spaces
	Phone        string      `json:"phone,omitempty"`
	Problems     []Problem   `json:"problems,omitempty"`
}

// Unreadable is a row that is kept and counted, for a person to read.
type Unreadable struct {
	Line    int      `json:"line"`
	Raw     []string `json:"raw"`
	Problem Problem  `json:"problem"`
}

// OtherLineKind is the kind of a line that is not about a person.
type OtherLineKind string

// The kinds.
const (
	TitleLine     OtherLineKind = "title"     // above the headings
	HeadingLine   OtherLineKind = "heading"   // the headings, also if a page repeats them
	TotalLine     OtherLineKind = "total"     // a sum
	NumberLine    OtherLineKind = "number"    // a prepared row number without a row
	SeparatorLine OtherLineKind = "separator" // "sep=;", which Excel writes for itself
)

// OtherLine is a line that is not about a person.
type OtherLine struct {
	Line int           `json:"line"`
	Kind OtherLineKind `json:"kind"`
	Raw  []string      `json:"raw"`
}
