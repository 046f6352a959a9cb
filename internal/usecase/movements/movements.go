package movements

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// Movements has the use-cases about movements. It is safe for concurrent use.
type Movements struct {
	core  *act.Core
	store Store
}

// New makes the use-cases about movements.
func New(core *act.Core, store Store) *Movements {
	return &Movements{core: core, store: store}
}

// Store reads movements and the cases of passengers. Errors for things that do not exist have code
// fault.NotFound; pages are bounded.
type Store interface {
	Movement(ctx context.Context, ref casework.Ref) (record.MovementDetail, error)
	Movements(ctx context.Context, f record.MovementFilter) (record.Movements, error)
	// MovementActs lists which kinds of commands each account has sent to a movement that were carried out,
	// each pair once.
	MovementActs(ctx context.Context, ref casework.Ref) ([]movement.Act, error)
	// CaseFiles returns those of the cases that exist, by reference, without their tasks, in one transaction.
	CaseFiles(ctx context.Context, refs []casework.Ref) (map[casework.Ref]record.CaseDetail, error)
	// CaseState is the case as the rules see it, and nothing else of it.
	CaseState(ctx context.Context, ref casework.Ref) (casework.Case, error)
	// CaseStates returns the states of those of the cases that exist, by reference, in one query.
	CaseStates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error)
	Cases(ctx context.Context, f record.CaseFilter) (record.Cases, error)
}
