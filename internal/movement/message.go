package movement

import (
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// CaseMessage is a message of a movement to the case of one passenger: a command of the kind move.
// Messages to one case are sent in their order, and each until the case has replied.
type CaseMessage struct {
	Case    casework.Ref     `json:"case"`
	Seq     int64            `json:"seq"` // of the change that it comes from
	Command casework.Command `json:"command"`
}

// Reply is the reply of a case to a message.
type Reply struct {
	Key casework.Key `json:"key"`
	// Refused is the code of the case's refusal, or "" if it agrees.
	Refused fault.Code `json:"refused,omitempty"`
	// Gates are the closed gates of the refusal.
	Gates []casework.GateID `json:"gates,omitempty"`
	// Later is true if the case could not be reached; the message must then be sent again.
	Later bool `json:"later,omitempty"`
}

// MessageKey returns the key of a message: the same message always has the same key.
func MessageKey(movement, passenger casework.Ref, what casework.MoveKind, n int64) casework.Key {
	return casework.Key(fmt.Sprintf("movement/%s/%s/%s/%d", movement, passenger, what, n))
}

// HasPending reports whether messages of this change have no reply yet.
func (m *Movement) HasPending(seq int64) bool {
	for i := range m.Outbox {
		if m.Outbox[i].Seq == seq {
			return true
		}
	}
	return false
}

// Waiting reports whether any message to this case has no reply yet.
func (m *Movement) Waiting(ref casework.Ref) bool {
	for i := range m.Outbox {
		if m.Outbox[i].Case == ref {
			return true
		}
	}
	return false
}
