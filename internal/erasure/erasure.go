package erasure

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Basis is why a person's data should be destroyed. It is a code.
type Basis string

// The bases.
const (
	// SurvivorAsked: she has asked for it, and knows which data stay.
	SurvivorAsked Basis = "survivor_asked"
	// RetentionReached: the retention period has ended (field reference 10.9).
	RetentionReached Basis = "retention_reached"
	// CourtOrder: an authority has ordered it.
	CourtOrder Basis = "court_order"
	// RegisteredWrongly: the case should not have been registered; the only basis for an open case.
	RegisteredWrongly Basis = "registered_wrongly"
)

// Bases lists every basis.
func Bases() []Basis { return []Basis{SurvivorAsked, RetentionReached, CourtOrder, RegisteredWrongly} }

// NeedsReasons reports whether a request on this basis must say in words why, and what shows it: no other condition
// stands between an open case and its erasure.
func (b Basis) NeedsReasons() bool { return b == RegisteredWrongly }

// State is the state of an erasure.
type State string

// The states. An approved erasure waits until StopUntil, and then the workflow acts without further
// commands. It returns to Requested only before the key is destroyed, if a condition is no longer met.
const (
	Requested State = "requested"
	Approved  State = "approved"
	Refused   State = "refused"
	Erased    State = "erased"
)

// States lists every state.
func States() []State { return []State{Requested, Approved, Refused, Erased} }

// Erasure is one request, until it is carried out or refused. It is a value: Accept returns the next one
// and does not change the old one.
type Erasure struct {
	Ref         casework.Ref    `json:"ref"`
	Case        casework.Ref    `json:"case"`
	Seq         int64           `json:"seq"` // counts the changes, from 1
	State       State           `json:"state"`
	Basis       Basis           `json:"basis"`
	RequestedBy casework.Actor  `json:"requested_by"`
	RequestedAt time.Time       `json:"requested_at"`
	DecidedBy   *casework.Actor `json:"decided_by,omitempty"` // the second person
	DecidedAt   *time.Time      `json:"decided_at,omitempty"`
	ErasedAt    *time.Time      `json:"erased_at,omitempty"`
	// Team are the desks of her supervisor and of her caseworker, as they were at the last look at the case.
	Team []casework.DeskID `json:"team,omitempty"`
	// StopUntil is until when an approved erasure can be stopped; nothing is destroyed before. Nil when that
	// time is over, and for an erasure that an earlier release approved.
	StopUntil *time.Time `json:"stop_until,omitempty"`
	// Stuck is why an approved erasure does not continue; nil while it continues.
	Stuck *Stuck `json:"stuck,omitempty"`
	// Deletions are the requests to the desks that received data, ordered by desk. They are made after
	// the data were destroyed.
	Deletions []Deletion  `json:"deletions,omitempty"`
	Settled   []KeyAnswer `json:"settled,omitempty"`
}

// KeyAnswer is the first answer to a key.
type KeyAnswer struct {
	Key    casework.Key `json:"key"`
	Answer Answer       `json:"answer"`
}

// Known returns the first answer to a key, marked as repeated.
func (e Erasure) Known(key casework.Key) (answer Answer, known bool) {
	for _, k := range e.Settled {
		if k.Key == key {
			k.Answer.Repeated = true
			return k.Answer, true
		}
	}
	return Answer{}, false
}

// Over reports whether the erasure has ended: it was refused, or it is done and every receiver has
// deleted its copy or has none. A receiver that must keep data is waited for without limit, because the
// reason may end one day.
func (e Erasure) Over() bool {
	open := slices.ContainsFunc(e.Deletions, func(d Deletion) bool { return !d.settled() })
	return e.State == Refused || e.State == Erased && !open
}

// Take returns the erasure after a recorded change.
func (e Erasure) Take(change Change) Erasure {
	next := change.Next
	next.Settled = append(slices.Clone(e.Settled), KeyAnswer{Key: change.Key, Answer: change.Answer()})
	return next
}
