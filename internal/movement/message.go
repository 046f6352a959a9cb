package movement

import (
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// CaseMessage is what a movement has to say to one passenger's case. Words to one case are
// said in their order, and each is said until the case has answered.
type CaseMessage struct {
	Case    casework.Ref     `json:"case"`
	Seq     int64            `json:"seq"` // of the change that it comes from
	Command casework.Command `json:"command"`
}

// Reply is how a case has answered a word.
type Reply struct {
	Key casework.Key `json:"key"`
	// Refused is "" when the case agrees, and otherwise the code of its refusal.
	Refused fault.Code `json:"refused,omitempty"`
	// Gates are the closed ones that the case names.
	Gates []casework.GateID `json:"gates,omitempty"`
	// Later says that the case could not be reached; the word is to be said again.
	Later bool `json:"later,omitempty"`
}

// MessageKey is the key of a word: the same word always has the same one.
func MessageKey(movement, passenger casework.Ref, what casework.MoveKind, n int64) casework.Key {
	return casework.Key(fmt.Sprintf("movement/%s/%s/%s/%d", movement, passenger, what, n))
}

// HasPending says whether words of this change are still without an answer.
func (m *Movement) HasPending(seq int64) bool {
	for i := range m.Outbox {
		if m.Outbox[i].Seq == seq {
			return true
		}
	}
	return false
}

// Waiting says whether any word to this case is still without an answer.
func (m *Movement) Waiting(ref casework.Ref) bool {
	for i := range m.Outbox {
		if m.Outbox[i].Case == ref {
			return true
		}
	}
	return false
}
