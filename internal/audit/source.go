package audit

import (
	"context"
	"iter"

	"golang.org/x/mod/sumdb/tlog"
)

// Leaf is an event at its place in the tree, as a source has stored it. Verification trusts none of it.
type Leaf struct {
	Index int64
	Row   int64 // the event's row in the database; 0 if it is not known
	// Record is the event in canonical form from its present row, see RecordOf; nil if the row is
	// missing.
	Record []byte
	// Hash is the stored hash of the leaf.
	Hash tlog.Hash
	// Above are the hashes of subtrees that are stored with the leaf; nil if the source does not have
	// them.
	Above []tlog.Hash
	// Signature is the log's signature of the leaf at its place.
	Signature []byte
}

// Item is an item of a log: a leaf, or a signed head.
type Item struct {
	Leaf *Leaf
	Head string // a signed head; "" for a leaf
}

// Source is a stored log: a database or an export.
type Source interface {
	// Items iterates over the leaves in the order of their indexes, beginning at from, with every head
	// after the last leaf that it counts. Heads that count none of these leaves may be missing. It can
	// be called more than once. An error ends the iteration.
	Items(ctx context.Context, from int64) iter.Seq2[Item, error]
}

// RecordOf returns an event in canonical form, or nil if the event is not valid. Otherwise a row with
// forged values could be parsed as another event; like this it never equals the event that was signed.
func RecordOf(e Event) []byte {
	if !e.wellFormed() {
		return []byte("no event\n")
	}
	return e.Canonical()
}
