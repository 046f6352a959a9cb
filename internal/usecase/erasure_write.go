package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// RequestErasure asks that the data of a person be destroyed. It returns fault.GateClosed if
// the gate of the case is closed; the workflow checks the gate again.
func (s *Service) RequestErasure(ctx context.Context, ref casework.Ref, key string, basis erasure.Basis) (Receipt, error) {
	return run(ctx, s, policy.RequestErasure, ofCase(ref), func(ctx context.Context) (Receipt, error) {
		c, err := s.detailFor(ctx, ref)
		if err != nil {
			return Receipt{}, err
		}
		if gate := s.erasureGate(c, basis); !gate.Open {
			refused := fault.New(fault.GateClosed, "the data of this person cannot be erased yet").With([]casework.GateStatus{gate})
			return Receipt{}, explain(refused, c.seen, s.Now())
		}
		return s.sendToErasure(ctx, "", key, erasure.Command{Kind: erasure.KindRequest, Case: ref, Basis: basis})
	})
}

// ApproveErasure approves a request as the second person.
func (s *Service) ApproveErasure(ctx context.Context, ref casework.Ref, key string) (Receipt, error) {
	return s.decideErasure(ctx, policy.ApproveErasure, ref, key, erasure.KindApprove)
}

// RefuseErasure refuses a request.
func (s *Service) RefuseErasure(ctx context.Context, ref casework.Ref, key string) (Receipt, error) {
	return s.decideErasure(ctx, policy.RefuseErasure, ref, key, erasure.KindRefuse)
}

// decideErasure carries out a use-case that only sends one command to a request for erasure.
func (s *Service) decideErasure(ctx context.Context, action policy.Action, ref casework.Ref, key string, kind erasure.Kind) (Receipt, error) {
	return run(ctx, s, action, onNothing(), func(ctx context.Context) (Receipt, error) {
		if _, err := s.erasureFor(ctx, ref); err != nil {
			return Receipt{}, err
		}
		return s.sendToErasure(ctx, ref, key, erasure.Command{Kind: kind})
	})
}

// sendToErasure sends a command to a request for erasure about which policy was asked; to a new one if
// ref is "".
func (s *Service) sendToErasure(ctx context.Context, ref casework.Ref, key string, cmd erasure.Command) (Receipt, error) {
	return s.send(ctx, write{key: key, target: record.Target{Kind: record.TargetErasure, Ref: ref}, name: string(cmd.Kind), args: cmd})
}
