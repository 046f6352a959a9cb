package roster

// List is one author's list: every line of the file is in Rows, Unreadable or
// Aside, or was blank.
type List struct {
	Format     Format       `json:"format"`
	Columns    []Column     `json:"columns"`
	Rows       []Row        `json:"rows"`
	Unreadable []Unreadable `json:"unreadable,omitempty"`
	Aside      []Aside      `json:"aside,omitempty"`
	Blank      int          `json:"blank,omitempty"` // rows of separators alone; a CSV file's empty lines are not counted
	// ClaimedTotal is how many people the list itself says it has: in a title,
	// or else in its last closing row; nil when it does not say.
	ClaimedTotal   *int           `json:"claimed_total,omitempty"`
	Reconciliation Reconciliation `json:"reconciliation"`
}

// Format says what the file turned out to be.
type Format struct {
	Kind        Kind     `json:"kind"`
	Encoding    Encoding `json:"encoding,omitempty"`     // of a CSV file
	BOM         bool     `json:"bom,omitempty"`          // a byte order mark stood in front
	Separator   string   `json:"separator,omitempty"`    // of a CSV file
	Sheet       string   `json:"sheet,omitempty"`        // the one that was read
	OtherSheets []string `json:"other_sheets,omitempty"` // behind it, not read
}

// Row is one person as the author wrote it, and what was recognised of it.
type Row struct {
	Line         int         `json:"line"`                   // in the file, from 1
	Raw          []string    `json:"raw"`                    // every cell as written
	Number       string      `json:"number,omitempty"`       // the author's own, as written
	Registration string      `json:"registration,omitempty"` // a host's number for the person
	Name         Name        `json:"name"`
	NativeName   Name        `json:"native_name,omitzero"`
	Sex          Sex         `json:"sex"`
	Nationality  Nationality `json:"nationality"`
	Document     Document    `json:"document"`
	BirthDate    BirthDate   `json:"birth_date"`
	Place        string      `json:"place,omitempty"` // with single spaces, else as written
	Phone        string      `json:"phone,omitempty"`
	Problems     []Problem   `json:"problems,omitempty"`
}

// Unreadable is a row that is kept, counted and left to a person.
type Unreadable struct {
	Line    int      `json:"line"`
	Raw     []string `json:"raw"`
	Problem Problem  `json:"problem"`
}

// AsideKind is the kind of a line that is not about a person.
type AsideKind string

// The kinds.
const (
	TitleLine     AsideKind = "title"     // above the headings
	HeadingLine   AsideKind = "heading"   // the headings, also when a page repeats them
	TotalLine     AsideKind = "total"     // a sum
	NumberLine    AsideKind = "number"    // a row number that was prepared and never used
	SeparatorLine AsideKind = "separator" // "sep=;", which Excel writes for itself
)

// Aside is a line that is not about a person.
type Aside struct {
	Line int       `json:"line"`
	Kind AsideKind `json:"kind"`
	Raw  []string  `json:"raw"`
}
