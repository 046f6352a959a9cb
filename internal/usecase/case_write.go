package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// StateFacts records what a desk knows.
func (s *Service) StateFacts(ctx context.Context, ref casework.Ref, key string, facts []casework.Statement, words string) (Receipt, error) {
	return s.commandCase(ctx, policy.StateFacts, ref, key, casework.Command{Kind: casework.KindState, Facts: facts}, record.Words{Text: words})
}

// AskAgain puts a request again that was recalled.
func (s *Service) AskAgain(ctx context.Context, ref casework.Ref, key string, step casework.Step) (Receipt, error) {
	return run(ctx, s, policy.AskAgain, ofCase(ref), func(ctx context.Context) (Receipt, error) {
		c, err := s.caseFor(ctx, ref)
		if err != nil {
			return Receipt{}, err
		}
		if _, known := casework.SpecOf(step); !known {
			return Receipt{}, invalid("/step", FieldNotListed)
		}
		return s.sendToCase(ctx, c, key, casework.Command{Kind: casework.KindAskAgain, Step: step}, record.Words{})
	})
}

// WaiveGate waives the unmet conditions of a gate.
func (s *Service) WaiveGate(ctx context.Context, ref casework.Ref, key string, gate casework.GateID, reasons string) (Receipt, error) {
	return s.commandCase(ctx, policy.WaiveGate, ref, key, casework.Command{Kind: casework.KindWaive, Gate: gate, Reasoned: true}, record.Words{Text: reasons})
}
