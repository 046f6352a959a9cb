package dbtest

import (
	"context"
	"slices"
	"sync"
	"testing"

	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// Box is a seal as in production that keeps a list of where it was used, and how often.
type Box struct {
	*seal.Keyed

	mu             sync.Mutex
	Sealed, Opened map[string]int
	Prefetched     []seal.Subject
}

// NewBox makes a Box with keys of its own.
func NewBox(tb testing.TB) *Box {
	tb.Helper()
	return &Box{Keyed: sealtest.New(tb), Sealed: map[string]int{}, Opened: map[string]int{}}
}

// Seal seals a value and counts its column.
func (b *Box) Seal(ctx context.Context, place seal.Place, plain []byte) ([]byte, error) {
	if plain != nil {
		b.count(b.Sealed, place.Column)
	}
	return b.Keyed.Seal(ctx, place, plain)
}

// Open opens a value and counts its column.
func (b *Box) Open(ctx context.Context, place seal.Place, sealed []byte) ([]byte, error) {
	if sealed != nil {
		b.count(b.Opened, place.Column)
	}
	return b.Keyed.Open(ctx, place, sealed)
}

// Prefetch fetches keys and lists their subjects.
func (b *Box) Prefetch(ctx context.Context, subjects ...seal.Subject) error {
	b.mu.Lock()
	b.Prefetched = append(b.Prefetched, subjects...)
	b.mu.Unlock()
	return b.Keyed.Prefetch(ctx, subjects...)
}

func (b *Box) count(in map[string]int, column string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	in[column]++
}

// Columns lists the columns that were counted, in order.
func (b *Box) Columns(of map[string]int) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := make([]string, 0, len(of))
	for column := range of {
		out = append(out, column)
	}
	slices.Sort(out)
	return out
}

// Openings counts what was opened since it was last asked.
func (b *Box) Openings() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
	for _, times := range b.Opened {
		n += times
	}
	clear(b.Opened)
	return n
}
