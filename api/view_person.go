package api

import (
	"example.org/homeward/api/encode"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/wire"
)

// rowPerson shows a row of a list as it was read. Whoever may see the rows sees all of them.
func rowPerson(r *roster.Row) wire.Person {
	if r == nil {
		return wire.Person{}
	}
	return wire.Person{
		Name: r.Name.Display, NativeName: r.NativeName.Display, Nationality: r.Nationality.Code, Sex: encode.Sex(r.Sex),
		NationalityAsWritten: r.Nationality.AsWritten, DocumentNumber: r.Document.Clean, Phone: r.Phone, Place: r.Place,
		Birth: encode.Birth(r.BirthDate),
	}
}
