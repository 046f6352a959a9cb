package roster

import (
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/table"
)

// List is the list of one author. Every line of the file is in Rows, Unreadable or OtherLines, or was
// blank.
type List struct {
	Format     table.Format `json:"format"`
	Columns    []Column     `json:"columns"`
	Rows       []Row        `json:"rows"`
	Unreadable []Unreadable `json:"unreadable,omitempty"`
	OtherLines []OtherLine  `json:"aside,omitempty"`
	Blank      int          `json:"blank,omitempty"` // rows of separators alone; empty lines of a CSV file are not counted
	// Tables are the tables of a file with several: beside each other, below each other, or on several
	// sheets. Columns are those of the first.
	Tables []Table `json:"tables,omitempty"`
	// ClaimedTotal is the number of people that the list itself states: in a title, or else in its last
	// closing row; nil if it states none.
	ClaimedTotal *int `json:"claimed_total,omitempty"`
	// AsOf is the day of the list, as in Options; zero in lists that were read before it was kept.
	AsOf           civil.Date     `json:"as_of,omitzero"`
	Reconciliation Reconciliation `json:"reconciliation"`
}

// Table is one of several tables.
type Table struct {
	Sheet   string   `json:"sheet,omitempty"`
	Line    int      `json:"line"`   // of its headings
	Column  int      `json:"column"` // its first, from 1
	Columns []Column `json:"columns"`
	Rows    int      `json:"rows"` // people, readable or not
}

// Row is a person as the author wrote it, with the recognised values.
type Row struct {
	Line         int                `json:"line"`                   // in the file, from 1
	Raw          []string           `json:"raw"`                    // every cell as written
	Number       string             `json:"number,omitempty"`       // the author's own number, as written
	Registration string             `json:"registration,omitempty"` // a host's number for the person
	Name         person.Name        `json:"name"`
	NativeName   person.Name        `json:"native_name,omitzero"`
	Sex          person.Sex         `json:"sex"`
	SexAsWritten string             `json:"sex_as_written,omitempty"` // only if it was not recognised
	Nationality  person.Nationality `json:"nationality"`
	Document     person.Document    `json:"document"`
	BirthDate    birth.Date         `json:"birth_date"`
	BirthPlace   string             `json:"birth_place,omitempty"` // if it is in the cell of the birth date
	Place        string             `json:"place,omitempty"`       // as written, with single spaces
	Phone        string             `json:"phone,omitempty"`
	Problems     []flaw.Code        `json:"problems,omitempty"`
	// At is where the row is in the file, if Line is not its line there: in a table beside another one, or
	// on another sheet. Line then continues the numbers of the lines before it.
	At *At `json:"at,omitempty"`
	// Others are cells that could hold one of the fields above, and were not chosen.
	Others   []Other `json:"others,omitempty"`
	Relation string  `json:"relation,omitempty"` // to the person of the line Family, as written
	Family   int     `json:"family,omitempty"`   // the line of the first person of a family; 0 if none is named
}

// At is a place in a file.
type At struct {
	Sheet  string `json:"sheet,omitempty"`
	Line   int    `json:"line"`             // from 1
	Column int    `json:"column,omitempty"` // the first column of the table, from 1
}

// Other is a cell that could hold a field which another column holds.
type Other struct {
	Field     Field  `json:"field"`
	Heading   string `json:"heading"`
	AsWritten string `json:"as_written"`
}

// Unreadable is a row that is kept and counted, for a person to read.
type Unreadable struct {
	Line    int       `json:"line"`
	Raw     []string  `json:"raw"`
	Problem flaw.Code `json:"problem"`
	At      *At       `json:"at,omitempty"`
	// Read is what was recognised in the row of a person who was struck off or has died; nil otherwise.
	Read *Row `json:"read,omitempty"`
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
	SignatureLine OtherLineKind = "signature" // who has written, checked or received the list
	SummaryLine   OtherLineKind = "summary"   // counts of people below the table or beside it
	CoverLine     OtherLineKind = "cover"     // of a sheet without a table of people
	SectionLine   OtherLineKind = "section"   // says something about everybody below it: a state, a sex
)

// OtherLine is a line that is not about a person.
type OtherLine struct {
	Line int           `json:"line"`
	Kind OtherLineKind `json:"kind"`
	Raw  []string      `json:"raw"`
	At   *At           `json:"at,omitempty"`
}
