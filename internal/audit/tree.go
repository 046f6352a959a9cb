package audit

import (
	"errors"
	"math/bits"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Tree is the hash tree over all events (RFC 6962), reduced to what adding a leaf needs: the roots of
// its complete subtrees, largest first. Its zero value is the empty tree. It holds some dozens of
// hashes, for any number of leaves.
type Tree struct {
	size  int64
	edges []tlog.Hash
}

// ErrTree means that stored hashes do not make a tree of the given size.
var ErrTree = errors.New("the stored hashes do not make such a tree")

// Edges returns the places of the stored hashes from which a tree of a size is continued, in the order
// in which Continue needs them.
func Edges(size int64) []Place {
	var out []Place
	var before int64
	for level := bits.Len64(uint64(size)) - 1; level >= 0; level-- { //nolint:gosec // a size is never negative
		if size&(1<<level) != 0 {
			before += 1 << level
			out = append(out, Place{Leaf: before - 1, Level: level})
		}
	}
	return out
}

// Continue returns the tree of a size, from the hashes at Edges.
func Continue(size int64, edges []tlog.Hash) (*Tree, error) {
	if size < 0 || len(edges) != len(Edges(size)) {
		return nil, ErrTree
	}
	return &Tree{size: size, edges: slices.Clone(edges)}, nil
}

// Place is where a hash of the tree is stored: with the leaf that completed its subtree. Level 0 is the
// leaf's own hash, level 1 the hash of two leaves, level 2 of four, and so on.
type Place struct {
	Leaf  int64
	Level int
}

// PlaceOf returns where the hash with an index of tlog is stored.
func PlaceOf(index int64) Place {
	level, n := tlog.SplitStoredHashIndex(index)
	return Place{Leaf: (n+1)<<level - 1, Level: level}
}

// Size returns the number of leaves.
func (t *Tree) Size() int64 { return t.size }

// Add appends a leaf, and returns the hashes to store with it: its own, and those of the subtrees that
// it completes.
func (t *Tree) Add(leaf tlog.Hash) []tlog.Hash {
	stored := []tlog.Hash{leaf}
	h := leaf
	for range bits.TrailingZeros64(^uint64(t.size)) { //nolint:gosec // a size is never negative
		last := len(t.edges) - 1
		h = tlog.NodeHash(t.edges[last], h)
		t.edges = t.edges[:last]
		stored = append(stored, h)
	}
	t.edges = append(t.edges, h)
	t.size++
	return stored
}

// Head returns the size and the root.
func (t *Tree) Head() Head {
	if t.size == 0 {
		root, err := tlog.TreeHash(0, nil)
		if err != nil {
			panic(err) // the empty tree is a constant
		}
		return Head{Root: root}
	}
	h := t.edges[len(t.edges)-1]
	for i := len(t.edges) - 2; i >= 0; i-- {
		h = tlog.NodeHash(t.edges[i], h)
	}
	return Head{Size: t.size, Root: h}
}
