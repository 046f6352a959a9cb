package erasure

import (
	"time"

	"example.org/homeward/internal/casework"
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
	// KindAnswer is a receiver's word on what it was given; an Update by the same name.
	KindAnswer Kind = "answer"

	KindHalt  Kind = "halt"  // a condition that was met at the approval is no longer met
	KindStuck Kind = "stuck" // a step was refused and will be tried again
	KindDone  Kind = "done"  // the key is destroyed, and what it could open is out of reach
	KindTick  Kind = "tick"  // time has passed while receivers have not answered
)

// UpdateKinds lists what a person can send to a request that is open.
func UpdateKinds() []Kind { return []Kind{KindApprove, KindRefuse, KindAnswer} }

// Command is one request to an erasure: codes and references only.
type Command struct {
	Key  casework.Key   `json:"key"`
	Kind Kind           `json:"kind"`
	By   casework.Actor `json:"by"`
	At   time.Time      `json:"at"` // set by the workflow when it accepts; ignored on the way in

	// Of a request.
	Case  casework.Ref `json:"case,omitempty"`
	Basis Basis        `json:"basis,omitempty"`

	// Of an answer.
	Desk   casework.DeskID `json:"desk,omitempty"` // which was asked
	Answer Deleting        `json:"answer,omitempty"`
	Reason Reason          `json:"reason,omitempty"`

	// Of a refusal: which step was refused, and with which code.
	Step Step       `json:"step,omitempty"`
	Code fault.Code `json:"code,omitempty"`

	// Receivers are those who were given something, looked up by the workflow before the key is
	// destroyed; ignored on the way in.
	Receivers []Deletion `json:"receivers,omitempty"`

	// Gate is how the case stands at this moment, looked up by the workflow for a request and
	// an approval; ignored on the way in.
	Gate *casework.GateStatus `json:"gate,omitempty"`
}

// Answer is the answer to the sender of a command.
type Answer struct {
	Seq   int64 `json:"seq"`
	State State `json:"state"`
	// Repeated is set if the key was known: nothing was done again.
	Repeated bool `json:"repeated,omitempty"`
}

// Change is everything that one accepted command does to the record of an erasure. It is
// written in one transaction, keyed by erasure and sequence number; written twice it changes
// nothing.
type Change struct {
	Ref  casework.Ref   `json:"ref"`
	Seq  int64          `json:"seq"`
	Key  casework.Key   `json:"key"`
	Kind Kind           `json:"kind"`
	At   time.Time      `json:"at"`
	By   casework.Actor `json:"by"`
	// Next is the erasure after the change, without remembered keys.
	Next Erasure `json:"next"`
	// Notices tell desks where to look.
	Notices []casework.Notice `json:"notices,omitempty"`
}

// Answer is the answer to the sender of a change that is on record.
func (c Change) Answer() Answer { return Answer{Seq: c.Seq, State: c.Next.State} }
