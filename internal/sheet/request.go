package sheet

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Request is one request as the officer who answers it may know it. A value that the officer may not see
// is absent, so that no rule reveals it.
type Request struct {
	Case casework.Ref
	Task casework.Task
	Open bool // the task is open at the officer's own desk

	Child    bool // known or presumed to be a child
	Young    bool // her birth date leaves open whether she is of age
	Deceased bool
	Still    bool // the whole case is paused

	Origin      casework.Country // the state that the corridor returns her to; "" for any
	Nationality casework.Country // as it is on record; "" if it is not known
	Facts       []casework.Fact
	Answers     []Answered
	Papers      []Paper
	Holds       int // orders of authorities that keep her in the host state

	Seen Seen
}

// Answered is the answer to a step, and whether it is still valid.
type Answered struct {
	Step    casework.Step
	Outcome casework.Outcome
	Holds   bool
}

// Paper is a document of the person.
type Paper struct {
	At        time.Time // when it was recorded
	ExpiresAt *time.Time
}

// Seen is what an officer saw of a request, and when.
type Seen struct {
	Version int64
	At      time.Time
}
