package usecase

import (
	"context"
	"errors"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

// AuditProof proves something about the audit log's tree of a size (RFC 6962, section 2.1).
type AuditProof struct {
	Size   int64
	Leaf   *tlog.Hash // the leaf that the tree holds; nil in a proof that it extends an earlier one
	Hashes []tlog.Hash
}

// ProveContinues proves that the tree of a size extends an earlier one.
func (s *Service) ProveContinues(ctx context.Context, from, size int64) (AuditProof, error) {
	return run(ctx, s, policy.ProveAuditTree, onNothing(), func(ctx context.Context) (AuditProof, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return AuditProof{}, err
		}
		hashes, err := s.Store.ProveContinues(ctx, from, size)
		return AuditProof{Size: size, Hashes: hashes}, outOfRange(err)
	})
}

// ProveLeaf proves that the tree of a size holds a leaf, counted from 0.
func (s *Service) ProveLeaf(ctx context.Context, size, leaf int64) (AuditProof, error) {
	return run(ctx, s, policy.ProveAuditLeaf, onNothing(), func(ctx context.Context) (AuditProof, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return AuditProof{}, err
		}
		hash, hashes, err := s.Store.ProveLeaf(ctx, size, leaf)
		return AuditProof{Size: size, Leaf: &hash, Hashes: hashes}, outOfRange(err)
	})
}

// outOfRange converts audit.ErrRange to a fault of code NotFound.
func outOfRange(err error) error {
	if errors.Is(err, audit.ErrRange) {
		return policy.Missing()
	}
	return err
}
