package recordtest

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
)

// Memory is a record in memory. It is safe for concurrent use.
type Memory struct {
	// NewRef returns the reference of each new case of a confirmed list; nil counts from case-0001.
	NewRef func() casework.Ref

	mu         sync.Mutex
	now        func() time.Time
	cases      map[casework.Ref]*caseFile
	operations map[casework.Ref]*operationFile
	lists      map[casework.Ref]*listFile
	movements  map[casework.Ref]*history[movement.Change]
	erasures   map[casework.Ref]*history[erasure.Change]
	notices    []record.Notice
	readings   map[int64]casework.Key // with which a notice was read
	destroyed  map[seal.Subject]bool
	minted     int
	old        map[retention.Kind][]time.Time
	counted    map[retention.Kind]record.Overdue
	due        map[casework.Ref]record.DueFile
	texts      map[casework.Ref]map[retention.Kind]int
	sheets     map[casework.Ref]record.Sheet
	batches    map[casework.Ref]record.Batch
	reads      fileReads
	office     office
}

// New makes an empty record with a clock.
func New(now func() time.Time) *Memory {
	return &Memory{
		now: now, cases: map[casework.Ref]*caseFile{}, operations: map[casework.Ref]*operationFile{}, lists: map[casework.Ref]*listFile{},
		movements: map[casework.Ref]*history[movement.Change]{}, erasures: map[casework.Ref]*history[erasure.Change]{},
		destroyed: map[seal.Subject]bool{}, old: map[retention.Kind][]time.Time{}, counted: map[retention.Kind]record.Overdue{},
		due: map[casework.Ref]record.DueFile{}, texts: map[casework.Ref]map[retention.Kind]int{},
		sheets: map[casework.Ref]record.Sheet{}, batches: map[casework.Ref]record.Batch{}, readings: map[int64]casework.Key{},
		office: newOffice(),
	}
}

// Destroy destroys the keys of subjects: what was sealed for them is then absent.
func (m *Memory) Destroy(_ context.Context, subjects ...seal.Subject) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range subjects {
		m.destroyed[s] = true
	}
	return nil
}

// history is the changes of one thing, in the order of their sequence numbers. The first may
// have any number: see Memory.SeedCase.
type history[C any] struct{ changes []written[C] }

type written[C any] struct {
	seq    int64
	key    casework.Key
	change C
}

// known reports whether this very change is written already. It returns fault.Conflict if
// another one has its number or its key, and record.ErrGap if changes before it are missing. A nil
// history has no changes, and takes number 1.
func (h *history[C]) known(seq int64, key casework.Key) (bool, error) {
	last := int64(0)
	if h != nil {
		for _, w := range h.changes {
			switch {
			case w.seq == seq && w.key == key:
				return true, nil
			case w.seq == seq, w.key == key:
				return false, fault.New(fault.Conflict, "another change has this number or this key")
			}
			last = w.seq
		}
	}
	if seq != last+1 {
		return false, record.ErrGap
	}
	return false, nil
}

func (h *history[C]) add(seq int64, key casework.Key, change C) {
	h.changes = append(h.changes, written[C]{seq, key, change})
}

func (h *history[C]) newest() C { return h.changes[len(h.changes)-1].change }

// identified returns fault.Invalid for a change without reference, sequence number or key.
func identified(ref casework.Ref, key casework.Key, seq int64, next casework.Ref, nextSeq int64) error {
	if ref == "" || key == "" || seq < 1 || next != ref || nextSeq != seq {
		return fault.New(fault.Invalid, "the change has no reference, key or number, or they differ from those of the state")
	}
	return nil
}

// stored returns a value as it comes back from a column of JSON.
func stored[T any](v T) T {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("recordtest: encode %T: %v", v, err))
	}
	var out T
	if err := json.Unmarshal(raw, &out); err != nil {
		panic(fmt.Sprintf("recordtest: decode %T: %v", v, err))
	}
	return out
}
