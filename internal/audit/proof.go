package audit

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Reader reads stored hashes by their places.
type Reader func(places []Place) ([]tlog.Hash, error)

// ReadHashes makes a Reader a tlog.HashReader.
func (r Reader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	places := make([]Place, len(indexes))
	for i, index := range indexes {
		places[i] = PlaceOf(index)
	}
	return r(places)
}

// ErrRange means that the tree has no such leaf, or is not that large.
var ErrRange = errors.New("the audit log is not that large")

// ProveLeaf returns a proof that the tree of a size holds the leaf at an index; see HasLeaf.
func ProveLeaf(size, index int64, stored Reader) ([]tlog.Hash, error) {
	if index < 0 || index >= size {
		return nil, ErrRange
	}
	proof, err := tlog.ProveRecord(size, index, stored)
	if err != nil {
		return nil, fmt.Errorf("prove audit leaf: %w", err)
	}
	return proof, nil
}

// ProveContinues returns a proof that the tree of size to begins with the tree of size from; see
// Continues.
func ProveContinues(from, to int64, stored Reader) ([]tlog.Hash, error) {
	if from < 1 || from > to {
		return nil, ErrRange
	}
	proof, err := tlog.ProveTree(to, from, stored)
	if err != nil {
		return nil, fmt.Errorf("prove audit tree: %w", err)
	}
	return proof, nil
}

// HasLeaf reports whether a proof shows that the tree holds a leaf at an index.
func (h Head) HasLeaf(index int64, leaf tlog.Hash, proof []tlog.Hash) bool {
	return index >= 0 && index < h.Size && tlog.CheckRecord(proof, h.Size, h.Root, index, leaf) == nil
}

// Continues reports whether a proof shows that the tree begins with an earlier one. Every tree begins
// with the empty tree, and an equal tree needs no proof.
func (h Head) Continues(from Head, proof []tlog.Hash) bool {
	switch {
	case from.Size == 0:
		return true
	case from.Size > h.Size:
		return false
	default:
		return tlog.CheckTree(proof, h.Size, h.Root, from.Size, from.Root) == nil
	}
}
