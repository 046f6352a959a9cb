package record

import (
	"encoding/json"
	"time"

	"example.org/homeward/internal/casework"
)

// BatchState is the state of a batch that takes a second person.
type BatchState string

// The states. A batch that has expired still says that it waits; see Batch.Waits.
const (
	BatchWaiting   BatchState = "waiting"
	BatchAgreed    BatchState = "agreed"
	BatchRefused   BatchState = "refused"   // by a second person
	BatchWithdrawn BatchState = "withdrawn" // by the account that proposed it
)

// Batch is a set of decisions on more requests than one officer may decide alone at once.
type Batch struct {
	Ref       casework.Ref
	By        casework.Actor // who proposed it, and in whose name it is carried out
	At        time.Time
	Until     time.Time // when it ends without an answer
	Alone     int       // for how many one officer could have decided alone
	Digest    string    // of exactly these decisions; the second person agrees to it
	State     BatchState
	Decided   *casework.Actor // who answered it; nil until then
	DecidedAt *time.Time
	Pending   int         // how many of its decisions are not carried out yet; 0 before it is agreed to
	Items     []BatchItem // in the order in which they were sent
}

// Waits reports whether the batch can still be answered.
func (b Batch) Waits(now time.Time) bool { return b.State == BatchWaiting && b.Until.After(now) }

// BatchItem is one decision of a batch.
type BatchItem struct {
	Case    casework.Ref
	Task    casework.TaskID
	Version int64 // of the task, which is decided
	Outcome casework.Outcome
	// Body is the whole decision; empty if the data of the case were erased, or if the batch was not agreed to.
	Body BatchBody
	// Rule is why it was left out when the second person agreed; "" if it was sent.
	Rule string
}

// BatchBody is what is sealed of a decision: personal data and text.
type BatchBody struct {
	Key         string          `json:"key"`                   // the key that its client chose
	Fingerprint []byte          `json:"fingerprint,omitempty"` // of the request that it came with
	Decision    json.RawMessage `json:"decision,omitempty"`
}

// BatchFilter narrows the list of batches; zero fields do not.
type BatchFilter struct {
	// WaitsAt lists only those that can be answered at this instant, and those that are agreed to and not carried out
	// yet.
	WaitsAt time.Time
	Page    Page
}

// Batches is one page of batches, newest first, without their items.
type Batches struct {
	Rows []Batch
	Next *Cursor
}

// BatchAnswer is how a batch was answered.
type BatchAnswer struct {
	Ref   casework.Ref
	State BatchState
	By    casework.Actor
	At    time.Time
	// Rules are the rules by which items are left out, by the place of the item from 0.
	Rules map[int]string
}
