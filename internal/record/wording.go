package record

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Wording names one wording of a text of the pages: the key of the text, its language (ISO 639) and, for a
// text with plural forms, the form; "" for one without.
type Wording struct {
	Language string
	Key      string
	Form     string
}

// WordingState is how far a proposed wording is.
type WordingState string

// The states.
const (
	WordingOpen     WordingState = "open"
	WordingTaken    WordingState = "taken"
	WordingDeclined WordingState = "not_taken"
)

// WordingProposal is a better wording that a reader of the pages proposes. Text and Note are what the
// reader wrote. Compared is a fingerprint of the English and the present wording that the reader saw, in
// 16 hexadecimal digits, and Release the release that showed them.
type WordingProposal struct {
	Wording

	ID         string
	Account    casework.AccountID
	Desk       casework.DeskID
	Text       string
	Note       string
	Compared   string
	Release    string
	At         time.Time
	State      WordingState
	AnsweredAt *time.Time // nil while it is open
}

// WordingFilter limits a list of proposals. A zero field does not limit it.
type WordingFilter struct {
	Account  casework.AccountID
	Language string
	Key      string
	Form     *string
	Open     bool // those that are not answered
}

// MaxWordings is how many proposals one list has.
const MaxWordings = 1000
