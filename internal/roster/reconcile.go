package roster

import (
	"cmp"
	"fmt"
	"slices"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/spelling"
)

// UnknownNationality is the key in Reconciliation.Nationalities for rows without a known state.
const UnknownNationality = "unknown"

// Reconciliation compares a list with the totals that it states, and lists what a person must check.
// Each of Nationalities, Sexes, BirthDates, Documents and Minors adds up to Rows; Rows plus Unreadable
// is everyone on the list. It contains no names and no document numbers.
type Reconciliation struct {
	Rows       int     `json:"rows"`
	Unreadable int     `json:"unreadable"`
	LeftOut    int     `json:"left_out,omitempty"` // rows of which a person says that they become no case
	Claims     []Claim `json:"claims,omitempty"`
	// Difference is Rows plus Unreadable plus LeftOut minus List.ClaimedTotal; nil if the list states no total.
	Difference *int `json:"difference,omitempty"`

	Nationalities map[string]int          `json:"nationalities"` // by alpha-3 code, Stateless or UnknownNationality
	Sexes         map[person.Sex]int      `json:"sexes"`
	BirthDates    map[birth.Precision]int `json:"birth_dates"`
	Documents     map[string]int          `json:"documents"` // "number", "not_recognised" or an Absence
	Minors        MinorCount              `json:"minors"`

	AmbiguousBirthDates int               `json:"ambiguous_birth_dates"`
	Problems            map[flaw.Code]int `json:"problems,omitempty"` // of rows and of cells
	// Unresolved are the words for a nationality that are not resolved yet, the most common first; ""
	// for an empty cell.
	Unresolved []Spelling  `json:"unresolved,omitempty"`
	Duplicates []Duplicate `json:"duplicates,omitempty"`
}

// MinorCount counts people by Minor. Undated are those whose answer is MinorPossible only because they
// have no birth date.
type MinorCount struct {
	Yes      int `json:"yes"`
	Possible int `json:"possible"`
	No       int `json:"no"`
	Undated  int `json:"undated"`
}

// Spelling is a word as authors wrote it, with the number of its rows.
type Spelling struct {
	AsWritten string `json:"as_written"`
	Rows      int    `json:"rows"`
}

// Headline returns one line about how the list adds up, for a terminal or a log.
func (r Reconciliation) Headline() string {
	listed := r.Rows + r.Unreadable + r.LeftOut
	if r.Difference == nil {
		return fmt.Sprintf("the list does not say how many it has, rows are %d, %d of them unreadable", listed, r.Unreadable)
	}
	return fmt.Sprintf("the list says %d, rows are %d, %d of them unreadable", listed-*r.Difference, listed, r.Unreadable)
}

// Reconcile compares the rows of a list with its claims. asOf is the day of the list. It is called again when rows were
// answered: l then holds the rows as they are now.
func Reconcile(l List, claims []Claim, asOf civil.Date) Reconciliation {
	r := Reconciliation{
		Rows: len(l.Rows), Unreadable: len(l.Unreadable), Claims: claims,
		Nationalities: make(map[string]int), Sexes: make(map[person.Sex]int), BirthDates: make(map[birth.Precision]int),
		Documents: make(map[string]int),
	}
	if l.ClaimedTotal != nil {
		d := r.Rows + r.Unreadable - *l.ClaimedTotal
		r.Difference = &d
	}
	unresolved, problems := make(map[string]int), make(map[flaw.Code]int)
	for i := range l.Rows {
		row := &l.Rows[i]
		r.Nationalities[cmp.Or(row.Nationality.Code, UnknownNationality)]++
		if row.Nationality.Code == "" {
			unresolved[spelling.Display(row.Nationality.AsWritten)]++
		}
		r.Sexes[row.Sex]++
		r.BirthDates[row.BirthDate.Precision]++
		if row.BirthDate.Ambiguous() {
			r.AmbiguousBirthDates++
		}
		r.Documents[documentState(row.Document)]++
		r.Minors.add(row.BirthDate, asOf)
		for _, p := range row.Problems {
			problems[p]++
		}
	}
	for _, u := range l.Unreadable {
		problems[u.Problem]++
	}
	if len(problems) > 0 {
		r.Problems = problems
	}
	for s, n := range unresolved {
		r.Unresolved = append(r.Unresolved, Spelling{AsWritten: s, Rows: n})
	}
	slices.SortFunc(r.Unresolved, func(a, b Spelling) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.AsWritten, b.AsWritten))
	})
	r.Duplicates = duplicates(l.Rows)
	return r
}

func (m *MinorCount) add(b birth.Date, asOf civil.Date) {
	switch {
	case b.Precision == birth.PrecisionNone:
		m.Undated++
	case b.Minor(asOf) == birth.MinorYes:
		m.Yes++
	case b.Minor(asOf) == birth.MinorNo:
		m.No++
	default:
		m.Possible++
	}
}

func documentState(d person.Document) string {
	switch {
	case d.Clean != "":
		return "number"
	case d.Absent != "":
		return string(d.Absent)
	default:
		return "not_recognised"
	}
}
