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
	// StopUntil is until when it can be stopped; nil if it cannot.
	StopUntil *time.Time
	// WaitsFor are the roles of which one may approve it, at an agency other than the requester's; none once it is decided.
	WaitsFor []casework.Role

	// Of a request that is shown alone, and not in a list:

	// Reasons are why it was requested, and EndReasons why it was refused or stopped; "" if none were written, and when
	// the person is erased.
	Reasons, EndReasons string
	// MayApprove and MayStop report whether the caller may approve it, and refuse or stop it, as it is now.
	MayApprove, MayStop bool
}

// Waits reports whether the request waits for its second person.
func (e Erasure) Waits() bool { return e.State == erasure.Requested }

// Stoppable reports whether the erasure is approved and can still be stopped.
func (e Erasure) Stoppable(now time.Time) bool { return e.StopUntil != nil && now.Before(*e.StopUntil) }

// erasureFor loads the request for erasure that the caller asks about and authorizes the caller.
func (s *Erasures) erasureFor(ctx context.Context, ref casework.Ref) (record.ErasureRow, policy.Subject, error) {
	row, err := s.store.Erasure(ctx, ref)
	if err != nil {
		return record.ErasureRow{}, policy.Subject{}, act.AsMissing(err)
	}
	subjects, err := s.subjectsOf(ctx, []record.ErasureRow{row})
	if err != nil {
		return record.ErasureRow{}, policy.Subject{}, err
	}
	subject := subjects(row)
	return row, subject, request.From(ctx).Authorize(policy.ShowErasure, subject)
}

// mayApprove reports whether the caller is a second person for a request: of another account and of another agency.
func mayApprove(r *request.Request, row record.ErasureRow, subject policy.Subject) bool {
	return row.State == erasure.Requested && r.May(policy.ApproveErasure, subject) &&
		row.RequestedBy.Account != r.Actor.Account && row.RequestedBy.Agency != r.Actor.Agency
}

// subjectsOf returns a function that gives the policy subject of each of these requests for erasure: the
// desk that made it owns it, her team can stop it, and the host state oversees it. Of a case that is
// erased only the exclusions are left.
func (s *Erasures) subjectsOf(ctx context.Context, rows []record.ErasureRow) (func(record.ErasureRow) policy.Subject, error) {
	refs := act.RefsOf(rows, func(row record.ErasureRow) casework.Ref { return row.Case })
	excluded, err := s.core.Exclusions(ctx, refs...)
	if err != nil {
		return nil, err
	}
	states, err := s.store.CaseStates(ctx, refs)
	if err != nil {
		return nil, err
	}
	return func(row record.ErasureRow) policy.Subject {
		subject := policy.Subject{Host: row.Host}
		if state, there := states[row.Case]; there {
			subject = s.core.SubjectOf(ctx, &state)
		}
		subject.Desks = append(subject.Desks, s.core.Place(row.RequestedBy.Desk))
		subject.Excluded = append(subject.Excluded, excluded(row.Case)...)
		return subject
	}, nil
}

func erasureOf(row record.ErasureRow, caller policy.Actor) Erasure {
	out := Erasure{
		StopUntil: row.StopUntil, Ref: row.Ref, Case: row.Case, State: row.State, Basis: row.Basis, RequestedAt: row.RequestedAt, RequestedBy: visible.Actor(row.RequestedBy, caller),
		DecidedAt: row.DecidedAt, DecidedBy: actorOrNil(row.DecidedBy, caller), ErasedAt: row.ErasedAt, Own: row.RequestedBy.Account == caller.Account,
	}
	if out.Waits() {
		out.WaitsFor = policy.Roles(policy.ApproveErasure)
	}
	return out
}

func actorOrNil(by *casework.Actor, caller policy.Actor) *casework.Actor {
	if by == nil {
		return nil
	}
	named := visible.Actor(*by, caller)
	return &named
}
