package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// CommandStore reads writes. The error for one that does not exist has code fault.NotFound.
type CommandStore interface {
	Command(ctx context.Context, key casework.Key) (record.CommandRow, error)
}

// ShowCommand returns the result of a write of the caller's account. Keys of different accounts are
// independent. The Receipt of a refused write has its Refusal.
func (s *Service) ShowCommand(ctx context.Context, key string) (Receipt, error) {
	return run(ctx, s, policy.ShowCommand, onNothing(), func(ctx context.Context) (Receipt, error) {
		r := request.From(ctx)
		own, err := command.KeyFor(r.Actor.Account, key)
		if err != nil {
			return Receipt{}, err
		}
		row, err := s.Store.Command(ctx, own)
		if err != nil {
			return Receipt{}, asMissing(err)
		}
		if err := r.Authorize(policy.ShowCommand, policy.Subject{Account: row.Actor.Account}); err != nil {
			return Receipt{}, err
		}
		out := Receipt{Key: key, State: row.State, Name: row.Name, Target: row.Target, ReceivedAt: row.CreatedAt, EndedAt: row.EndedAt}
		if err := out.read(row.Answer, false); err != nil {
			return Receipt{}, err
		}
		if out.Movement != nil {
			if err := s.redactAnswer(ctx, out.Movement); err != nil {
				return Receipt{}, err
			}
		}
		if row.State == record.CommandRefused {
			out.Refusal = s.refusalOf(ctx, row)
		}
		return out, nil
	})
}

// refusalOf returns the error with which a command was refused. Its closed gates are explained as far as
// the caller sees the case or the operation now.
func (s *Service) refusalOf(ctx context.Context, row record.CommandRow) error {
	refusal := fault.New(row.Code, row.Message)
	if len(row.Details) > 0 {
		refusal = refusal.With(row.Details)
	}
	switch {
	case row.Target.Kind == record.TargetOperation && row.Code == fault.GateClosed:
		return s.explainForOperation(ctx, row.Target.Ref, refusal)
	case row.Target.Kind == record.TargetCase:
		if c, err := s.lookUp(ctx, row.Target.Ref); err == nil {
			return explain(refusal, c.seen, s.Now())
		}
	}
	return explain(refusal, request.From(ctx).Nothing(), s.Now())
}
