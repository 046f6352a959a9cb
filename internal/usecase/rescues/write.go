package rescues

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// OpenOperation opens an operation, led by the caller's desk.
func (s *Rescues) OpenOperation(ctx context.Context, key string, host casework.Country, custodian, words string) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.OpenOperation, act.OnNothing(), func(ctx context.Context) (act.Receipt, error) {
		if err := request.From(ctx).Authorize(policy.ListOperations, policy.Subject{Host: host}); err != nil {
			return act.Receipt{}, err
		}
		return s.core.Send(ctx, act.Write{
			Key: key, Target: record.Target{Kind: record.TargetOperation}, Name: string(operation.KindOpen),
			Args:  operation.Command{Kind: operation.KindOpen, Host: host, Custodian: custodian},
			Words: record.Words{Text: words},
		})
	})
}

// PauseOperation pauses an operation and its cases.
func (s *Rescues) PauseOperation(ctx context.Context, ref casework.Ref, key string, cause casework.Cause) (act.Receipt, error) {
	return s.commandOperation(ctx, policy.PauseOperation, ref, key, operation.Command{Kind: operation.KindPause, Cause: cause})
}

// CloseOperation closes an operation for further lists.
func (s *Rescues) CloseOperation(ctx context.Context, ref casework.Ref, key string) (act.Receipt, error) {
	return s.commandOperation(ctx, policy.CloseOperation, ref, key, operation.Command{Kind: operation.KindClose})
}

// commandOperation carries out a use-case that only sends one command to an operation.
func (s *Rescues) commandOperation(ctx context.Context, action policy.Action, ref casework.Ref, key string, cmd operation.Command) (act.Receipt, error) {
	return act.Run(ctx, s.core, action, act.OfOperationRef(ref), func(ctx context.Context) (act.Receipt, error) {
		if _, err := s.operationFor(ctx, ref); err != nil {
			return act.Receipt{}, err
		}
		return s.sendToOperation(ctx, ref, key, cmd)
	})
}

// sendToOperation sends a command to an operation about which policy was asked.
func (s *Rescues) sendToOperation(ctx context.Context, ref casework.Ref, key string, cmd operation.Command) (act.Receipt, error) {
	return s.core.Send(ctx, act.Write{
		Key: key, Target: record.Target{Kind: record.TargetOperation, Ref: ref}, Name: string(cmd.Kind), Args: cmd,
	})
}
