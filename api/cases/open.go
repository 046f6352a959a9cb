package cases

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/wire"
)

func (h handlers) open(ctx context.Context, p wire.OpenCaseParams, body wire.OpenCaseJSONRequestBody) (act.Receipt, error) {
	birth := body.Person.Birth
	return h.do.OpenCase(ctx, p.IdempotencyKey, cases.Opening{
		Corridor: body.Corridor, Version: body.CorridorVersion, Host: body.Host, Origin: body.Origin, Custodian: string(body.Custodian),
		ToldOfPurpose: string(body.ToldOfPurpose), Age: string(body.Age), Operation: body.Operation, Person: registered(body.Person),
		Birth: cases.Birth{Date: birth.Date, AsWritten: birth.AsWritten, Estimated: birth.Precision == wire.Age}, Words: body.Words, Despite: body.Despite,
	})
}

// registered returns the data that a survivor is registered with, without the birth.
func registered(p wire.PersonInput) record.Person {
	out := record.Person{
		Name: p.Name, NativeName: p.NativeName, Nationality: string(p.Nationality), DocumentNumber: p.DocumentNumber,
		Languages: encode.JoinWords(p.Languages), Phone: p.Phone, Place: p.Place, Remark: p.Remark,
	}
	switch p.Sex {
	case wire.F:
		out.Sex = person.Female
	case wire.M:
		out.Sex = person.Male
	case wire.X:
		out.Sex = person.UnknownSex
	}
	return out
}
