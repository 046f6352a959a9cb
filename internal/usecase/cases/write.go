package cases

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// StateFacts records what a desk knows.
func (s *Cases) StateFacts(ctx context.Context, ref casework.Ref, key string, facts []casework.Statement, words string) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.StateFacts, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		if err := act.CheckFacts(&c.State.Rules, facts); err != nil {
			return act.Receipt{}, err
		}
		return s.core.SendToCase(ctx, c, key, casework.Command{Kind: casework.KindState, Facts: facts}, record.Words{Text: words})
	})
}

// AskAgain puts a request again that was recalled.
func (s *Cases) AskAgain(ctx context.Context, ref casework.Ref, key string, step casework.Step) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.AskAgain, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		if _, known := casework.SpecOf(step); !known {
			return act.Receipt{}, act.Invalid("/step", act.FieldNotListed)
		}
		return s.core.SendToCase(ctx, c, key, casework.Command{Kind: casework.KindAskAgain, Step: step}, record.Words{})
	})
}

// WaiveGate waives the unmet conditions of a gate.
func (s *Cases) WaiveGate(ctx context.Context, ref casework.Ref, key string, gate casework.GateID, reasons string) (act.Receipt, error) {
	return s.core.CommandCase(ctx, policy.WaiveGate, ref, key, casework.Command{Kind: casework.KindWaive, Gate: gate, Reasoned: true}, record.Words{Text: reasons})
}
