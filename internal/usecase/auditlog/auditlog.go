package auditlog

import (
	"context"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// AuditLog has the use-cases about the audit log. It is safe for concurrent use.
type AuditLog struct {
	core      *act.Core
	store     Store
	auditKey  audit.Key
	witnesses []audit.Witness
	codec     Codec
}

// New makes the use-cases about the audit log.
func New(core *act.Core, store Store, auditKey audit.Key, witnesses []audit.Witness, codec Codec) *AuditLog {
	return &AuditLog{core: core, store: store, auditKey: auditKey, witnesses: witnesses, codec: codec}
}

// Store reads the audit log and keeps signatures of witnesses, and reads the subjects of payloads. Errors for
// things that do not exist have code fault.NotFound; pages are bounded.
type Store interface {
	// AuditEvents lists lines of the log, newest first: those that the database gives the caller.
	AuditEvents(ctx context.Context, f record.AuditFilter) (record.AuditEvents, error)
	// AuditHead returns the signed head of a size, or the newest for 0; fault.NotFound if there is none.
	AuditHead(ctx context.Context, size int64) (record.AuditHead, error)
	// ProveLeaf and ProveContinues return an error wrapping audit.ErrRange if the tree has no such leaf or size.
	ProveLeaf(ctx context.Context, size, leaf int64) (tlog.Hash, []tlog.Hash, error)
	ProveContinues(ctx context.Context, from, to int64) ([]tlog.Hash, error)
	// Countersign keeps a witness's signature that was verified.
	Countersign(ctx context.Context, size int64, c audit.Cosignature) error
	Operation(ctx context.Context, ref casework.Ref) (record.OperationRow, error)
	Movement(ctx context.Context, ref casework.Ref) (record.MovementDetail, error)
}
