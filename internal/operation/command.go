package operation

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Kind is the kind of a command.
type Kind string

// The kinds. Those up to KindClose are Updates of the Rescue workflow by the same name; KindOpen
// also starts it.
const (
	KindOpen        Kind = "open"
	KindConfirmList Kind = "confirm_list"
	KindApproveList Kind = "approve_list" // by a second person: exactly the list that was proposed
	KindRefuseList  Kind = "refuse_list"  // by a second person, or by the first person, who withdraws it
	KindPause       Kind = "pause"
	KindResume      Kind = "resume"
	KindClose       Kind = "close"

	KindAgreeResume  Kind = "agree_resume"  // by a second person: to end exactly the pause that was proposed to end
	KindRefuseResume Kind = "refuse_resume" // by a second person, or by the first person, who withdraws it

	// KindProposeList is the kind of the change if a list is confirmed for more people than one officer
	// may act for alone: it waits for a second person.
	KindProposeList Kind = "propose_list"

	// KindProposeResume is the kind of the change if an operation of more people than one officer may act for
	// alone is to be resumed: it waits for a second person.
	KindProposeResume Kind = "propose_resume"

	KindListOpened Kind = "list_opened" // sent by the workflow: every row of a list has its case
	KindCasesTold  Kind = "cases_told"  // sent by the workflow: every case has the report of the pause, or of its end
)

// UpdateKinds lists the commands that a person can send to a running operation.
func UpdateKinds() []Kind {
	return []Kind{KindConfirmList, KindApproveList, KindRefuseList, KindPause, KindResume, KindAgreeResume, KindRefuseResume, KindClose}
}

// Command is one request to an operation: codes and references only.
type Command struct {
	Key  casework.Key   `json:"key"`
	Kind Kind           `json:"kind"`
	By   casework.Actor `json:"by"`
	At   time.Time      `json:"at"` // set by the workflow when it accepts the command; ignored in a request

	// For open: the host state, and who had the people (a value of the fact "custodian").
	Host      casework.Country `json:"host,omitempty"`
	Custodian string           `json:"custodian,omitempty"`

	List  casework.Ref   `json:"list,omitempty"`  // for the commands about a list
	Cause casework.Cause `json:"cause,omitempty"` // for pause
	// Fingerprint is the fingerprint of the preview that the sender has seen, for confirming and approving a list.
	Fingerprint string `json:"print,omitempty"`
	// Preview is the preview of the list at this moment. The workflow sets it when the list is confirmed
	// and when it is approved; it is ignored in a request.
	Preview *Preview `json:"preview,omitempty"`

	Digest string `json:"digest,omitempty"` // of the pause that the sender has seen, for agreeing to resume
	// Seal is, of agree_resume, which proposal the sender has seen; see Resuming.Seal. Releases before this field sent
	// the Digest instead.
	Seal string `json:"seal,omitempty"`
	// Seconds are, of resume, the desks whose officers may agree, for the notice that it waits. Releases before this one
	// sent none.
	Seconds []casework.DeskID `json:"seconds,omitempty"`
	// Reach is whom resuming concerns. The workflow sets it of a resuming; it is ignored in a
	// request.
	Reach *Reach `json:"reach,omitempty"`
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
	// Cases is the number of cases that the command will open or notify; for confirm_list the number of
	// rows that can become a case.
	Cases int `json:"cases,omitempty"`
	// Waits is true if nothing is done yet because a second person must approve.
	Waits bool `json:"waits,omitempty"`
	// Repeated is true if the key was known and nothing was done again.
	Repeated bool `json:"repeated,omitempty"`
}

// Completed returns the answer with the values that were recorded.
func (a Answer) Completed(recorded Recorded) Answer {
	a.Cases = max(a.Cases, recorded.Rows)
	return a
}

// Answer returns the answer to the sender of a recorded change.
func (c Change) Answer(recorded Recorded) Answer {
	a := Answer{Seq: c.Seq, State: c.Next.State, Cases: recorded.Rows}
	if p, waits := c.Next.Proposal(c.List); waits && c.Kind == KindProposeList {
		a.Cases, a.Waits = p.Cases, true
	}
	if p := c.Next.Resume; p != nil && c.Kind == KindProposeResume {
		a.Cases, a.Waits = p.Cases, true
	}
	return a
}

// Change is everything that one accepted command changes in the record of an operation. It is written in
// one transaction, keyed by operation and sequence number; written twice it changes nothing.
type Change struct {
	Ref   casework.Ref   `json:"ref"`
	Seq   int64          `json:"seq"`
	Key   casework.Key   `json:"key"`
	Kind  Kind           `json:"kind"`
	At    time.Time      `json:"at"`
	By    casework.Actor `json:"by"`
	List  casework.Ref   `json:"list,omitempty"`
	Cause casework.Cause `json:"cause,omitempty"`
	// Preview is the preview of a list that is proposed, confirmed or approved. The record accepts the
	// change only if the list still has the same rows.
	Preview *Preview `json:"preview,omitempty"`
	Notices []Notice `json:"notices,omitempty"`
	// Next is the operation after the change, without remembered keys.
	Next Operation `json:"next"`
}

// Recorded is the answer of the record to a durable change.
type Recorded struct {
	// Rows is the number of rows of a confirmed list that can become a case. Each of them has got the
	// reference of its case, which never changes, and a place from 0 to Rows-1.
	Rows int `json:"rows,omitempty"`
}
