package visible

import (
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// Person returns what the caller sees of a person. Empty fields are not noted as shown.
func Person(p *record.Person, seen request.Visibility) record.Person {
	var out record.Person
	if p == nil {
		return out
	}
	if seen.Reveal(policy.TravelCard) {
		out = TravelCard(p)
	}
	if p.NativeName+p.NationalityRaw+p.Languages+p.Birth.AsWritten != "" && seen.Reveal(policy.Identity) {
		out.NativeName, out.NationalityRaw, out.Languages, out.Birth.AsWritten = p.NativeName, p.NationalityRaw, p.Languages, p.Birth.AsWritten
	}
	if p.Phone+p.Place != "" && seen.Reveal(policy.Contact) {
		out.Phone, out.Place = p.Phone, p.Place
	}
	if p.Remark != "" && seen.Reveal(policy.Narrative) {
		out.Remark = p.Remark
	}
	return out
}

// TravelCard returns the fields that seats, tickets and manifests need.
func TravelCard(p *record.Person) record.Person {
	if p == nil {
		return record.Person{}
	}
	out := record.Person{Name: p.Name, Sex: p.Sex, Nationality: p.Nationality, DocumentNumber: p.DocumentNumber, Birth: p.Birth}
	out.Birth.AsWritten = ""
	return out
}
