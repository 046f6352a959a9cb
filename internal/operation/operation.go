package operation

import (
	"time"

	"example.org/homeward/internal/casework"
)

// State is whether an operation runs.
type State string

// The states. A closed operation takes no further lists; its cases go on without it.
const (
	Running State = "running"
	Paused  State = "paused"
	Closed  State = "closed"
)

// Operation is all that the Rescue workflow carries. It is a value: Accept gives the next
// one and leaves the old one as it was.
type Operation struct {
	Ref       casework.Ref     `json:"ref"`
	Seq       int64            `json:"seq"` // counts the changes, from 1
	State     State            `json:"state"`
	Host      casework.Country `json:"host"`
	Custodian string           `json:"custodian,omitempty"` // a value of the fact "custodian"; "" while it is not known
	OpenedAt  time.Time        `json:"opened_at"`
	Pause     *casework.Pause  `json:"pause,omitempty"`
	Lists     []casework.Ref   `json:"lists,omitempty"`     // confirmed, in that order
	Proposals []Proposal       `json:"proposals,omitempty"` // what waits for a second person
	Jobs      []Job            `json:"jobs,omitempty"`      // what is still to be done, in order
	Settled   []KeyAnswer      `json:"settled,omitempty"`
}

// JobKind is what a job does to many cases.
type JobKind string

// The kinds of jobs.
const (
	OpenCases JobKind = "open_cases" // one case for each row of a list
	TellCases JobKind = "tell_cases" // report an event to every case
)

// Job is work on many cases that goes on after the command was answered. It is data, so
// that it survives a crash and a continue-as-new.
type Job struct {
	Kind JobKind        `json:"kind"`
	Key  casework.Key   `json:"key"` // of the command that ordered it
	By   casework.Actor `json:"by"`

	// Of opening: Rows are to become cases, and the first Next of them have been seen to.
	List casework.Ref `json:"list,omitempty"`
	Rows int          `json:"rows,omitempty"`
	Next int          `json:"next,omitempty"`

	// Of reporting: every case after the reference After still needs the report.
	Event casework.Event `json:"event,omitempty"`
	Cause casework.Cause `json:"cause,omitempty"`
	After casework.Ref   `json:"after,omitempty"`
}

// Job returns the place of the next job that can go on: a paused operation opens no cases, but it still
// sends them reports.
func (o Operation) Job() (int, bool) {
	for i, j := range o.Jobs {
		if j.Kind == TellCases || o.State != Paused {
			return i, true
		}
	}
	return 0, false
}

// KeyAnswer remembers what a key was answered with.
type KeyAnswer struct {
	Key    casework.Key `json:"key"`
	Answer Answer       `json:"answer"`
}

// Known returns the first answer to a key, marked as repeated.
func (o Operation) Known(key casework.Key) (Answer, bool) {
	for _, k := range o.Settled {
		if k.Key == key {
			k.Answer.Repeated = true
			return k.Answer, true
		}
	}
	return Answer{}, false
}
