package roster

import "fmt"

// The codes of a Refusal. Clients may rely on them.
const (
	RefusedEmpty          = "empty"               // there is nothing in the file
	RefusedTooLarge       = "too_large"           // more than MaxBytes, or more than MaxUnpacked once unpacked
	RefusedTooManyRows    = "too_many_rows"       // more than MaxRows
	RefusedTooManyColumns = "too_many_columns"    // more than MaxColumns
	RefusedWrongKind      = "wrong_kind"          // neither CSV nor XLSX
	RefusedEncoding       = "encoding"            // text that is neither UTF-8 nor UTF-16
	RefusedCSV            = "malformed_csv"       // quotation marks that do not match
	RefusedXLSX           = "malformed_xlsx"      // an XLSX file that is damaged or not what it says
	RefusedNoHeading      = "no_heading"          // no row that heads a column of names
	RefusedNoRows         = "no_rows"             // a heading and no rows under it
	RefusedNationality    = "unknown_nationality" // Options.Nationality is not an ISO 3166-1 alpha-3 code
)

// RefusalCodes lists every code of a Refusal.
func RefusalCodes() []string {
	return []string{
		RefusedEmpty, RefusedTooLarge, RefusedTooManyRows, RefusedTooManyColumns, RefusedWrongKind, RefusedEncoding,
		RefusedCSV, RefusedXLSX, RefusedNoHeading, RefusedNoRows, RefusedNationality,
	}
}

// Refusal reports that a file is not read at all, and what its sender can do. It
// carries no cause and never anything that stands in the file, so that it may
// be shown and logged.
type Refusal struct { //nolint:errname // callers speak of a refusal, not of a refusal error
	Code    string `json:"code"`
	Message string `json:"message"`          // a sentence in English for the sender
	Row     int    `json:"row,omitempty"`    // the line or sheet row, from 1; 0 when there is none to name
	Column  int    `json:"column,omitempty"` // from 1; 0 when there is none to name
}

// Error returns the code and the place.
func (r *Refusal) Error() string {
	if r.Row == 0 {
		return "refuse roster: " + r.Code
	}
	return fmt.Sprintf("refuse roster: %s at row %d", r.Code, r.Row)
}

func refuse(code, message string) *Refusal { return &Refusal{Code: code, Message: message} }

func refuseAt(code string, row, column int, message string) *Refusal {
	return &Refusal{Code: code, Row: row, Column: column, Message: message}
}
