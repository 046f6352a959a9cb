package usecase

import (
	"context"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/record"
)

// AuditStore reads the audit log, and keeps signatures of witnesses.
type AuditStore interface {
	// AuditEvents lists lines of the log, newest first: those that the database gives the caller.
	AuditEvents(ctx context.Context, f record.AuditFilter) (record.AuditEvents, error)
	// AuditHead returns the signed head of a size, or the newest for 0; fault.NotFound if there is none.
	AuditHead(ctx context.Context, size int64) (record.AuditHead, error)
	// ProveLeaf and ProveContinues return an error wrapping audit.ErrRange if the tree has no such leaf or size.
	ProveLeaf(ctx context.Context, size, leaf int64) (tlog.Hash, []tlog.Hash, error)
	ProveContinues(ctx context.Context, from, to int64) ([]tlog.Hash, error)
	// Countersign keeps a witness's signature that was verified.
	Countersign(ctx context.Context, size int64, c audit.Cosignature) error
}
