package postgres_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// box is a seal as in production that keeps a list of where it was used, and how often.
type box struct {
	*seal.Keyed

	mu             sync.Mutex
	sealed, opened map[string]int
	warmed         []seal.Subject
}

func newBox(tb testing.TB) *box {
	tb.Helper()
	return &box{Keyed: sealtest.New(tb), sealed: map[string]int{}, opened: map[string]int{}}
}

func (b *box) Seal(ctx context.Context, place seal.Place, plain []byte) ([]byte, error) {
	if plain != nil {
		b.count(b.sealed, place.Column)
	}
	return b.Keyed.Seal(ctx, place, plain)
}

func (b *box) Open(ctx context.Context, place seal.Place, sealed []byte) ([]byte, error) {
	if sealed != nil {
		b.count(b.opened, place.Column)
	}
	return b.Keyed.Open(ctx, place, sealed)
}

func (b *box) Prefetch(ctx context.Context, subjects ...seal.Subject) error {
	b.mu.Lock()
	b.warmed = append(b.warmed, subjects...)
	b.mu.Unlock()
	return b.Keyed.Prefetch(ctx, subjects...)
}

func (b *box) count(in map[string]int, column string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	in[column]++
}

func (b *box) columns(of map[string]int) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := make([]string, 0, len(of))
	for column := range of {
		out = append(out, column)
	}
	slices.Sort(out)
	return out
}

// openings counts what was opened since it was last asked.
func (b *box) openings() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
	for _, times := range b.opened {
		n += times
	}
	clear(b.opened)
	return n
}
