package doubt

import (
	"slices"
	"strings"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
)

// Words read the texts of a person's answer. A roster.Vocabulary is one.
type Words interface {
	// Take returns a row with the cell of another column in place of what was read, and what is not clear in it.
	Take(row roster.Row, o roster.Other) (roster.Row, flaw.Code)
	// KnowsState reports whether code is of a state, or of no state.
	KnowsState(code string) bool
	// Document reads the number of a document.
	Document(text, nationality string) (person.Document, flaw.Code)
}

// MaxValue is the longest value or reason of an answer, in bytes.
const MaxValue = 500

// With returns the answers with one more: it replaces an earlier one to the same problem. A withdrawal removes it.
func With(answers []Answer, a Answer) []Answer {
	out := slices.DeleteFunc(slices.Clone(answers), func(b Answer) bool { return b.Problem == a.Problem })
	if a.Choice == Withdraw {
		return out
	}
	return append(out, a)
}

// Apply returns a row after its answers. read is the row as it was read, asOf the day of the list. The error is
// fault.Invalid if an answer does not fit its doubt, without any text of the row.
func Apply(w Words, read roster.Row, answers []Answer, asOf civil.Date) (Answered, error) {
	out := Answered{Row: read, Answers: answers}
	out.Row.Problems = slices.Clone(read.Problems)
	for _, a := range answers {
		if len(a.Value)+len(a.Reason) > MaxValue {
			return out, fault.New(fault.Invalid, "the answer is too long")
		}
		if a.Problem == flaw.MaybeTwice && a.Choice == AsRead && strings.TrimSpace(a.Reason) == "" {
			return out, fault.New(fault.Invalid, "a row that looks like another one is opened for a reason; write it")
		}
		if a.Choice == LeaveOut {
			out.LeftOut = true
			continue
		}
		if err := out.apply(w, a, asOf); err != nil {
			return out, err
		}
		out.Row.Problems = slices.DeleteFunc(out.Row.Problems, func(p flaw.Code) bool { return p == a.Problem })
	}
	return out, nil
}

func (x *Answered) apply(w Words, a Answer, asOf civil.Date) error {
	d := About(x.Row, a.Problem)
	switch a.Choice {
	case Reading:
		if a.Reading < 1 || a.Reading > len(d.Readings) {
			return fault.New(fault.Invalid, "the doubt has no reading of this number")
		}
		x.mean(d.Readings[a.Reading-1])
	case Column:
		if a.Column < 1 || a.Column > len(d.Columns) {
			return fault.New(fault.Invalid, "the doubt has no column of this number")
		}
		row, problem := w.Take(x.Row, d.Columns[a.Column-1])
		if problem != "" {
			return fault.New(fault.Invalid, "the cell of that column is not clear either; answer with a value")
		}
		x.Row = row
	case Value:
		return x.value(w, a, asOf)
	case AsRead, LeaveOut, Withdraw: // they change no value
	}
	return nil
}

// mean leaves one meaning.
func (x *Answered) mean(m Meaning) {
	if m.Born != nil {
		x.Row.BirthDate.Readings = []birth.Reading{*m.Born}
		return
	}
	x.Row.Nationality.Code, x.Row.Nationality.Candidates = m.State, nil
}

// value sets what a person knows.
func (x *Answered) value(w Words, a Answer, asOf civil.Date) error {
	text := strings.TrimSpace(a.Value)
	switch subjectOf(a.Problem) {
	case ofBirth:
		return x.born(text, asOf)
	case ofNationality:
		if !w.KnowsState(text) {
			return fault.New(fault.Invalid, "a nationality is written as the three letters of ISO 3166-1, or XXA for none")
		}
		x.Row.Nationality.Code, x.Row.Nationality.Candidates = text, nil
	case ofSex:
		sex := person.Sex(text)
		if sex != person.Female && sex != person.Male && sex != person.UnknownSex {
			return fault.New(fault.Invalid, "a sex is written as female, male or unknown")
		}
		x.Row.Sex = sex
	case ofDocument:
		d, problem := w.Document(text, x.Row.Nationality.Code)
		if problem != "" || d.Clean == "" {
			return fault.New(fault.Invalid, "a number of a document has 5 to 20 Latin letters and digits")
		}
		x.Row.Document = d
	case ofName:
		if text == "" {
			return fault.New(fault.Invalid, "a name is missing")
		}
		x.Row.Name = person.NewName(text)
	default:
		return fault.New(fault.Invalid, "this doubt is not answered with a value")
	}
	return nil
}

// maxAge is the greatest age of a living person, in years.
const maxAge = 120

// born sets a birth date, written as 2009-03-12, or as 2009 if only the year is known.
func (x *Answered) born(text string, asOf civil.Date) error {
	precision := birth.PrecisionDay
	from, to := text, text
	if len(text) == len("2009") {
		precision, from, to = birth.PrecisionYear, text+"-01-01", text+"-12-31"
	}
	first, err := civil.ParseDate(from)
	last, also := civil.ParseDate(to)
	if err != nil || also != nil {
		return fault.New(fault.Invalid, "a birth date is written as 2009-03-12, or as 2009, in the Gregorian calendar")
	}
	if first.Compare(asOf) > 0 || asOf.Year-first.Year > maxAge {
		return fault.New(fault.Invalid, "the birth date is after the day of the list, or more than 120 years before it")
	}
	if last.Compare(asOf) > 0 {
		last = asOf
	}
	x.Row.BirthDate.Precision = precision
	x.Row.BirthDate.Readings = []birth.Reading{{From: first, To: last, Calendar: birth.Gregorian}}
	return nil
}
