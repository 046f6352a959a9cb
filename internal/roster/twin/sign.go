package twin

import (
	"slices"

	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/naming"
	"example.org/homeward/internal/roster/person"
)

// Sign is something that speaks for two records being about one person.
type Sign string

// The signs, the strongest first.
const (
	SameDocument  Sign = "document"       // the same number, as cleaned
	AlikeDocument Sign = "document_alike" // the same number if letters and digits that look alike are one: O and 0, I and 1, B and 8, S and 5
	SameName      Sign = "name"           // every part of the name, in any order, joined or split, without titles
	AlikeName     Sign = "name_alike"     // two parts of the name or more
	SameBirth     Sign = "birth_date"     // a common day among all readings, also with day and month exchanged
	SameYear      Sign = "birth_year"     // births that may be the same, of which at least one is not known to the day
	SamePhone     Sign = "phone"          // a telephone number in common; families share them
)

// Record is what is compared of one record. The zero value is compared with nothing.
type Record struct {
	Names    []naming.Name // one for each name on record: as written, and in the person's own script
	Birth    birth.Date
	Document string // as written
	Phone    string // as written
}

// Of returns the record of what was written.
func Of(name, native string, born birth.Date, document, phone string) Record {
	r := Record{Birth: born, Document: document, Phone: phone}
	for _, text := range []string{name, native} {
		if n := naming.Read(text); n.Words > 0 {
			r.Names = append(r.Names, n)
		}
	}
	return r
}

// Between returns what speaks for two records being about one person, the strongest first; nil if it is not enough
// to ask a person. It is enough if the documents match; if the names are alike and a birth date matches; if the whole
// names match, one of the births is not known to the day, and the births do not contradict each other; or if the names are
// alike and a telephone number matches, and the births do not contradict each other.
func Between(a, b Record) []Sign {
	var out []Sign
	add := func(s Sign) {
		if s != "" {
			out = append(out, s)
		}
	}
	document, name, born := documents(a.Document, b.Document), names(a.Names, b.Names), births(a.Birth, b.Birth)
	phone := phones(a.Phone, b.Phone)
	add(document)
	add(name)
	add(born)
	add(phone)
	differ := born == "" && known(a.Birth) && known(b.Birth)
	switch {
	case document != "":
	case name != "" && born == SameBirth:
	case name == SameName && !differ && (born == SameYear || !known(a.Birth) || !known(b.Birth)):
	case name != "" && phone != "" && !differ:
	default:
		return nil
	}
	return out
}

func documents(a, b string) Sign {
	keyA, keyB := person.AlikeDocumentKey(a), person.AlikeDocumentKey(b)
	switch {
	case keyA == "" || keyA != keyB:
		return ""
	case person.CleanNumber(a) == person.CleanNumber(b):
		return SameDocument
	default:
		return AlikeDocument
	}
}

func names(a, b []naming.Name) Sign {
	out := Sign("")
	for _, x := range a {
		for _, y := range b {
			switch l := naming.Compare(x, y); {
			case l.Same:
				return SameName
			case l.Alike():
				out = AlikeName
			}
		}
	}
	return out
}

func phones(a, b string) Sign {
	other := person.PhoneKeys(b)
	for _, key := range person.PhoneKeys(a) {
		if slices.Contains(other, key) {
			return SamePhone
		}
	}
	return ""
}
