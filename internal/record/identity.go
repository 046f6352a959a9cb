package record

import (
	"time"

	"example.org/homeward/internal/casework"
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
