package usecase

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// MovementStore reads movements. The error for one that does not exist has code
// fault.NotFound; pages are bounded.
type MovementStore interface {
	Movement(ctx context.Context, ref casework.Ref) (record.MovementDetail, error)
	Movements(ctx context.Context, f record.MovementFilter) (record.Movements, error)
}

// movementFor loads the movement that a request is about and authorizes the request.
func (s *Service) movementFor(ctx context.Context, ref casework.Ref) (record.MovementDetail, error) {
	m, err := s.Store.Movement(ctx, ref)
	if err != nil {
		return record.MovementDetail{}, asMissing(err)
	}
	return m, request.From(ctx).Authorize(policy.ShowMovement, s.subjectOfMovement(m.MovementRow, m.State.Escorts))
}

// subjectOfMovement is the subject that a movement is: the desk that planned it owns it; the receiving
// desk and the escorts have a part in it.
func (s *Service) subjectOfMovement(row record.MovementRow, escorts []casework.DeskID) policy.Subject {
	desk, _ := s.Directory.Desk(row.Desk)
	subject := policy.Subject{
		Desks: []policy.DeskAgency{s.place(row.Desk)}, Asked: []policy.DeskAgency{s.place(row.Receiving)}, Host: desk.Country,
	}
	for _, escort := range escorts {
		subject.Asked = append(subject.Asked, s.place(escort))
	}
	return subject
}

// commandMovement carries out a use-case that only sends one command to a movement.
func (s *Service) commandMovement(ctx context.Context, action policy.Action, ref casework.Ref, key string, cmd movement.Command) (Receipt, error) {
	return run(ctx, s, action, ofMovement(ref), func(ctx context.Context) (Receipt, error) {
		if _, err := s.movementFor(ctx, ref); err != nil {
			return Receipt{}, err
		}
		return s.sendToMovement(ctx, ref, key, cmd)
	})
}

// sendToMovement sends a command to a movement about which policy was asked.
func (s *Service) sendToMovement(ctx context.Context, ref casework.Ref, key string, cmd movement.Command) (Receipt, error) {
	return s.send(ctx, write{key: key, target: record.Target{Kind: record.TargetMovement, Ref: ref}, name: string(cmd.Kind), args: cmd})
}

// ofMovement is the movement that a use-case was asked for, as the audit log has it.
func ofMovement(ref casework.Ref) audit.Subject {
	return audit.Subject{Kind: audit.OfMovement, Ref: string(ref)}
}
