package act

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// RefusalOf returns the error with which a command was refused. Its closed gates are explained as far as
// the caller sees the case or the operation now.
func (s *Core) RefusalOf(ctx context.Context, row record.CommandRow) error {
	refusal := fault.New(row.Code, row.Message)
	if len(row.Details) > 0 {
		refusal = refusal.With(row.Details)
	}
	switch {
	case row.Target.Kind == record.TargetOperation && row.Code == fault.GateClosed:
		return s.ExplainForOperation(ctx, row.Target.Ref, refusal)
	case row.Target.Kind == record.TargetCase:
		if c, err := s.LookUp(ctx, row.Target.Ref); err == nil {
			return Explain(refusal, c.Seen, s.Now())
		}
	}
	return Explain(refusal, request.From(ctx).Nothing(), s.Now())
}

// ExplainForOperation explains an error about an operation as far as the caller sees the operation.
func (s *Core) ExplainForOperation(ctx context.Context, ref casework.Ref, err error) error {
	row, missing := s.Store.Operation(ctx, ref)
	if missing != nil {
		return err
	}
	return Explain(err, request.From(ctx).Of(OfOperationRef(ref), s.OfOperation(row.Operation)), s.Now())
}
