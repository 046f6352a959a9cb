package api

import (
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/wire"
)

// personView shows what is known of a person, field by field.
func personView(p *record.Person, seen request.Visibility) wire.Person {
	v := wire.Person{}
	if p == nil {
		return v
	}
	if seen.Reveal(policy.TravelCard) {
		v = travelCard(p)
	}
	// What is not there is not shown, and not noted as seen.
	if p.NativeName+p.NationalityRaw+p.Languages+p.Birth.AsWritten != "" && seen.Reveal(policy.Identity) {
		v.NativeName, v.NationalityAsWritten, v.Languages = p.NativeName, p.NationalityRaw, splitWords(p.Languages)
		v.Birth.AsWritten = p.Birth.AsWritten
	}
	if p.Phone+p.Place != "" && seen.Reveal(policy.Contact) {
		v.Phone, v.Place = p.Phone, p.Place
	}
	if p.Remark != "" && seen.Reveal(policy.Narrative) {
		v.Remark = p.Remark
	}
	return v
}

// travelCard is what a seat, a ticket and a manifest are made of.
func travelCard(p *record.Person) wire.Person {
	if p == nil {
		return wire.Person{}
	}
	return wire.Person{
		Name: p.Name, Sex: sexLetter(p.Sex), Nationality: p.Nationality, DocumentNumber: p.DocumentNumber,
		Birth: wire.Birth{Date: birthText(p.Birth), Precision: string(p.Birth.Precision)},
	}
}

// documentViews shows travel documents to those who have to read them.
func documentViews(documents []record.Document) []wire.Document {
	var out []wire.Document
	for _, d := range documents {
		out = append(out, wire.Document{
			Ref: d.Ref, Type: d.Type, Number: d.Number, Mrz: d.MRZ, ExpiresAt: utc(d.ExpiresAt), Hash: d.Hash, RecordedAt: stamp(d.At),
		})
	}
	return out
}

// rowPerson shows a row of a list as it was read. Whoever may see the rows sees all of them.
func rowPerson(r *roster.Row) wire.Person {
	if r == nil {
		return wire.Person{}
	}
	return wire.Person{
		Name: r.Name.Display, NativeName: r.NativeName.Display, Nationality: r.Nationality.Code, Sex: sexLetter(r.Sex),
		NationalityAsWritten: r.Nationality.AsWritten, DocumentNumber: r.Document.Clean, Phone: r.Phone, Place: r.Place,
		Birth: wire.Birth{Date: birthText(r.BirthDate), Precision: string(r.BirthDate.Precision), AsWritten: r.BirthDate.AsWritten},
	}
}

// sexLetter is a sex as ICAO 9303 has it; "" when it is not known.
func sexLetter(sex roster.Sex) string {
	switch sex {
	case roster.Female:
		return "F"
	case roster.Male:
		return "M"
	default:
		return ""
	}
}

// birthText is a date of birth as exact as it is known; "" when it can be read in more than
// one way, which the words as written then show.
func birthText(b roster.BirthDate) string {
	if len(b.Readings) != 1 {
		return ""
	}
	day := b.Readings[0].From.String()
	switch b.Precision {
	case roster.PrecisionDay:
		return day
	case roster.PrecisionMonth:
		return day[:len("2006-01")]
	default:
		return day[:len("2006")]
	}
}
