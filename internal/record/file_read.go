package record

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/reading"
)

// FileRead is that an account reads the file of a case which the work of its desk does not explain.
type FileRead struct {
	By    casework.Actor
	Case  casework.Ref
	Limit reading.Limit
	// Review is the reference that a review gets if one begins now, and To the desk whose data protection officer
	// is notified.
	Review casework.Ref
	To     casework.Actor // only Desk and Agency
	// Corridor and Version are those of the case; the offices above To are found by them.
	Corridor string
	Version  int
}

// ReadingReview is that an account has read as many files of one group as its limit and asked for another one, with
// the explanation of the officer and the answer of the data protection officer.
type ReadingReview struct {
	Ref    casework.Ref
	By     casework.Actor // who read
	To     casework.Actor // Desk and Agency of the data protection officer
	Group  reading.Group
	Value  string // the state of origin as ISO 3166-1 alpha-3 ("" for none), or the reference of the operation
	Window time.Duration
	Files  int // that were read in the window when it began
	State  reading.State
	At     time.Time // when it began

	Explanation string // as written; "" until it is explained, or if its key is destroyed
	ExplainedAt *time.Time
	AnsweredAt  *time.Time
	Answered    *casework.Actor // who accepted or rejected it last
}

// ReadingExplanation is the explanation of a review by its own account.
type ReadingExplanation struct {
	Ref  casework.Ref
	Text string
	Key  casework.Key // of the request
}

// ReadingAnswer is the answer of a data protection officer: accepted or rejected.
type ReadingAnswer struct {
	Ref   casework.Ref
	State reading.State
	By    casework.Actor
}
