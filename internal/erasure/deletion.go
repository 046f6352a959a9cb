package erasure

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Deletion is the request to one desk to delete the data that it received of an erased person, and to
// confirm it. It holds references only, because the rest of the case is destroyed. A controller that
// erases a person's data notifies the recipients (General Data Protection Regulation, article 19; the
// field reference, 10.5, names the laws of Thailand and Indonesia, which have such duties). No lawyer
// has checked who must be notified, by when, or which reasons count.
type Deletion struct {
	Desk   casework.DeskID   `json:"desk"`
	Agency casework.AgencyID `json:"agency,omitempty"` // "" if the desk is no longer in the directory
	How    []How             `json:"how"`              // in order, each once
	// Classes are the field classes that it was shown, in order; empty if it had access and never read anything.
	Classes     []casework.Class `json:"classes,omitempty"`
	AskedAt     time.Time        `json:"asked_at,omitzero"`
	Escalations []EscalationAt   `json:"ladder,omitempty"`
	Fired       int              `json:"fired,omitempty"` // the number of escalation levels that have fired

	State      Deleting        `json:"state"`
	Reason     Reason          `json:"reason,omitempty"`
	AnsweredAt *time.Time      `json:"answered_at,omitempty"`
	AnsweredBy *casework.Actor `json:"answered_by,omitempty"`
}

// How is a way in which a desk received data of a case.
type How string

// The ways.
const (
	ByTask     How = "task"     // it was asked in the case
	ByGrant    How = "grant"    // its agency was given access
	ByGlass    How = "glass"    // one of its officers has used break-glass access
	ByManifest How = "manifest" // it books, escorts or receives a movement that the person was on
	ByReading  How = "reading"  // it was shown fields of the person, by any right
)

// Ways lists every way.
func Ways() []How { return []How{ByTask, ByGrant, ByGlass, ByManifest, ByReading} }

// Deleting is the state of a request to delete.
type Deleting string

// The states. NotHeld and Deleted are final; Kept can still become one of them.
const (
	Waiting Deleting = "waiting"
	Kept    Deleting = "cannot"   // it was not deleted, for a reason
	NotHeld Deleting = "not_held" // the desk has no data
	Deleted Deleting = "deleted"
)

// Deletings lists every state.
func Deletings() []Deleting { return []Deleting{Waiting, Kept, NotHeld, Deleted} }

// Reason is why data were not deleted. It is a code.
type Reason string

// The reasons.
const (
	OwnHold     Reason = "own_hold"    // a legal hold of the receiver's own
	OwnLaw      Reason = "own_law"     // a law that applies to the receiver requires it to keep the data
	PassedOn    Reason = "passed_on"   // a court or another authority now has the data
	InBackups   Reason = "in_backups"  // only in backups, which expire
	Unreachable Reason = "unreachable" // the desk does not answer; only a data protection officer can report this
)

// Reasons lists every reason.
func Reasons() []Reason { return []Reason{OwnHold, OwnLaw, PassedOn, InBackups, Unreachable} }

// EscalationAt is one escalation level of a request: when it is reached, and which desk is then notified.
type EscalationAt struct {
	Level     casework.EscalationLevel `json:"rung"`
	At        time.Time                `json:"at"`
	Recipient casework.DeskID          `json:"told"`
}

// NoticeDelete asks a desk to delete the data that it received of an erased person.
const NoticeDelete casework.NoticeKind = "delete_and_say_so"

// DueAt returns when the answer is overdue; zero if the request has no clock.
func (d Deletion) DueAt() time.Time {
	for _, l := range d.Escalations {
		if l.Level == casework.EscalationHeadOfDesk {
			return l.At
		}
	}
	return time.Time{}
}

// settled reports whether the answer is final.
func (d Deletion) settled() bool { return d.State == Deleted || d.State == NotHeld }

// next returns the next escalation level, while there is no answer.
func (d Deletion) next() (EscalationAt, bool) {
	if d.State != Waiting || d.Fired >= len(d.Escalations) {
		return EscalationAt{}, false
	}
	return d.Escalations[d.Fired], true
}

// notice returns a notice about the request, which only names the request.
func (d Deletion) notice(kind casework.NoticeKind, to casework.DeskID, rung casework.EscalationLevel) casework.Notice {
	return casework.Notice{Kind: kind, Desk: to, Level: rung, Task: casework.TaskID("delete/" + d.Desk + "#1")}
}

// NextDue returns when the time to stop an approved erasure is over, or when the next level of any request is
// reached; zero if there is neither.
func (e Erasure) NextDue() time.Time {
	if e.mayBeStopped() {
		return *e.StopUntil
	}
	var next time.Time
	for _, d := range e.Deletions {
		if l, ok := d.next(); ok && (next.IsZero() || l.At.Before(next)) {
			next = l.At
		}
	}
	return next
}

// asking returns the requests as they are after the data were destroyed, and the notices to the desks.
func asking(receivers []Deletion, at time.Time) ([]Deletion, []casework.Notice) {
	var notices []casework.Notice
	out := slices.Clone(receivers)
	for i := range out {
		d := &out[i]
		d.State, d.AskedAt, d.Fired, d.Reason, d.AnsweredAt, d.AnsweredBy = Waiting, at, 0, "", nil, nil
		notices = append(notices, d.notice(NoticeDelete, d.Desk, ""))
	}
	return out, notices
}

// climbed returns the requests after all reached levels have fired, and the notices about them. If a
// request is overdue, the desk that approved the erasure is notified too.
func (e Erasure) climbed(at time.Time) ([]Deletion, []casework.Notice) {
	var notices []casework.Notice
	out := slices.Clone(e.Deletions)
	for i := range out {
		d := &out[i]
		for l, ok := d.next(); ok && !l.At.After(at); l, ok = d.next() {
			d.Fired++
			notices = append(notices, d.notice(casework.NoticeEscalation, l.Recipient, l.Level))
			if l.Level == casework.EscalationHeadOfDesk && e.DecidedBy != nil {
				notices = append(notices, d.notice(casework.NoticeEscalation, e.DecidedBy.Desk, l.Level))
			}
		}
	}
	return out, notices
}
