package movements

import (
	"context"
	"slices"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// movementFor loads the movement that a request is about and authorizes the request. For an officer whom a
// person has excluded who is, or was, a passenger there is no such movement: it would tell where she is and
// when, and what is done to the whole of it is done to her. Another officer has it.
func (s *Movements) movementFor(ctx context.Context, ref casework.Ref) (record.MovementDetail, error) {
	m, err := s.store.Movement(ctx, ref)
	if err != nil {
		return record.MovementDetail{}, act.AsMissing(err)
	}
	refs := act.RefsOf(m.State.Passengers, func(p movement.Passenger) casework.Ref { return p.Case })
	excluded, err := s.core.Exclusions(ctx, refs...)
	if err != nil {
		return record.MovementDetail{}, err
	}
	if slices.ContainsFunc(refs, func(ref casework.Ref) bool { return len(excluded(ref)) > 0 }) {
		return record.MovementDetail{}, policy.Missing()
	}
	subject, err := s.core.MovementFor(ctx, m)
	if err != nil {
		return record.MovementDetail{}, err
	}
	return m, request.From(ctx).Authorize(policy.ShowMovement, subject)
}

// check returns nil if a movement may be given a command now.
type check func(ctx context.Context, m record.MovementDetail) error

// commandMovement carries out a use-case that only sends one command to a movement. The checks are made
// after policy was asked; the first that fails refuses the command.
func (s *Movements) commandMovement(ctx context.Context, action policy.Action, ref casework.Ref, key string, cmd movement.Command, checks ...check) (act.Receipt, error) {
	return act.Run(ctx, s.core, action, ofMovement(ref), func(ctx context.Context) (act.Receipt, error) {
		m, err := s.movementFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		for _, allows := range checks {
			if err := allows(ctx, m); err != nil {
				return act.Receipt{}, err
			}
		}
		return s.sendToMovement(ctx, ref, key, cmd)
	})
}

// sendToMovement sends a command to a movement about which policy was asked. It refuses a command of an
// officer who has had another duty on the movement.
func (s *Movements) sendToMovement(ctx context.Context, ref casework.Ref, key string, cmd movement.Command) (act.Receipt, error) {
	if err := s.ownDuty(ctx, ref, cmd.Kind); err != nil {
		return act.Receipt{}, err
	}
	return s.core.Send(ctx, act.Write{Key: key, Target: record.Target{Kind: record.TargetMovement, Ref: ref}, Name: string(cmd.Kind), Args: cmd})
}

// ownDuty returns nil if the caller has had no other duty on a movement; see movement.CheckDuty.
func (s *Movements) ownDuty(ctx context.Context, ref casework.Ref, kind movement.Kind) error {
	if _, divided := movement.DutyOf(kind); !divided {
		return nil
	}
	acts, err := s.store.MovementActs(ctx, ref)
	if err != nil {
		return err
	}
	return movement.CheckDuty(kind, request.From(ctx).Actor.Account, acts)
}

// ofMovement is the movement that a use-case was asked for, as the audit log has it.
func ofMovement(ref casework.Ref) audit.Subject {
	return audit.Subject{Kind: audit.OfMovement, Ref: string(ref)}
}
