package record

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/roster/birth"
)

// IdentityVersion is what was on record of who a person is before a correction replaced it: class C.
type IdentityVersion struct {
	Seq    int64                    `json:"-"` // of the change that replaced it
	At     time.Time                `json:"-"`
	By     casework.Actor           `json:"-"` // who proposed the correction
	Key    casework.Key             `json:"-"` // of the command that proposed it
	Words  string                   `json:"-"` // the written reasons: class D
	Fields []casework.IdentityField `json:"fields"`
	// Person has the replaced values of the fields that a correction can change, and nothing else.
	Person Person `json:"person"`
}

// Identity returns the fields of a person that a correction can change.
func (p Person) Identity() Person {
	return Person{
		Name: p.Name, NativeName: p.NativeName, Birth: p.Birth, Sex: p.Sex, Nationality: p.Nationality,
		NationalityRaw: p.NationalityRaw, DocumentNumber: p.DocumentNumber,
	}
}

// Only returns the fields of a person that a correction names.
func (p Person) Only(fields []casework.IdentityField) Person {
	out := p.Identity()
	left := func(f casework.IdentityField) bool { return !slices.Contains(fields, f) }
	if left(casework.IdentityName) {
		out.Name, out.NativeName = "", ""
	}
	if left(casework.IdentityNationality) {
		out.Nationality, out.NationalityRaw = "", ""
	}
	if left(casework.IdentityDocument) {
		out.DocumentNumber = ""
	}
	if left(casework.IdentitySex) {
		out.Sex = ""
	}
	if left(casework.IdentityBirth) {
		out.Birth = birth.Date{}
	}
	return out
}
