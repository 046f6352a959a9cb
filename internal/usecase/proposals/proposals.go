package proposals

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// Proposals has the use-cases about proposals. It is safe for concurrent use.
type Proposals struct {
	core      *act.Core
	store     Store
	procedure ruling.Procedure
}

// New makes the use-cases about proposals.
func New(core *act.Core, store Store, procedure ruling.Procedure) *Proposals {
	return &Proposals{core: core, store: store, procedure: procedure}
}

// Store reads what a proposal is about. Errors for things that do not exist have code fault.NotFound; pages are
// bounded.
type Store interface {
	Case(ctx context.Context, ref casework.Ref) (record.CaseDetail, error)
	CaseStates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error)
	// ProposedPerson returns the values that a correction proposes, and its written reasons, by the key of its command.
	ProposedPerson(ctx context.Context, ref casework.Ref, key casework.Key) (record.Person, string, error)
	Tasks(ctx context.Context, f record.TaskFilter) (record.Tasks, error)
	OrderText(ctx context.Context, ref casework.Ref, key casework.Key) (record.OrderText, error)
	Timeline(ctx context.Context, f record.TimelineFilter) (record.Timeline, error)
}
