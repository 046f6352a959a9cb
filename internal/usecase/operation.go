package usecase

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// OperationStore reads operations. The error for one that does not exist has code fault.NotFound.
type OperationStore interface {
	Operation(ctx context.Context, ref casework.Ref) (record.OperationRow, error)
	Operations(ctx context.Context, f record.OperationFilter) (record.Operations, error)
	Funnel(ctx context.Context, operation casework.Ref) (record.Funnel, error)
}

// operationFor loads the operation that a request is about and authorizes the request.
func (s *Service) operationFor(ctx context.Context, ref casework.Ref) (record.OperationRow, error) {
	row, err := s.Store.Operation(ctx, ref)
	if err != nil {
		return record.OperationRow{}, asMissing(err)
	}
	return row, request.From(ctx).Authorize(policy.ShowOperation, s.ofOperation(row.Operation))
}

// ofOperationRef names an operation as what a use-case was asked for.
func ofOperationRef(ref casework.Ref) audit.Subject {
	return audit.Subject{Kind: audit.OfOperation, Ref: string(ref)}
}

// joinable returns nil if something may be opened in an operation: one that the caller may see.
// Otherwise the field that names it is invalid, whether the operation exists or not.
func (s *Service) joinable(ctx context.Context, ref casework.Ref) error {
	missing := invalid("/operation", FieldUnknown)
	row, err := s.Store.Operation(ctx, ref)
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return missing
	case err != nil:
		return err
	case !request.From(ctx).May(policy.ShowOperation, s.ofOperation(row.Operation)):
		return missing
	default:
		return nil
	}
}
