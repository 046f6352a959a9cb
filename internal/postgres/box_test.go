package postgres_test

import (
	"context"
	"slices"
	"sync"

	"example.org/homeward/internal/seal"
)

// box is a seal that makes what it seals unreadable and keeps a list of where it was used.
type box struct {
	mu             sync.Mutex
	sealed, opened map[string]int
	inner          seal.Clear
}

func newBox() *box { return &box{sealed: map[string]int{}, opened: map[string]int{}} }

func (b *box) Seal(ctx context.Context, place seal.Place, plain []byte) ([]byte, error) {
	if plain == nil {
		return nil, nil
	}
	b.mu.Lock()
	b.sealed[place.Column]++
	b.mu.Unlock()
	return b.inner.Seal(ctx, place, flip(plain))
}

func (b *box) Open(ctx context.Context, place seal.Place, sealed []byte) ([]byte, error) {
	plain, err := b.inner.Open(ctx, place, sealed)
	if err != nil || plain == nil {
		return nil, err
	}
	b.mu.Lock()
	b.opened[place.Column]++
	b.mu.Unlock()
	return flip(plain), nil
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

func flip(in []byte) []byte {
	out := make([]byte, len(in))
	for i, b := range in {
		out[i] = b ^ 0x5a
	}
	return out
}
