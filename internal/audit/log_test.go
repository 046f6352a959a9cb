package audit_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
)

const origin = "homeward.test/audit"

// memory is a log in memory that a test can attack.
type memory struct {
	leaves []audit.Leaf
	heads  map[int64]string // by the number of leaves before them
}

func (m *memory) Items(_ context.Context, from int64) iter.Seq2[audit.Item, error] {
	return func(yield func(audit.Item, error) bool) {
		sizes := []int64{}
		for size := range m.heads {
			sizes = append(sizes, size)
		}
		slices.Sort(sizes)
		for _, l := range m.leaves {
			for len(sizes) > 0 && sizes[0] <= l.Index {
				if sizes[0] > from && !yield(audit.Item{Head: m.heads[sizes[0]]}, nil) {
					return
				}
				sizes = sizes[1:]
			}
			if l.Index >= from && !yield(audit.Item{Leaf: &l}, nil) {
				return
			}
		}
		for _, size := range sizes {
			if !yield(audit.Item{Head: m.heads[size]}, nil) {
				return
			}
		}
	}
}

func (m *memory) stored() audit.Reader {
	return func(places []audit.Place) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(places))
		for i, p := range places {
			l := m.leaves[p.Leaf]
			out[i] = append([]tlog.Hash{l.Hash}, l.Above...)[p.Level]
		}
		return out, nil
	}
}

func event(n int64) audit.Event {
	return audit.Event{
		At: day.Add(time.Duration(n) * time.Second), Account: casework.AccountID(fmt.Sprintf("a-%d", n%7)), Desk: "tha-screener",
		Agency: "tha-msdhs", Role: casework.RoleScreener, Action: "case.show", Outcome: audit.Allowed,
		Subject: audit.Subject{Kind: audit.OfCase, Ref: fmt.Sprintf("case-%d", n)},
	}
}

func newNotary(tb testing.TB) *audit.Notary {
	tb.Helper()
	secret, public, err := audit.NewKey(origin)
	require.NoError(tb, err)
	n, err := audit.NewNotary(secret)
	require.NoError(tb, err)
	require.Equal(tb, public, n.Key().String())
	known.Store(public, secret)
	return n
}

// write returns a log of a size, with a head after every so many leaves.
func write(tb testing.TB, n *audit.Notary, size, every int64) *memory {
	tb.Helper()
	m := &memory{heads: map[int64]string{}}
	for i := range size {
		m.add(tb, n, event(i))
		if (i+1)%every == 0 {
			m.sign(tb, n)
		}
	}
	return m
}

// tree returns the tree of the leaves' stored hashes.
func (m *memory) tree() *audit.Tree {
	t := &audit.Tree{}
	for i := range m.leaves {
		t.Add(m.leaves[i].Hash)
	}
	return t
}

func (m *memory) add(tb testing.TB, n *audit.Notary, e audit.Event) {
	tb.Helper()
	index := int64(len(m.leaves))
	hashes := m.tree().Add(e.Leaf())
	signature, err := n.SignLeaf(index, e.Leaf())
	require.NoError(tb, err)
	m.leaves = append(m.leaves, audit.Leaf{
		Index: index, Row: 100 + index, Record: e.Canonical(), Hash: hashes[0], Above: hashes[1:], Signature: signature,
	})
}

func (m *memory) sign(tb testing.TB, n *audit.Notary) string {
	tb.Helper()
	signed, err := n.SignHead(m.tree().Head(), m.stored())
	require.NoError(tb, err)
	m.heads[int64(len(m.leaves))] = signed
	return signed
}

// mend computes all stored hashes again from the present rows, and numbers the leaves again, as an
// attacker would who can write everything and has no key.
func (m *memory) mend() {
	t := &audit.Tree{}
	for i := range m.leaves {
		l := &m.leaves[i]
		l.Index = int64(i)
		hashes := t.Add(tlog.RecordHash(l.Record))
		l.Hash, l.Above = hashes[0], hashes[1:]
	}
}

func verify(tb testing.TB, m audit.Source, n *audit.Notary, kept ...string) audit.Report {
	tb.Helper()
	r, err := audit.Verify(tb.Context(), m, audit.Check{Keys: []audit.Key{n.Key()}, Kept: kept})
	require.NoError(tb, err)
	return r
}

// generator is a valid log that is computed while it is read.
type generator struct {
	tb     testing.TB
	notary *audit.Notary
	size   int64
}

// Items computes the log. Its notary has no memory of heads, because proofs of consistency would need
// all hashes.
func (g generator) Items(_ context.Context, _ int64) iter.Seq2[audit.Item, error] {
	return func(yield func(audit.Item, error) bool) {
		tree := &audit.Tree{}
		for i := range g.size {
			e := event(i)
			signature, err := g.notary.SignLeaf(i, e.Leaf())
			require.NoError(g.tb, err)
			hashes := tree.Add(e.Leaf())
			if !yield(audit.Item{Leaf: &audit.Leaf{
				Index: i, Row: 1 + i, Record: e.Canonical(), Hash: hashes[0], Above: hashes[1:], Signature: signature,
			}}, nil) {
				return
			}
			if (i+1)%60 != 0 {
				continue
			}
			signed, err := n2(g.tb, g.notary).SignHead(tree.Head(), nil)
			require.NoError(g.tb, err)
			if !yield(audit.Item{Head: signed}, nil) {
				return
			}
		}
	}
}
