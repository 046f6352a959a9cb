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
		if err := s.mayAskAgain(ctx, &c.State, step); err != nil {
			return act.Receipt{}, err
		}
		return s.core.SendToCase(ctx, c, key, casework.Command{Kind: casework.KindAskAgain, Step: step}, record.Words{})
	})
}

// mayAskAgain returns nil if a step is not the question of a state, or if the desk to which it would be put again
// answers for that state now.
func (s *Cases) mayAskAgain(ctx context.Context, c *casework.Case, step casework.Step) error {
	if !act.AsksState(step) {
		return nil
	}
	asked := casework.Task{Step: step}
	asked.Desk, _ = c.Rules.DeskOf(step)
	if second := c.Second; second != nil {
		asked.State, asked.Desk = second.State, second.Desk
	}
	state, err := s.core.StateAsked(ctx, c, asked)
	if err != nil {
		return err
	}
	return s.core.MayAnswer(asked.Desk, state, c.Rules.Host)
}

// WaiveGate waives the unmet conditions of a gate.
func (s *Cases) WaiveGate(ctx context.Context, ref casework.Ref, key string, gate casework.GateID, reasons string) (act.Receipt, error) {
	return s.core.CommandCase(ctx, policy.WaiveGate, ref, key, casework.Command{Kind: casework.KindWaive, Gate: gate, Reasoned: true}, record.Words{Text: reasons})
}
