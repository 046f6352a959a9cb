package erasures

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// Erasure is one request to destroy the data of a person.
type Erasure struct {
	Ref         casework.Ref
	Case        casework.Ref
	State       erasure.State
	Basis       erasure.Basis
	RequestedAt time.Time
	RequestedBy casework.Actor
	DecidedAt   *time.Time // nil while it is open
	DecidedBy   *casework.Actor
	ErasedAt    *time.Time
	// Own is true if the caller made the request, and so cannot approve it.
	Own bool
}

// erasureFor loads the request for erasure that the caller asks about and authorizes the caller.
func (s *Erasures) erasureFor(ctx context.Context, ref casework.Ref) (record.ErasureRow, error) {
	row, err := s.store.Erasure(ctx, ref)
	if err != nil {
		return record.ErasureRow{}, act.AsMissing(err)
	}
	excluded, err := s.core.Exclusions(ctx, row.Case)
	if err != nil {
		return record.ErasureRow{}, err
	}
	return row, request.From(ctx).Authorize(policy.ShowErasure, s.subjectOfErasure(row, excluded(row.Case)))
}

// subjectOfErasure returns the policy subject of a request for erasure: the desk that made it owns it,
// and the host state oversees it. Of the case only the exclusions are used, because nothing else of it
// is left after the erasure.
func (s *Erasures) subjectOfErasure(row record.ErasureRow, excluded []casework.AccountID) policy.Subject {
	return policy.Subject{Desks: []policy.DeskAgency{s.core.Place(row.RequestedBy.Desk)}, Host: row.Host, Excluded: excluded}
}

func erasureOf(row record.ErasureRow, caller policy.Actor) Erasure {
	return Erasure{
		Ref: row.Ref, Case: row.Case, State: row.State, Basis: row.Basis, RequestedAt: row.RequestedAt, RequestedBy: visible.Actor(row.RequestedBy, caller),
		DecidedAt: row.DecidedAt, DecidedBy: actorOrNil(row.DecidedBy, caller), ErasedAt: row.ErasedAt, Own: row.RequestedBy.Account == caller.Account,
	}
}

func actorOrNil(by *casework.Actor, caller policy.Actor) *casework.Actor {
	if by == nil {
		return nil
	}
	named := visible.Actor(*by, caller)
	return &named
}
