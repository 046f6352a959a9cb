package auditlog

import (
	"context"
	"errors"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Proof proves something about the audit log's tree of a size (RFC 6962, section 2.1).
type Proof struct {
	Size   int64
	Leaf   *tlog.Hash // the leaf that the tree holds; nil in a proof that it extends an earlier one
	Hashes []tlog.Hash
}

// ProveContinues proves that the tree of a size extends an earlier one.
func (s *AuditLog) ProveContinues(ctx context.Context, from, size int64) (Proof, error) {
	return act.Run(ctx, s.core, policy.ProveAuditTree, act.OnNothing(), func(ctx context.Context) (Proof, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return Proof{}, err
		}
		hashes, err := s.store.ProveContinues(ctx, from, size)
		return Proof{Size: size, Hashes: hashes}, outOfRange(err)
	})
}

// ProveLeaf proves that the tree of a size holds a leaf, counted from 0.
func (s *AuditLog) ProveLeaf(ctx context.Context, size, leaf int64) (Proof, error) {
	return act.Run(ctx, s.core, policy.ProveAuditLeaf, act.OnNothing(), func(ctx context.Context) (Proof, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return Proof{}, err
		}
		hash, hashes, err := s.store.ProveLeaf(ctx, size, leaf)
		return Proof{Size: size, Leaf: &hash, Hashes: hashes}, outOfRange(err)
	})
}

// outOfRange converts audit.ErrRange to a fault of code NotFound.
func outOfRange(err error) error {
	if errors.Is(err, audit.ErrRange) {
		return policy.Missing()
	}
	return err
}
