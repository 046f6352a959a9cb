package api

import (
	"context"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// onCase sends a command to a case that the asker may give it to.
func (s *Server) onCase(ctx context.Context, ref casework.Ref, key string, cmd casework.Command, w record.Words) (receipt, error) {
	c, err := s.caseFor(ctx, ref)
	if err != nil {
		return receipt{}, err
	}
	return s.sendToCase(ctx, c, key, cmd, w)
}

// sendToCase sends a command to a case about which policy was asked. What the case refuses
// is told as far as the asker sees the case.
func (s *Server) sendToCase(ctx context.Context, c seenCase, key string, cmd casework.Command, w record.Words) (receipt, error) {
	r, err := s.send(ctx, write{
		key: key, target: record.Target{Kind: record.TargetCase, Ref: c.State.Ref}, name: string(cmd.Kind), args: cmd, words: w,
	})
	if err != nil {
		return receipt{}, &seenError{err, c.sight}
	}
	return r, nil
}

// StateFacts takes in what a desk knows.
func (s *Server) StateFacts(ctx context.Context, r wire.StateFactsRequestObject) (wire.StateFactsResponseObject, error) {
	return s.onCase(ctx, r.Case, r.Params.IdempotencyKey,
		casework.Command{Kind: casework.KindState, Facts: statements(r.Body.Facts)}, record.Words{Text: r.Body.Words})
}

func statements(in []wire.Statement) []casework.Statement {
	var out []casework.Statement
	for _, f := range in {
		out = append(out, casework.Statement{Name: f.Name, Value: f.Value})
	}
	return out
}

// AskAgain puts a request again that was recalled.
func (s *Server) AskAgain(ctx context.Context, r wire.AskAgainRequestObject) (wire.AskAgainResponseObject, error) {
	if _, known := casework.SpecOf(r.Body.Step); !known {
		return receipt{}, s.unknownStep(ctx, r.Case)
	}
	return s.onCase(ctx, r.Case, r.Params.IdempotencyKey, casework.Command{Kind: casework.KindAskAgain, Step: r.Body.Step}, record.Words{})
}

// unknownStep says so to those who may see the case; to others there is no case.
func (s *Server) unknownStep(ctx context.Context, ref casework.Ref) error {
	if _, err := s.caseFor(ctx, ref); err != nil {
		return err
	}
	return wrongAt("/step", contract.NotListed)
}

// WaiveGate waives what is unmet at a gate.
func (s *Server) WaiveGate(ctx context.Context, r wire.WaiveGateRequestObject) (wire.WaiveGateResponseObject, error) {
	return s.onCase(ctx, r.Case, r.Params.IdempotencyKey,
		casework.Command{Kind: casework.KindWaive, Gate: r.Gate, Reasoned: true}, record.Words{Text: r.Body.Reasons})
}
