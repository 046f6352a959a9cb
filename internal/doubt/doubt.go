package doubt

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
)

// Doubt is a question about a row.
type Doubt struct {
	Problem  flaw.Code
	Choices  []Choice // how it can be answered
	Readings []Meaning
	Columns  []roster.Other
	Twins    []Twin // of MaybeTwice
}

// Twin is another line of the list, or an open case, that may be about the same person.
type Twin struct {
	Line    int          // 0 for a case
	Case    casework.Ref // "" for a line
	Because roster.MatchReason
}

// Meaning is one reading of a doubt: of a birth, or the code of a state.
type Meaning struct {
	Born  *birth.Reading
	State string
}

// subject is what a doubt is about.
type subject string

const (
	ofBirth       subject = "birth"
	ofNationality subject = "nationality"
	ofSex         subject = "sex"
	ofDocument    subject = "document"
	ofName        subject = "name"
	ofColumns     subject = "columns" // a nationality or a document in two columns
	ofRow         subject = "row"     // whether it is about a person who becomes a case
)

// subjectOf returns the subject of a doubt. A problem that is not here is of the whole row.
func subjectOf(p flaw.Code) subject {
	switch p {
	case flaw.BirthDateAmbiguous, flaw.BirthDateNotRecognised, flaw.AgeNotRecognised, flaw.AgeContradictsBirthDate:
		return ofBirth
	case flaw.NationalityNotRecognised, flaw.NationalityAmbiguous, flaw.PeopleNotState:
		return ofNationality
	case flaw.ColumnsDisagree, flaw.OtherColumnOnly:
		return ofColumns
	case flaw.SexNotRecognised:
		return ofSex
	case flaw.DocumentNotRecognised, flaw.DigitsLost:
		return ofDocument
	case flaw.NameMissing:
		return ofName
	default:
		return ofRow
	}
}

// About returns the doubt of a problem of a row.
func About(r roster.Row, p flaw.Code) Doubt {
	d := Doubt{Problem: p}
	of := subjectOf(p)
	switch of {
	case ofBirth:
		for i := range r.BirthDate.Readings {
			d.Readings = append(d.Readings, Meaning{Born: &r.BirthDate.Readings[i]})
		}
	case ofNationality, ofColumns:
		for _, code := range r.Nationality.Candidates {
			d.Readings = append(d.Readings, Meaning{State: code})
		}
	case ofSex, ofDocument, ofName, ofRow: // they have no readings
	}
	for _, o := range r.Others {
		if of == ofNationality && o.Field == roster.FieldNationality || of == ofDocument && o.Field == roster.FieldDocument ||
			of == ofColumns && (o.Field == roster.FieldNationality || o.Field == roster.FieldDocument) {
			d.Columns = append(d.Columns, o)
		}
	}
	d.Choices = choices(of, d)
	return d
}

func choices(of subject, d Doubt) []Choice {
	var out []Choice
	if len(d.Readings) > 0 {
		out = append(out, Reading)
	}
	if len(d.Columns) > 0 {
		out = append(out, Column)
	}
	if of != ofRow && of != ofColumns {
		out = append(out, Value)
	}
	if d.Problem != flaw.BirthDateAmbiguous && d.Problem != flaw.AgeContradictsBirthDate {
		out = append(out, AsRead)
	}
	return append(out, LeaveOut)
}

// Unread returns the doubt about a row that was kept and is not opened, unless a person says so. read is true if its
// cells were recognised.
func Unread(p flaw.Code, read bool) Doubt {
	if read {
		return Doubt{Problem: p, Choices: []Choice{AsRead, LeaveOut}}
	}
	return Doubt{Problem: p, Choices: []Choice{LeaveOut}}
}

// Allows reports whether a doubt can be answered so.
func (d Doubt) Allows(c Choice) bool { return c == Withdraw || slices.Contains(d.Choices, c) }
