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
// the gate of the case is closed; the workflow checks the gate again. That the case should not have been registered
// needs reasons. They are sealed with the key of the case, so that they are destroyed with the rest.
func (s *Erasures) RequestErasure(ctx context.Context, ref casework.Ref, key string, basis erasure.Basis, reasons string) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.RequestErasure, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, err := s.core.DetailFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		if status := s.erasureGate(c, basis); !status.Open {
			refused := fault.New(fault.GateClosed, "the data of this person cannot be erased yet").With([]gate.Status{status})
			return act.Receipt{}, act.Explain(refused, c.Seen, s.core.Now())
		}
		if basis.NeedsReasons() && reasons == "" {
			return act.Receipt{}, act.Invalid("/reasons", act.FieldRequired)
		}
		return s.sendToErasure(ctx, "", key, erasure.Command{Kind: erasure.KindRequest, Case: ref, Basis: basis}, reasons)
	})
}

// ApproveErasure approves a request as the second person.
func (s *Erasures) ApproveErasure(ctx context.Context, ref casework.Ref, key string) (act.Receipt, error) {
	return s.decideErasure(ctx, policy.ApproveErasure, ref, key, erasure.KindApprove, "")
}

// RefuseErasure refuses a request.
func (s *Erasures) RefuseErasure(ctx context.Context, ref casework.Ref, key string) (act.Receipt, error) {
	return s.decideErasure(ctx, policy.RefuseErasure, ref, key, erasure.KindRefuse, "")
}

// StopErasure stops an erasure that is approved and not carried out yet, with reasons. It returns fault.Denied for an
// officer who is neither of her team nor protects data, and fault.Decided when it is too late.
func (s *Erasures) StopErasure(ctx context.Context, ref casework.Ref, key, reasons string) (act.Receipt, error) {
	return s.decideErasure(ctx, policy.StopErasure, ref, key, erasure.KindRefuse, reasons)
}

// decideErasure carries out a use-case that only sends one command to a request for erasure.
func (s *Erasures) decideErasure(ctx context.Context, action policy.Action, ref casework.Ref, key string, kind erasure.Kind, reasons string) (act.Receipt, error) {
	return act.Run(ctx, s.core, action, act.OnNothing(), func(ctx context.Context) (act.Receipt, error) {
		if _, _, err := s.erasureFor(ctx, ref); err != nil {
			return act.Receipt{}, err
		}
		return s.sendToErasure(ctx, ref, key, erasure.Command{Kind: kind}, reasons)
	})
}

// sendToErasure sends a command to a request for erasure about which policy was asked; to a new one if
// ref is "".
func (s *Erasures) sendToErasure(ctx context.Context, ref casework.Ref, key string, cmd erasure.Command, reasons string) (act.Receipt, error) {
	return s.core.Send(ctx, act.Write{
		Key: key, Target: record.Target{Kind: record.TargetErasure, Ref: ref}, Name: string(cmd.Kind), Args: cmd, Words: record.Words{Text: reasons},
	})
}
