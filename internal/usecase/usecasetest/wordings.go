package usecasetest

import (
	"context"
	"slices"
	"sync"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// KeptWordings keeps proposed wordings in memory. Its zero value is ready for use, by several goroutines
// at once.
type KeptWordings struct {
	mu       sync.Mutex
	proposed []record.WordingProposal
}

// Proposed lists all proposals.
func (w *KeptWordings) Proposed() []record.WordingProposal {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.proposed)
}

// SaveWording stores a proposal unless one with its ID is stored.
func (w *KeptWordings) SaveWording(_ context.Context, p record.WordingProposal, most int) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	open := 0
	for _, other := range w.proposed {
		if other.ID == p.ID {
			return nil
		}
		if other.Account == p.Account && other.State == record.WordingOpen {
			open++
		}
	}
	if open >= most {
		return fault.New(fault.Conflict, "the account has as many open proposals as it can have")
	}
	w.proposed = append(w.proposed, p)
	return nil
}

// Wordings lists proposals, the newest first.
func (w *KeptWordings) Wordings(_ context.Context, f record.WordingFilter) (out []record.WordingProposal, err error) {
	for _, p := range slices.Backward(w.Proposed()) {
		if (f.Account == "" || f.Account == p.Account) && (f.Language == "" || f.Language == p.Language) && (f.Key == "" || f.Key == p.Key) &&
			(f.Form == nil || *f.Form == p.Form) && (!f.Open || p.State == record.WordingOpen) {
			out = append(out, p)
		}
	}
	return out, nil
}

// Answer says what became of a proposal.
func (w *KeptWordings) Answer(id string, state record.WordingState) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, p := range w.proposed {
		if p.ID == id {
			at := p.At
			w.proposed[i].State, w.proposed[i].AnsweredAt = state, &at
		}
	}
}
