package refusal

import "fmt"

// The codes of an Error. Clients may rely on them.
const (
	Empty          = "empty"               // the file is empty
	TooLarge       = "too_large"           // more than table.MaxBytes, or table.MaxUnpacked after unpacking
	TooManyRows    = "too_many_rows"       // more than table.MaxRows
	TooManyColumns = "too_many_columns"    // more than table.MaxColumns
	WrongKind      = "wrong_kind"          // neither CSV nor XLSX
	Encoding       = "encoding"            // text that is not Unicode, in an older encoding that its headings do not prove
	CSV            = "malformed_csv"       // quotation marks that do not match
	XLSX           = "malformed_xlsx"      // an XLSX file that is damaged, or not an XLSX file
	NoHeading      = "no_heading"          // no row of headings with a name
	NoRows         = "no_rows"             // headings without rows
	Sheet          = "unknown_sheet"       // roster.Options.Sheet is not a sheet with a list
	Day            = "future_day"          // roster.Options.AsOf is after today
	Nationality    = "unknown_nationality" // roster.Options.Nationality is not an ISO 3166-1 alpha-3 code
)

// Codes lists every code of an Error.
func Codes() []string {
	return []string{
		Empty, TooLarge, TooManyRows, TooManyColumns, WrongKind, Encoding,
		CSV, XLSX, NoHeading, NoRows, Sheet, Day, Nationality,
	}
}

// Error is the error for a file that is not read at all, with what its sender can do. It has no cause
// and never quotes the file, so that it may be shown and logged.
type Error struct {
	Code    string `json:"code"`
	Message string `json:"message"`          // a sentence in English for the sender
	Row     int    `json:"row,omitempty"`    // the line or sheet row, from 1; 0 if none is named
	Column  int    `json:"column,omitempty"` // from 1; 0 if none is named
}

// Error returns the code and the place.
func (r *Error) Error() string {
	if r.Row == 0 {
		return "refuse roster: " + r.Code
	}
	return fmt.Sprintf("refuse roster: %s at row %d", r.Code, r.Row)
}

// New returns an Error that names no place.
func New(code, message string) *Error { return &Error{Code: code, Message: message} }

// At returns an Error that names a row and a column, each 0 for none.
func At(code string, row, column int, message string) *Error {
	return &Error{Code: code, Row: row, Column: column, Message: message}
}
