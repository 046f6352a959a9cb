package cases

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// Cases has the use-cases about cases. It is safe for concurrent use.
type Cases struct {
	core      *act.Core
	store     Store
	procedure ruling.Procedure
}

// New makes the use-cases about cases.
func New(core *act.Core, store Store, procedure ruling.Procedure) *Cases {
	return &Cases{core: core, store: store, procedure: procedure}
}

// Store reads cases. Errors for things that do not exist have code fault.NotFound; pages are bounded.
type Store interface {
	// CaseState is the case as the rules see it, and nothing else of it.
	CaseState(ctx context.Context, ref casework.Ref) (casework.Case, error)
	// CaseStates returns the states of those of the cases that exist, by reference, in one query.
	CaseStates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error)
	Cases(ctx context.Context, f record.CaseFilter) (record.Cases, error)
	// CountCases counts the cases of a filter up to limit. The page of the filter does not matter.
	CountCases(ctx context.Context, f record.CaseFilter, limit int) (int, error)
	// Command returns a command by its own key; fault.NotFound if it was never sent.
	Command(ctx context.Context, key casework.Key) (record.CommandRow, error)
	// FindPeople lists the cases in which something of the query is found.
	FindPeople(ctx context.Context, q record.PersonQuery) ([]record.PersonHit, error)
	Timeline(ctx context.Context, f record.TimelineFilter) (record.Timeline, error)
	Consents(ctx context.Context, ref casework.Ref) ([]record.Consent, error)
	// HalfWaived lists the running cases in which an officer of one role has waived a gate and no officer
	// of another role has, the oldest waiver first, at most limit.
	HalfWaived(ctx context.Context, gate casework.GateID, by casework.Role, limit int) ([]casework.Ref, error)
	// ProposedPerson returns the values that a correction proposes, and its written reasons, by the key of its command.
	ProposedPerson(ctx context.Context, ref casework.Ref, key casework.Key) (record.Person, string, error)
	// IdentityVersions returns what was on record of who she is before each correction, newest first.
	IdentityVersions(ctx context.Context, ref casework.Ref) ([]record.IdentityVersion, error)
	Operation(ctx context.Context, ref casework.Ref) (record.OperationRow, error)
	Movement(ctx context.Context, ref casework.Ref) (record.MovementDetail, error)
}
