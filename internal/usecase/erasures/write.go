package erasures

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// RequestErasure asks that the data of a person be destroyed. It returns fault.GateClosed if
// the gate of the case is closed; the workflow checks the gate again.
func (s *Erasures) RequestErasure(ctx context.Context, ref casework.Ref, key string, basis erasure.Basis) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.RequestErasure, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, err := s.core.DetailFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		if status := s.erasureGate(c, basis); !status.Open {
			refused := fault.New(fault.GateClosed, "the data of this person cannot be erased yet").With([]gate.Status{status})
			return act.Receipt{}, act.Explain(refused, c.Seen, s.core.Now())
		}
		return s.sendToErasure(ctx, "", key, erasure.Command{Kind: erasure.KindRequest, Case: ref, Basis: basis})
	})
}

// ApproveErasure approves a request as the second person.
func (s *Erasures) ApproveErasure(ctx context.Context, ref casework.Ref, key string) (act.Receipt, error) {
	return s.decideErasure(ctx, policy.ApproveErasure, ref, key, erasure.KindApprove)
}

// RefuseErasure refuses a request.
func (s *Erasures) RefuseErasure(ctx context.Context, ref casework.Ref, key string) (act.Receipt, error) {
	return s.decideErasure(ctx, policy.RefuseErasure, ref, key, erasure.KindRefuse)
}

// decideErasure carries out a use-case that only sends one command to a request for erasure.
func (s *Erasures) decideErasure(ctx context.Context, action policy.Action, ref casework.Ref, key string, kind erasure.Kind) (act.Receipt, error) {
	return act.Run(ctx, s.core, action, act.OnNothing(), func(ctx context.Context) (act.Receipt, error) {
		if _, err := s.erasureFor(ctx, ref); err != nil {
			return act.Receipt{}, err
		}
		return s.sendToErasure(ctx, ref, key, erasure.Command{Kind: kind})
	})
}

// sendToErasure sends a command to a request for erasure about which policy was asked; to a new one if
// ref is "".
func (s *Erasures) sendToErasure(ctx context.Context, ref casework.Ref, key string, cmd erasure.Command) (act.Receipt, error) {
	return s.core.Send(ctx, act.Write{Key: key, Target: record.Target{Kind: record.TargetErasure, Ref: ref}, Name: string(cmd.Kind), Args: cmd})
}
