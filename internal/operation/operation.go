package operation

import (
	"time"

	"example.org/homeward/internal/casework"
)

// State is the state of an operation.
type State string

// The states. A closed operation accepts no further lists; its cases continue.
const (
	Running State = "running"
	Paused  State = "paused"
	Closed  State = "closed"
)

// Operation is the state of the workflow Rescue. It is a value: Accept returns the next one and does not
// change the old one.
type Operation struct {
	Ref       casework.Ref     `json:"ref"`
	Seq       int64            `json:"seq"` // counts the changes, from 1
	State     State            `json:"state"`
	Host      casework.Country `json:"host"`
	Custodian string           `json:"custodian,omitempty"` // a value of the fact "custodian"; "" if it is not known
	OpenedAt  time.Time        `json:"opened_at"`
	Pause     *casework.Pause  `json:"pause,omitempty"`
	Lists     []casework.Ref   `json:"lists,omitempty"`     // confirmed, in that order
	Proposals []Proposal       `json:"proposals,omitempty"` // the lists that wait for a second person
	Resume    *Resuming        `json:"resume,omitempty"`    // the wish to resume that waits for a second person
	Jobs      []Job            `json:"jobs,omitempty"`      // the remaining jobs, in order
	Settled   []KeyAnswer      `json:"settled,omitempty"`
}

// JobKind is the kind of a job.
type JobKind string

// The kinds of jobs.
const (
	OpenCases JobKind = "open_cases" // one case for each row of a list
	TellCases JobKind = "tell_cases" // report an event to every case
)

// Job is work on many cases that continues after the command was answered. It is data, so that it
// survives a crash and a continue-as-new.
type Job struct {
	Kind JobKind        `json:"kind"`
	Key  casework.Key   `json:"key"` // of the command that started it
	By   casework.Actor `json:"by"`

	// For opening: Rows rows will become cases, and the first Next of them are done.
	List casework.Ref `json:"list,omitempty"`
	Rows int          `json:"rows,omitempty"`
	Next int          `json:"next,omitempty"`

	// For reporting: every case with a reference greater than After still needs the report.
	Event casework.Event `json:"event,omitempty"`
	Cause casework.Cause `json:"cause,omitempty"`
	After casework.Ref   `json:"after,omitempty"`
}

// Job returns the place of the next job that can continue: a paused operation opens no cases, but it
// still sends reports to them.
func (o Operation) Job() (int, bool) {
	for i, j := range o.Jobs {
		if j.Kind == TellCases || o.State != Paused {
			return i, true
		}
	}
	return 0, false
}

// KeyAnswer is the first answer to a key.
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
