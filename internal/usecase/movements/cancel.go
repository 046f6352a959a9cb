package movements

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Cancelling is what cancelling a movement would undo now, and the proposal that waits for a second person.
type Cancelling struct {
	Movement Movement
	Undoes   movement.Undoes
	Withheld bool   // counts of people are left out, which the caller may not know
	Digest   string // of the proposal if it still describes what would be undone now; otherwise of that
	// Passengers are those who would lose their place and whom the caller may know of.
	Passengers []movement.Passenger
	Proposal   *movement.Proposal // nil if none waits
	Mine       bool               // the caller has proposed it
	Changed    bool               // the passengers are not those of the proposal any more
}

// CancelMovement takes every passenger off in reverse order and keeps their cases going. With passengers it
// is only proposed: a second person must agree, and the desks whose officers may do so get a notice.
func (s *Movements) CancelMovement(ctx context.Context, ref casework.Ref, key string, cause casework.Cause) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.CancelMovement, ofMovement(ref), func(ctx context.Context) (act.Receipt, error) {
		m, err := s.movementFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		seconds := s.core.DesksThatMay(policy.AgreeCancel, s.core.SubjectOfMovement(m.MovementRow, m.State.Escorts))
		return s.sendToMovement(ctx, ref, key, movement.Command{Kind: movement.KindCancel, Cause: cause, Seconds: seconds})
	})
}

// AgreeCancel agrees, as the second person, to cancel a movement: to exactly what the caller has seen.
func (s *Movements) AgreeCancel(ctx context.Context, ref casework.Ref, key, digest string) (act.Receipt, error) {
	return s.commandMovement(ctx, policy.AgreeCancel, ref, key, movement.Command{Kind: movement.KindAgree, Seal: digest}, notOwn)
}

// RefuseCancel refuses to cancel a movement; the officer who proposed it withdraws it.
func (s *Movements) RefuseCancel(ctx context.Context, ref casework.Ref, key string) (act.Receipt, error) {
	return s.commandMovement(ctx, policy.RefuseCancel, ref, key, movement.Command{Kind: movement.KindRefuse})
}

// notOwn returns a fault of code Denied to the officer who proposed it, before anything is sent.
func notOwn(ctx context.Context, m record.MovementDetail) error {
	if p := m.State.Proposal; p != nil && p.By.Account == request.From(ctx).Actor.Account {
		return fault.New(fault.Denied, "you proposed this; a second person must agree")
	}
	return nil
}

// PreviewCancel returns what cancelling a movement would undo, and the proposal that waits. It changes nothing.
func (s *Movements) PreviewCancel(ctx context.Context, ref casework.Ref) (Cancelling, error) {
	return act.Run(ctx, s.core, policy.PreviewCancel, ofMovement(ref), func(ctx context.Context) (Cancelling, error) {
		m, err := s.movementFor(ctx, ref)
		if err != nil {
			return Cancelling{}, err
		}
		out := cancellingOf(m, request.From(ctx).Actor)
		known, err := s.core.KnownPassengers(ctx, m)
		if err != nil {
			return Cancelling{}, err
		}
		for _, p := range m.State.Passengers {
			if known[p.Case] && p.State != movement.Off {
				out.Passengers = append(out.Passengers, movement.Passenger{Case: p.Case, State: p.State})
			}
		}
		return out, nil
	})
}

// cancellingOf returns what cancelling would undo as numbers.
func cancellingOf(m record.MovementDetail, caller policy.Actor) Cancelling {
	out := Cancelling{
		Movement: movementLine(m.MovementRow, caller), Undoes: m.State.Undoes(), Digest: m.State.CancelDigest(), Proposal: m.State.Proposal,
		Withheld: policy.CountsWithheld(caller),
	}
	if out.Withheld {
		out.Undoes = movement.Undoes{}
	}
	if p := out.Proposal; p != nil {
		out.Mine, out.Changed = p.By.Account == caller.Account, p.Digest != out.Digest
		if !out.Changed {
			out.Digest = p.Seal()
		}
	}
	return out
}

// ToCancel lists the movements that another officer has proposed to cancel and for which the caller can agree.
// It is a part of a use-case of package usecase, and makes no audit row itself.
func ToCancel(ctx context.Context, core *act.Core, store Store) (act.Page[Cancelling], error) {
	s := &Movements{core: core, store: store}
	out, r := act.Page[Cancelling]{}, request.From(ctx)
	if !policy.EverAllowed(r.Actor, policy.AgreeCancel) {
		return out, nil
	}
	for _, status := range []movement.Status{movement.Planned, movement.Holding, movement.Ticketed, movement.Locked, movement.Boarding} {
		found, err := store.Movements(ctx, record.MovementFilter{Status: status, Without: r.Actor.Account, Page: record.Page{Limit: record.MaxLimit}})
		if err != nil {
			return out, err
		}
		if found.Next != nil {
			out.Next = found.Next
		}
		for _, row := range found.Rows {
			m, waits, err := s.waitsFor(ctx, row)
			if err != nil {
				return out, err
			}
			if waits {
				out.Rows = append(out.Rows, cancellingOf(m, r.Actor))
			}
		}
	}
	return out, nil
}

// waitsFor loads a movement, and reports whether it waits for the caller to agree that it is cancelled.
func (s *Movements) waitsFor(ctx context.Context, row record.MovementRow) (record.MovementDetail, bool, error) {
	r := request.From(ctx)
	if !r.May(policy.AgreeCancel, s.core.SubjectOfMovement(row, nil)) {
		return record.MovementDetail{}, false, nil
	}
	m, err := s.store.Movement(ctx, row.Ref)
	if fault.CodeOf(err) == fault.NotFound {
		return m, false, nil
	}
	p := m.State.Proposal
	return m, err == nil && p != nil && p.By.Account != r.Actor.Account, err
}
