package record

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/person"
)

// Person is who a case is about: class C, and F where it says so. Every field is sealed
// in the store. It prints as "[personal]" wherever it is printed or logged by mistake.
type Person struct {
	Name           string     `json:"name,omitempty"`        // as its author wrote it
	NativeName     string     `json:"native_name,omitempty"` // in the person's own script
	Birth          birth.Date `json:"birth,omitzero"`        // as written, with everything that it can mean
	Sex            person.Sex `json:"sex,omitempty"`
	Nationality    string     `json:"nationality,omitempty"`     // ISO 3166-1 alpha-3, or an ICAO 9303 special code
	NationalityRaw string     `json:"nationality_raw,omitempty"` // as written
	DocumentNumber string     `json:"document_number,omitempty"` // as claimed, or as the list has it
	Languages      string     `json:"languages,omitempty"`       // ISO 639 codes, separated by spaces
	Phone          string     `json:"phone,omitempty"`           // class F
	Place          string     `json:"place,omitempty"`           // class F: where the person is now
	Remark         string     `json:"remark,omitempty"`          // class D: all other text of the list
}

// PersonOf returns the person of a row of a list.
func PersonOf(row roster.Row) Person {
	return Person{
		Name: row.Name.AsWritten, NativeName: row.NativeName.AsWritten, Birth: row.BirthDate, Sex: row.Sex,
		Nationality: row.Nationality.Code, NationalityRaw: row.Nationality.AsWritten,
		DocumentNumber: row.Document.AsWritten, Phone: row.Phone, Place: row.Place,
	}
}

// Document is a travel document of the person: class C.
type Document struct {
	Ref       string     `json:"ref,omitempty"`
	Type      string     `json:"type,omitempty"` // a code: passport, emergency_travel_document, laissez_passer, border_pass
	Number    string     `json:"number,omitempty"`
	MRZ       string     `json:"mrz,omitempty"` // its lines, joined by \n
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
	// Hash is the SHA-256 of the document's bytes, in hexadecimal, when they are kept somewhere.
	Hash string `json:"hash,omitempty"`

	Case casework.Ref `json:"-"` // filled when it is read
	At   time.Time    `json:"-"` // when it was recorded
	Key  casework.Key `json:"-"` // the command that brought it
}
