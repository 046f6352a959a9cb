package roster

import (
	"slices"

	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
)

// Take returns a row with the cell of another column in place of what was read for its field, and the flaw of that
// cell, "" if it is clear. The cell that was chosen before is kept among Others. Only nationalities and documents are in two columns.
func (v *Vocabulary) Take(row Row, o Other) (Row, flaw.Code) {
	row.Others = slices.Clone(row.Others)
	at := slices.Index(row.Others, o)
	before := Other{Field: o.Field}
	var problem flaw.Code
	switch o.Field {
	case FieldNationality:
		before.AsWritten = row.Nationality.AsWritten
		if row.Nationality, problem = v.people.Nationality(o.AsWritten); problem == "" && row.Nationality.Code == "" {
			problem = flaw.NationalityNotRecognised
		}
	case FieldDocument:
		before.AsWritten = row.Document.AsWritten
		row.Document, problem = v.people.Document(o.AsWritten, row.Nationality.Code)
	default:
		return row, flaw.OtherColumnOnly
	}
	if at >= 0 {
		row.Others[at] = before
	}
	return row, problem
}

// KnowsState reports whether code is an ISO 3166-1 alpha-3 code, or person.Stateless.
func (v *Vocabulary) KnowsState(code string) bool { return v.people.Knows(code) }

// Document reads the number of a document, as in a list; see person.Vocabulary.Document.
func (v *Vocabulary) Document(text, nationality string) (person.Document, flaw.Code) {
	return v.people.Document(text, nationality)
}
