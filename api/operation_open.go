package api

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// OpenOperation opens an operation, led by the asker's desk.
func (s *Server) OpenOperation(ctx context.Context, r wire.OpenOperationRequestObject) (wire.OpenOperationResponseObject, error) {
	if err := request.From(ctx).Authorize(policy.ListOperations, policy.Subject{Host: r.Body.Host}); err != nil {
		return receipt{}, err
	}
	return s.send(ctx, write{
		key: r.Params.IdempotencyKey, target: record.Target{Kind: record.TargetOperation}, name: string(operation.KindOpen),
		args:  operation.Command{Kind: operation.KindOpen, Host: r.Body.Host, Custodian: string(r.Body.Custodian)},
		words: record.Words{Text: r.Body.Words}, at: "/operations/",
	})
}

// PauseOperation lets an operation and its cases stand still.
func (s *Server) PauseOperation(ctx context.Context, r wire.PauseOperationRequestObject) (wire.PauseOperationResponseObject, error) {
	return s.steer(ctx, r.Operation, r.Params.IdempotencyKey, operation.Command{Kind: operation.KindPause, Cause: r.Body.Cause})
}

// ResumeOperation lets them go on.
func (s *Server) ResumeOperation(ctx context.Context, r wire.ResumeOperationRequestObject) (wire.ResumeOperationResponseObject, error) {
	return s.steer(ctx, r.Operation, r.Params.IdempotencyKey, operation.Command{Kind: operation.KindResume})
}

// CloseOperation takes no more lists for it.
func (s *Server) CloseOperation(ctx context.Context, r wire.CloseOperationRequestObject) (wire.CloseOperationResponseObject, error) {
	return s.steer(ctx, r.Operation, r.Params.IdempotencyKey, operation.Command{Kind: operation.KindClose})
}

// steer sends a command to an operation that is there.
func (s *Server) steer(ctx context.Context, ref casework.Ref, key string, cmd operation.Command) (receipt, error) {
	if _, err := s.operationFor(ctx, ref); err != nil {
		return receipt{}, err
	}
	return s.sendToOperation(ctx, ref, key, cmd)
}

func (s *Server) sendToOperation(ctx context.Context, ref casework.Ref, key string, cmd operation.Command) (receipt, error) {
	return s.send(ctx, write{
		key: key, target: record.Target{Kind: record.TargetOperation, Ref: ref}, name: string(cmd.Kind), args: cmd,
	})
}
