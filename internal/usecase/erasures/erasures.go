package erasures

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/usecase/act"
)

// Erasures has the use-cases about erasure. It is safe for concurrent use.
type Erasures struct {
	core      *act.Core
	store     Store
	retention *retention.Schedule
}

// New makes the use-cases about erasure.
func New(core *act.Core, store Store, retention *retention.Schedule) *Erasures {
	return &Erasures{core: core, store: store, retention: retention}
}

// Store reads requests for erasure, and data that are past their retention period. Errors for things that do
// not exist have code fault.NotFound; pages are bounded.
type Store interface {
	// CaseStates returns the states of those of the cases that exist and are not erased, by reference.
	CaseStates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error)
	Erasure(ctx context.Context, ref casework.Ref) (record.ErasureRow, error)
	Erasures(ctx context.Context, f record.ErasureFilter) (record.Erasures, error)
	Deletion(ctx context.Context, ref casework.Ref, desk casework.DeskID) (record.DeletionRow, error)
	Deletions(ctx context.Context, f record.DeletionFilter) (record.Deletions, error)
	// Overdue returns what the next daily purge will delete, as counted by the last one.
	Overdue(ctx context.Context) ([]record.Overdue, error)
	// DueFiles returns the cases that the last daily purge has found to be past their retention period.
	DueFiles(ctx context.Context, limit int) ([]record.DueFile, error)
}
