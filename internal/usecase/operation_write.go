package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// OpenOperation opens an operation, led by the caller's desk.
func (s *Service) OpenOperation(ctx context.Context, key string, host casework.Country, custodian, words string) (Receipt, error) {
	return run(ctx, s, policy.OpenOperation, onNothing(), func(ctx context.Context) (Receipt, error) {
		if err := request.From(ctx).Authorize(policy.ListOperations, policy.Subject{Host: host}); err != nil {
			return Receipt{}, err
		}
		return s.send(ctx, write{
			key: key, target: record.Target{Kind: record.TargetOperation}, name: string(operation.KindOpen),
			args:  operation.Command{Kind: operation.KindOpen, Host: host, Custodian: custodian},
			words: record.Words{Text: words},
		})
	})
}

// PauseOperation pauses an operation and its cases.
func (s *Service) PauseOperation(ctx context.Context, ref casework.Ref, key string, cause casework.Cause) (Receipt, error) {
	return s.commandOperation(ctx, policy.PauseOperation, ref, key, operation.Command{Kind: operation.KindPause, Cause: cause})
}

// ResumeOperation resumes an operation and its cases.
func (s *Service) ResumeOperation(ctx context.Context, ref casework.Ref, key string) (Receipt, error) {
	return s.commandOperation(ctx, policy.ResumeOperation, ref, key, operation.Command{Kind: operation.KindResume})
}

// CloseOperation closes an operation for further lists.
func (s *Service) CloseOperation(ctx context.Context, ref casework.Ref, key string) (Receipt, error) {
	return s.commandOperation(ctx, policy.CloseOperation, ref, key, operation.Command{Kind: operation.KindClose})
}

// commandOperation carries out a use-case that only sends one command to an operation.
func (s *Service) commandOperation(ctx context.Context, action policy.Action, ref casework.Ref, key string, cmd operation.Command) (Receipt, error) {
	return run(ctx, s, action, ofOperationRef(ref), func(ctx context.Context) (Receipt, error) {
		if _, err := s.operationFor(ctx, ref); err != nil {
			return Receipt{}, err
		}
		return s.sendToOperation(ctx, ref, key, cmd)
	})
}

// sendToOperation sends a command to an operation about which policy was asked.
func (s *Service) sendToOperation(ctx context.Context, ref casework.Ref, key string, cmd operation.Command) (Receipt, error) {
	return s.send(ctx, write{
		key: key, target: record.Target{Kind: record.TargetOperation, Ref: ref}, name: string(cmd.Kind), args: cmd,
	})
}
