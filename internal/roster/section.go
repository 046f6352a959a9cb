package roster

import (
	"regexp"
	"strings"
	"unicode"

	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// section is what a line between the rows, or above a table, says about everybody below it: "A. KENYAN NATIONALS", "MEN".
type section struct {
	state string // alpha-3 code, or person.Stateless; "" if it names none
	sex   person.Sex
}

var (
	// numeral is what stands before the name of a section: "A.", "(2)", "IV)".
	numeral = regexp.MustCompile(`^\(?(?:[a-zก-ฮ]|\d{1,2}|[ivx]{1,4})[.)]\s*`)
	// headcount is the number of people after it: "(12)", ": 12 persons".
	headcount = regexp.MustCompile(`[\s:(=\-–]+\d{1,5}\s*\D{0,12}\)?$`)
)

// sectionOf reads a line with a single cell. A state or a sex alone in the column of names may be a name, unless the list
// numbers its people.
func (v *Vocabulary) sectionOf(l layout, r table.Record) (section, bool) {
	if filledCells(r) != 1 || v.numbered(l, r) {
		return section{}, false
	}
	at := 0
	for strings.TrimSpace(r.Cells[at]) == "" {
		at++
	}
	_, numbers := l.at[FieldRowNumber]
	if at < len(l.columns) && l.columns[at].Field.isName() && !numbers {
		return section{}, false
	}
	return v.sectionText(r.Cells[at])
}

// sectionText reads the text of a section.
func (v *Vocabulary) sectionText(text string) (section, bool) {
	s := headcount.ReplaceAllString(numeral.ReplaceAllString(spelling.Plain(text), ""), "")
	if len(s) < 3 || !strings.ContainsFunc(s, unicode.IsLetter) {
		return section{}, false
	}
	if sex, problem := v.people.Sex(s); problem == "" && sex != person.UnknownSex {
		return section{sex: sex}, true
	}
	n, problem := v.people.Nationality(s)
	if problem != "" || n.Code == "" || v.people.Knows(strings.ToUpper(s)) {
		return section{}, false
	}
	return section{state: n.Code}, true
}

// titleSection reads the section in the last line above a table, in the columns of the table.
func (v *Vocabulary) titleSection(titles []table.Record, from, to int, last bool) section {
	if len(titles) == 0 {
		return section{}
	}
	r, ok := titles[len(titles)-1].Segment(from, to, last)
	if !ok || filledCells(r) != 1 {
		return section{}
	}
	s, _ := v.sectionText(strings.Join(r.Cells, ""))
	return s
}

// apply sets the state and the sex of the section in a row that has none of its own.
func (s section) apply(l layout, r *Row) {
	if s.state != "" && r.Nationality.Code == "" && len(r.Nationality.Candidates) == 0 && spelling.Plain(r.Nationality.AsWritten) == "" {
		r.Nationality = person.Nationality{Code: s.state, FromSection: true}
	}
	if _, own := l.at[FieldSex]; s.sex != "" && !own && r.Sex == person.UnknownSex {
		r.Sex = s.sex
	}
	if s.state != "" && r.Nationality.Code != "" && r.Nationality.Code != s.state && !r.Nationality.FromList {
		r.Nationality.Add(person.Nationality{Code: r.Nationality.Code})
		r.Nationality.Add(person.Nationality{Code: s.state})
		r.Nationality.Code = ""
		r.note(flaw.ColumnsDisagree)
	}
}
