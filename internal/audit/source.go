package audit

import (
	"context"
	"iter"

	"golang.org/x/mod/sumdb/tlog"
)

// Leaf is an event at its place in the tree, as somebody keeps it. Nothing of it is believed.
type Leaf struct {
	Index int64
	Row   int64 // the event's row in the database; 0 when it is not known
	// Record is the event in canonical form as its row stands now, see RecordOf; nil when the row
	// is gone.
	Record []byte
	// Hash is the leaf's hash as it was stored.
	Hash tlog.Hash
	// Above are the hashes of subtrees stored with the leaf; nil where they are not kept.
	Above []tlog.Hash
	// Signature is the log's, on the leaf at its place.
	Signature []byte
}

// Item is one thing that a log consists of: a leaf, or a signed head.
type Item struct {
	Leaf *Leaf
	Head string // a signed head; "" for a leaf
}

// Source is a log as somebody keeps it: a database, or an export.
type Source interface {
	// Items goes through the leaves in the order of their indexes, from an index on, with every
	// head behind the last leaf that it counts; heads that count none of these leaves may be left
	// out. It can be gone through more than once. A problem ends it.
	Items(ctx context.Context, from int64) iter.Seq2[Item, error]
}

// RecordOf is an event in canonical form when it is one. A row that somebody has filled with
// other things than codes could else be read as another event; it is as good as no event, and
// never as good as the one that was signed.
func RecordOf(e Event) []byte {
	if !e.wellFormed() {
		return []byte("no event\n")
	}
	return e.Canonical()
}
