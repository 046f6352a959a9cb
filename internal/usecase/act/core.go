package act

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// Core has what every part of the use-cases needs. All fields are required. It is safe for concurrent use.
type Core struct {
	Audit     request.Log
	Commands  Commands
	Directory Directory
	Corridors Corridors
	Store     Store
	// Reading returns how many files an account in a role may read that its work does not explain.
	Reading func(casework.Role) reading.Limit
	// NewRef mints references of things that no workflow makes.
	NewRef func() casework.Ref
	Now    func() time.Time
}

// Store has the reads with which a use-case finds a case and asks policy. Errors for things that do not exist
// have code fault.NotFound; pages are bounded.
type Store interface {
	Case(ctx context.Context, ref casework.Ref) (record.CaseDetail, error)
	// CaseState is the case as the rules see it, and nothing else of it.
	CaseState(ctx context.Context, ref casework.Ref) (casework.Case, error)
	// CaseStates returns the states of those of the cases that exist, by reference, in one query.
	CaseStates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error)
	Cases(ctx context.Context, f record.CaseFilter) (record.Cases, error)
	// KeptOut returns those of these cases whose survivor wants the account kept out now.
	KeptOut(ctx context.Context, account casework.AccountID, refs []casework.Ref) ([]casework.Ref, error)
	Operation(ctx context.Context, ref casework.Ref) (record.OperationRow, error)
	Operations(ctx context.Context, f record.OperationFilter) (record.Operations, error)
	// CountFileRead counts that an account reads a file which its work does not explain, or returns
	// reading.Refusal and begins a review.
	CountFileRead(ctx context.Context, f record.FileRead) error
}

// Commands carries out writes: each is stored first, then sent, then answered.
type Commands interface {
	// Do returns a refusal as a fault; see command.Service.
	Do(ctx context.Context, r command.Request) (command.Result, error)
}

// Directory has the desks and agencies.
type Directory interface {
	Desk(id casework.DeskID) (corridor.Desk, bool)
	Agency(id casework.AgencyID) (corridor.Agency, bool)
	Desks() []corridor.Desk
}

// Corridors finds rules. A corridor that does not exist is corridor.ErrNoCorridor.
type Corridors interface {
	Corridors() []corridor.Corridor
	Get(id string, version int) (corridor.Corridor, error)
	// Find returns the corridor in force at an instant.
	Find(host, origin casework.Country, custodian string, at time.Time) (corridor.Corridor, error)
	// Addressees lists the desks to which the question of a state may go in a host state at an instant.
	Addressees(nationality, host casework.Country, at time.Time) []casework.DeskID
	// Answers reports whether a desk may carry the question of a state in a host state at an instant.
	Answers(desk casework.DeskID, nationality, host casework.Country, at time.Time) bool
}
