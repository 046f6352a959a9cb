package encode

import (
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/wire"
)

// Person is a person, with the fields that the caller may see.
func Person(p record.Person) wire.Person {
	return wire.Person{
		Name: p.Name, NativeName: p.NativeName, Sex: Sex(p.Sex), Nationality: p.Nationality, NationalityAsWritten: p.NationalityRaw,
		DocumentNumber: p.DocumentNumber, Languages: Words(p.Languages), Phone: p.Phone, Place: p.Place, Remark: p.Remark, Birth: Birth(p.Birth),
	}
}

// Birth is a date of birth, as exact as it is known. Its Date is "" if it can be read in more than one
// way; the text as written then shows it.
func Birth(b birth.Date) wire.Birth {
	v := wire.Birth{Precision: string(b.Precision), AsWritten: b.AsWritten}
	if len(b.Readings) != 1 {
		return v
	}
	v.Date = b.Readings[0].From.String()
	switch b.Precision {
	case birth.PrecisionDay:
	case birth.PrecisionMonth:
		v.Date = v.Date[:len("2006-01")]
	default:
		v.Date = v.Date[:len("2006")]
	}
	return v
}

// Sex is a sex as in ICAO 9303; "" if it is not known.
func Sex(sex person.Sex) string {
	switch sex {
	case person.Female:
		return "F"
	case person.Male:
		return "M"
	default:
		return ""
	}
}

// Documents are travel documents.
func Documents(documents []record.Document) []wire.Document {
	var out []wire.Document
	for _, d := range documents {
		out = append(out, wire.Document{
			Ref: d.Ref, Type: d.Type, Number: d.Number, Mrz: d.MRZ, ExpiresAt: Time(d.ExpiresAt), Hash: d.Hash, RecordedAt: Stamp(d.At),
		})
	}
	return out
}
