package api

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/problem"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/wire"
)

// ShowCommand says what became of a write. The key is the account's own: another account's
// key of the same name leads elsewhere, or nowhere.
func (s *Server) ShowCommand(ctx context.Context, r wire.ShowCommandRequestObject) (wire.ShowCommandResponseObject, error) {
	q := request.From(ctx)
	key, err := command.KeyFor(q.Actor.Account, r.Key)
	if err != nil {
		return nil, err
	}
	row, err := s.Record.Command(ctx, key)
	if err != nil {
		return nil, hide(err)
	}
	subject := policy.Subject{Account: row.Actor.Account}
	if err := q.Authorize(policy.ShowCommand, subject); err != nil {
		return nil, err
	}
	v, err := s.receiptOf(ctx, r.Key, row)
	if err != nil {
		return nil, err
	}
	return wire.ShowCommand200JSONResponse(v), nil
}

// receiptOf is a command on record as its sender sees it.
func (s *Server) receiptOf(ctx context.Context, key string, row record.CommandRow) (wire.Receipt, error) {
	v := wire.Receipt{
		Key: key, State: row.State, Command: string(row.Target.Kind) + "." + row.Name,
		Target: wire.Target{Kind: row.Target.Kind, Ref: row.Target.Ref}, ReceivedAt: row.CreatedAt.UTC(), EndedAt: encode.Time(row.EndedAt),
	}
	if err := readAnswer(&v, row.Answer, false); err != nil {
		return wire.Receipt{}, err
	}
	if err := s.keepKnown(ctx, &v.Movement); err != nil {
		return wire.Receipt{}, err
	}
	if row.State == record.CommandRefused {
		v.Problem = problem.Of(request.From(ctx).ID, s.refusalOf(ctx, row))
	}
	return v, nil
}

// refusalOf is the fault that a command was refused with. Its closed gates are told as far
// as their reader sees the case now.
func (s *Server) refusalOf(ctx context.Context, row record.CommandRow) error {
	refusal := fault.New(row.Code, row.Message)
	if len(row.Details) > 0 {
		refusal = refusal.With(row.Details)
	}
	if row.Target.Kind == record.TargetOperation && row.Code == fault.GateClosed {
		return s.asSeenOf(ctx, row.Target.Ref, refusal)
	}
	if row.Target.Kind == record.TargetCase {
		if found, err := s.lookUp(ctx, row.Target.Ref); err == nil {
			return usecase.Explain(refusal, found.sight, s.Now())
		}
	}
	return refusal
}
