package operation

import "example.org/homeward/internal/casework"

// NoticeKind is the kind of a notice about an operation.
type NoticeKind string

// The kinds of notices.
const (
	NoticeResumeWaits    NoticeKind = "resume_waits"    // for a second person
	NoticeResumeAnswered NoticeKind = "resume_answered" // to the desk that proposed it
)

// Notice is a notice about an operation to a desk, created with the change. It names no person.
type Notice struct {
	Kind NoticeKind      `json:"kind"`
	Desk casework.DeskID `json:"desk"`
}

// notices returns the notices of a change: that a resuming waits, to the desks whose officers may agree, and that a
// second person has answered it, to the desk that proposed it.
func (o Operation) notices(kind Kind, cmd Command) []Notice {
	var out []Notice
	switch kind {
	case KindProposeResume:
		for _, desk := range cmd.Seconds {
			out = append(out, Notice{NoticeResumeWaits, desk})
		}
	case KindAgreeResume, KindRefuseResume:
		if p := o.Resume; p != nil && p.By.Account != cmd.By.Account {
			out = append(out, Notice{NoticeResumeAnswered, p.By.Desk})
		}
	default: // the others are about nothing that waits
	}
	return out
}
