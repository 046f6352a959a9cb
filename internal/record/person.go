package record

import (
	"time"
)

// Person is who a case is about: class C, and F where it says so. Every field is sealed
// in the store. It prints as "[personal]" wherever it is printed or logged by mistake.
type Person struct {
	Name           string `json:"name,omitempty"`            // as written by whoever wrote it
	NativeName     string `json:"native_name,omitempty"`     // in the person's own script
	Birth          Birth  `json:"birth,omitzero"`            //
	Sex            string `json:"sex,omitempty"`             // F, M, X or "" when unknown (ICAO 9303)
	Nationality    string `json:"nationality,omitempty"`     // ISO 3166-1 alpha-3, or an ICAO 9303 special code
	NationalityRaw string `json:"nationality_raw,omitempty"` // as written
	DocumentNumber string `json:"document_number,omitempty"` // as claimed at registration
	Languages      string `json:"languages,omitempty"`       // ISO 639 codes, separated by spaces
	Phone          string `json:"phone,omitempty"`           // class F
	Place          string `json:"place,omitempty"`           // class F: where the person is now
	Remark         string `json:"remark,omitempty"`          // class D: whatever else the list said
}

// Birth is a date of birth, as exact as it is known.
type Birth struct {
	Date      string    `json:"date,omitempty"`      // 2006-01-02, 2006-01 or 2006; "" when unknown
	Precision Precision `json:"precision,omitempty"` //
	Raw       string    `json:"raw,omitempty"`       // as written
}

// Precision says how exact a date of birth is.
type Precision string

// The precisions.
const (
	PrecisionDay       Precision = "day"
	PrecisionMonth     Precision = "month"
	PrecisionYear      Precision = "year"
	PrecisionAge       Precision = "age"       // counted back from an age: a year, give or take one
	PrecisionAmbiguous Precision = "ambiguous" // day and month may be swapped
	PrecisionNone      Precision = "none"
)

// IsZero says whether nothing is known.
func (b Birth) IsZero() bool { return b == Birth{} }

// Document is a travel document of the person: class C.
type Document struct {
	Ref       string     `json:"ref,omitempty"`
	Type      string     `json:"type,omitempty"` // a code: passport, emergency_travel_document, laissez_passer, border_pass
	Number    string     `json:"number,omitempty"`
	MRZ       string     `json:"mrz,omitempty"` // its lines, joined by \n
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
	// Hash is the SHA-256 of the document's bytes, in hexadecimal, when they are kept somewhere.
	Hash string `json:"hash,omitempty"`

	Case string    `json:"-"` // filled when it is read
	At   time.Time `json:"-"` // when it was recorded
	Key  string    `json:"-"` // the command that brought it
}
