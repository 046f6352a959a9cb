package roster

import (
	"fmt"

	"example.org/homeward/internal/civil"
)

// The codes of a Refusal. Clients may rely on them.
const (
	RefusedEmpty          = "empty"               // the file is empty
	RefusedTooLarge       = "too_large"           // more than MaxBytes, or more than MaxUnpacked after unpacking
	RefusedTooManyRows    = "too_many_rows"       // more than MaxRows
	RefusedTooManyColumns = "too_many_columns"    // more than MaxColumns
	RefusedWrongKind      = "wrong_kind"          // neither CSV nor XLSX
	RefusedEncoding       = "encoding"            // text that is neither UTF-8 nor UTF-16
	RefusedCSV            = "malformed_csv"       // quotation marks that do not match
	RefusedXLSX           = "malformed_xlsx"      // an XLSX file that is damaged, or not an XLSX file
	RefusedNoHeading      = "no_heading"          // no row of headings with a name
	RefusedNoRows         = "no_rows"             // headings without rows
	RefusedSheet          = "unknown_sheet"       // Options.Sheet is not a sheet with a list
	RefusedDay            = "future_day"          // Options.AsOf is after today
	RefusedNationality    = "unknown_nationality" // Options.Nationality is not an ISO 3166-1 alpha-3 code
)

// RefusalCodes lists every code of a Refusal.
func RefusalCodes() []string {
	return []string{
		RefusedEmpty, RefusedTooLarge, RefusedTooManyRows, RefusedTooManyColumns, RefusedWrongKind, RefusedEncoding,
		RefusedCSV, RefusedXLSX, RefusedNoHeading, RefusedNoRows, RefusedSheet, RefusedDay, RefusedNationality,
	}
}

// Refusal is the error for a file that is not read at all, with what its sender can do. It has no cause
// and never quotes the file, so that it may be shown and logged.
type Refusal struct { //nolint:errname // the name used by callers
	Code    string `json:"code"`
	Message string `json:"message"`          // a sentence in English for the sender
	Row     int    `json:"row,omitempty"`    // the line or sheet row, from 1; 0 if none is named
	Column  int    `json:"column,omitempty"` // from 1; 0 if none is named
}

// CheckDay returns a Refusal if a list would have been written after today. Years of the Buddhist calendar
// are the usual reason.
func CheckDay(asOf, today civil.Date) error {
	switch {
	case asOf.Compare(today) <= 0:
		return nil
	case asOf.Year-thaiYears > 1900:
		return refuse(RefusedDay, "The day of the list is in the future. Its year is 543 ahead, as in the Buddhist calendar: write the Gregorian year.")
	default:
		return refuse(RefusedDay, "The day of the list is in the future. Write the day on which the list was written, in the Gregorian calendar; a Buddhist year is 543 ahead.")
	}
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
