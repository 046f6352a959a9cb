package erasure

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
)

// Kind is what a command asks of an erasure.
type Kind string

// The kinds. KindRequest opens an erasure, KindApprove and KindRefuse are Updates of its
// workflow by the same name; the last four are the workflow's own.
const (
	KindRequest Kind = "request"
	KindApprove Kind = "approve"
	KindRefuse  Kind = "refuse"
	// KindAnswer is a receiver's answer to the request to delete its copy; an Update by the same name.
	KindAnswer Kind = "answer"

	KindHalt  Kind = "halt"  // a condition that was met at the approval is no longer met
	KindStuck Kind = "stuck" // a step was refused and will be tried again
	KindDone  Kind = "done"  // the key and the data are destroyed
	KindTick  Kind = "tick"  // time has passed while receivers have not answered
)

// UpdateKinds lists the commands that a person can send to an open request.
func UpdateKinds() []Kind { return []Kind{KindApprove, KindRefuse, KindAnswer} }

// Command is one request to an erasure: codes and references only.
type Command struct {
	Key  casework.Key   `json:"key"`
	Kind Kind           `json:"kind"`
	By   casework.Actor `json:"by"`
	At   time.Time      `json:"at"` // set by the workflow when it accepts the command; ignored in a request

	// For a request.
	Case  casework.Ref `json:"case,omitempty"`
	Basis Basis        `json:"basis,omitempty"`

	// For an answer.
	Desk   casework.DeskID `json:"desk,omitempty"` // the desk that was asked
	Answer Deleting        `json:"answer,omitempty"`
	Reason Reason          `json:"reason,omitempty"`

	// For KindStuck: the step that failed, and the code of its error.
	Step Step       `json:"step,omitempty"`
	Code fault.Code `json:"code,omitempty"`

	// Receivers are the desks that received data. The workflow finds them before the key is destroyed; they
	// are ignored in a request.
	Receivers []Deletion `json:"receivers,omitempty"`

	// Team are the desks of her supervisor and of her caseworker, and StopWithin how long an approved erasure
	// can be stopped. The workflow sets both for a request and an approval; they are ignored in a request. A
	// command of an earlier release has none, and is judged by the rules of that release.
	Team       []casework.DeskID `json:"team,omitempty"`
	StopWithin time.Duration     `json:"stop_within,omitempty"`

	// Gate is the present state of the case's gate. The workflow sets it for a request and an approval; it
	// is ignored in a request.
	Gate *gate.Status `json:"gate,omitempty"`
}

// Stamp returns the command with its key and its sender.
func (c Command) Stamp(key casework.Key, by casework.Actor) any {
	c.Key, c.By = key, by
	return c
}

// Answer is the answer to the sender of a command.
type Answer struct {
	Seq   int64 `json:"seq"`
	State State `json:"state"`
	// Repeated is true if the key was answered before: this is the first answer, and nothing was done again.
	Repeated bool `json:"repeated,omitempty"`
}

// Change is everything that one accepted command writes to the record of an erasure, in one transaction,
// with the erasure and the sequence number as its key. Writing it is idempotent.
type Change struct {
	Ref  casework.Ref   `json:"ref"`
	Seq  int64          `json:"seq"`
	Key  casework.Key   `json:"key"`
	Kind Kind           `json:"kind"`
	At   time.Time      `json:"at"`
	By   casework.Actor `json:"by"`
	// Next is the erasure after the change, without remembered keys.
	Next Erasure `json:"next"`
	// Notices are the notices to desks.
	Notices []casework.Notice `json:"notices,omitempty"`
}

// Answer returns the answer to the sender of a recorded change.
func (c Change) Answer() Answer { return Answer{Seq: c.Seq, State: c.Next.State} }
