package movement

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Answer is the answer to the sender of a command, when the cases that it touches have replied.
type Answer struct {
	Seq        int64  `json:"seq"`
	Status     Status `json:"status"`
	Manifest   int    `json:"manifest"` // version
	Passengers []Line `json:"passengers,omitempty"`
	// Proposed are the cases on standby that would fit the free seats now, in fair order.
	// It is a proposal: the desk may hold the seats for them, or for others.
	Proposed []casework.Ref `json:"proposed,omitempty"`
	// Waits is true if nothing is done yet because a second person must agree.
	Waits bool `json:"waits,omitempty"`
	// Repeated is true if the key was used before. This is then the first answer again.
	Repeated bool `json:"repeated,omitempty"`
}

// Line is the result for one passenger.
type Line struct {
	Case    casework.Ref      `json:"case"`
	State   State             `json:"state"`
	Why     Why               `json:"why,omitempty"`
	Refused fault.Code        `json:"refused,omitempty"` // what her case, or the rule, refused with
	Gates   []casework.GateID `json:"gates,omitempty"`   // the closed ones
}

// KeyAnswer is the remembered answer to a key. The same key gets the same answer after a
// continue-as-new too, when the Temporal server has forgotten it.
type KeyAnswer struct {
	Key    casework.Key `json:"key"`
	Kind   Kind         `json:"kind"`
	Seq    int64        `json:"seq,omitempty"` // of the change that it made; 0 when there was nothing to change
	Answer Answer       `json:"answer"`
}

// Limits that make the state fit into one payload: the number of remembered keys, and the number of
// lines in their answers. The oldest are forgotten first.
const (
	maxKeys  = 500
	maxLines = 2000
)

// Known returns the remembered answer to a key and true, or false if the key is new. It returns
// fault.KeyReused if the key was used for another kind of command.
func (m *Movement) Known(key casework.Key, kind Kind) (Answer, bool, error) {
	for i := range m.Settled {
		if m.Settled[i].Key != key {
			continue
		}
		if m.Settled[i].Kind != kind {
			return Answer{}, false, fault.New(fault.KeyReused, "this key belongs to another command")
		}
		return m.Settled[i].Answer, true, nil
	}
	return Answer{}, false, nil
}

// remember stores an answer. Beyond the limits it drops the oldest keys, and the lines of old answers.
func (m *Movement) remember(k KeyAnswer) {
	m.Settled = append(m.Settled, k)
	if over := len(m.Settled) - maxKeys; over > 0 {
		m.Settled = slices.Delete(m.Settled, 0, over)
	}
	lines := 0
	for i := len(m.Settled) - 1; i >= 0; i-- {
		lines += len(m.Settled[i].Answer.Passengers)
		if lines > maxLines && i < len(m.Settled)-1 {
			m.Settled[i].Answer.Passengers = nil
		}
	}
}

// amend writes the replies of cases into the answer of the change that sent them a message.
func (m *Movement) amend(seq int64, lines []Line) {
	for i := range m.Settled {
		if m.Settled[i].Seq != seq {
			continue
		}
		a := &m.Settled[i].Answer
		a.Passengers = slices.Clone(a.Passengers)
		for _, line := range lines {
			at := slices.IndexFunc(a.Passengers, func(l Line) bool { return l.Case == line.Case })
			if at < 0 {
				a.Passengers = append(a.Passengers, line)
				continue
			}
			a.Passengers[at] = line
		}
		a.Status, a.Manifest, a.Proposed = m.Status, m.Manifest, m.proposed()
		return
	}
}
