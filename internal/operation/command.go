package operation

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Kind is what a command asks of an operation.
type Kind string

// The kinds. Those up to KindClose are Updates of the Rescue workflow by the same name; KindOpen
// also starts it.
const (
	KindOpen        Kind = "open"
	KindConfirmList Kind = "confirm_list"
	KindApproveList Kind = "approve_list" // by a second person: exactly what was proposed
	KindRefuseList  Kind = "refuse_list"  // by a second person, or by the first, who takes it back
	KindPause       Kind = "pause"
	KindResume      Kind = "resume"
	KindClose       Kind = "close"

	// KindProposeList is what becomes of a list that is confirmed for more people than one officer
	// acts for alone: it waits for a second person.
	KindProposeList Kind = "propose_list"

	KindListOpened Kind = "list_opened" // the workflow's own: every row of a list has its case
	KindCasesTold  Kind = "cases_told"  // the workflow's own: every case has the report of the pause, or of its end
)

// UpdateKinds lists what a person can send to a running operation.
func UpdateKinds() []Kind {
	return []Kind{KindConfirmList, KindApproveList, KindRefuseList, KindPause, KindResume, KindClose}
}

// Command is one request to an operation: codes and references only.
type Command struct {
	Key  casework.Key   `json:"key"`
	Kind Kind           `json:"kind"`
	By   casework.Actor `json:"by"`
	At   time.Time      `json:"at"` // set by the workflow when it accepts; ignored on the way in

	// Of open: where it happens, and who had the people (a value of the fact "custodian").
	Host      casework.Country `json:"host,omitempty"`
	Custodian string           `json:"custodian,omitempty"`

	List  casework.Ref   `json:"list,omitempty"`  // of the commands about a list
	Cause casework.Cause `json:"cause,omitempty"` // of pause
	// Fingerprint is the fingerprint of the preview that the sender has seen, of confirming and approving a list.
	Fingerprint string `json:"print,omitempty"`
	// Preview is what the list would do at this moment, looked up by the workflow when it is
	// confirmed and when it is approved; ignored on the way in.
	Preview *Preview `json:"preview,omitempty"`
}

// Answer is the answer to the sender of a command.
type Answer struct {
	Seq   int64 `json:"seq"`
	State State `json:"state"`
	// Cases is how many cases the command will open or tell, where it does: of confirm_list the
	// rows of the list that can become a case.
	Cases int `json:"cases,omitempty"`
	// Waits is set if nothing is done yet: a second person must approve.
	Waits bool `json:"waits,omitempty"`
	// Repeated is set if the key was known: nothing was done again.
	Repeated bool `json:"repeated,omitempty"`
}

// Completed returns the answer with what only the record knows.
func (a Answer) Completed(recorded Recorded) Answer {
	a.Cases = max(a.Cases, recorded.Rows)
	return a
}

// Answer is the answer to the sender of a change that is on record.
func (c Change) Answer(recorded Recorded) Answer {
	a := Answer{Seq: c.Seq, State: c.Next.State, Cases: recorded.Rows}
	if p, waits := c.Next.Proposal(c.List); waits && c.Kind == KindProposeList {
		a.Cases, a.Waits = p.Cases, true
	}
	return a
}

// Change is everything that one accepted command does to the record of an operation. It is
// written in one transaction, keyed by operation and sequence number; written twice it
// changes nothing.
type Change struct {
	Ref   casework.Ref   `json:"ref"`
	Seq   int64          `json:"seq"`
	Key   casework.Key   `json:"key"`
	Kind  Kind           `json:"kind"`
	At    time.Time      `json:"at"`
	By    casework.Actor `json:"by"`
	List  casework.Ref   `json:"list,omitempty"`
	Cause casework.Cause `json:"cause,omitempty"`
	// Preview is what was seen of a list that is proposed, confirmed or approved. The record takes
	// the change only while the rows of the list are those.
	Preview *Preview `json:"preview,omitempty"`
	// Next is the operation after the change, without remembered keys.
	Next Operation `json:"next"`
}

// Recorded is what the record answers when a change is durable.
type Recorded struct {
	// Rows is, for a list that was confirmed, how many of its rows can become a case. Each
	// of them has got the reference of its case, once and for ever, and a place in the order
	// from 0 to Rows-1.
	Rows int `json:"rows,omitempty"`
}
