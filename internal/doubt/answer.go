package doubt

import (
	"slices"

	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
)

// Choice is the kind of an answer. Clients may rely on the codes.
type Choice string

// The choices.
const (
	Reading  Choice = "reading"   // one of the readings that the doubt lists
	Column   Choice = "column"    // the cell of another column that the doubt lists
	Value    Choice = "value"     // a value that the person knows
	AsRead   Choice = "as_read"   // the row stands as it was read, and opens a case
	LeaveOut Choice = "leave_out" // the row opens no case
	Withdraw Choice = "withdraw"  // no answer any more: the doubt is open again
)

// Choices lists every choice.
func Choices() []Choice { return []Choice{Reading, Column, Value, AsRead, LeaveOut, Withdraw} }

// Answer is what a person says about one doubt of a row.
type Answer struct {
	Problem flaw.Code `json:"problem"`
	Choice  Choice    `json:"choice"`
	Reading int       `json:"reading,omitempty"` // from 1, as the doubt lists them
	Column  int       `json:"column,omitempty"`  // from 1, as the doubt lists them
	Value   string    `json:"value,omitempty"`
	Reason  string    `json:"reason,omitempty"` // why a row is opened that looks like another one
	Number  int       `json:"number,omitempty"` // of the answers of the list, from 1; it says who answered, and when
}

// Answered is a row after all its answers.
type Answered struct {
	Row     roster.Row `json:"row"`
	Answers []Answer   `json:"answers"`
	LeftOut bool       `json:"left_out,omitempty"`
}

// Of lists the doubts of a row that was read, in the order of its problems.
func Of(r roster.Row) []Doubt {
	var out []Doubt
	for _, p := range Problems(r) {
		out = append(out, About(r, p))
	}
	return out
}

// Problems returns the codes of the doubts of a row.
func Problems(r roster.Row) []flaw.Code {
	out := slices.Clone(r.Problems)
	if r.BirthDate.Ambiguous() && !slices.Contains(out, flaw.AgeContradictsBirthDate) {
		out = append(out, flaw.BirthDateAmbiguous)
	}
	return out
}
