package record

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/roster"
)

// ListAnswer is one answer of a person to a doubt of a list: codes, counts, who and when, class B. The value that was
// chosen is sealed in each row that it changed.
type ListAnswer struct {
	List    casework.Ref
	Number  int    // among the answers of the list, from 1
	Problem string // the doubt
	Choice  doubt.Choice
	Rows    int // that it changed
	At      time.Time
	By      casework.Actor
	Key     casework.Key
	// Hash is of the request and of the key that its client chose, so that a key is not used for two requests. That
	// key is not stored, so the hash cannot be compared with guesses.
	Hash string
}

// ListAnswers is one page of answers, the newest first.
type ListAnswers struct {
	Rows []ListAnswer
	Next *Cursor
}

// ListLine is a line of a list that a person may answer about: class C and F.
type ListLine struct {
	Line  int
	State ListRowState
	Read  *roster.Row // as it was read; nil if it was not
	Was   string      // the problem of a line that was kept and not opened; "" for one that was read
	Now   *doubt.Answered
	Codes []string // its open doubts
}

// ListLines is a list before a person's answer.
type ListLines struct {
	Number       int        // of the answer, from 1
	AsOf         civil.Date // the day of the list
	ClaimedTotal *int
	Claims       []roster.Claim
	Lines        []ListLine // in order; without the lines that are not about a person
}

// ListDecision is what an answer changes.
type ListDecision struct {
	Rows           int        // that the answer is about
	Changed        []ListLine // all lines that are stored again, also if only what is in doubt about them changes
	Reconciliation roster.Reconciliation
}
