package rescues

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// operationFor loads the operation that a request is about and authorizes the request.
func (s *Rescues) operationFor(ctx context.Context, ref casework.Ref) (record.OperationRow, error) {
	row, err := s.store.Operation(ctx, ref)
	if err != nil {
		return record.OperationRow{}, act.AsMissing(err)
	}
	return row, request.From(ctx).Authorize(policy.ShowOperation, s.core.OfOperation(row.Operation))
}
