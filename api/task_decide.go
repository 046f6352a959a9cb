package api

import (
	"context"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// DecideTask sends a desk's answer to its task.
func (s *Server) DecideTask(ctx context.Context, r wire.DecideTaskRequestObject) (wire.DecideTaskResponseObject, error) {
	return s.decide(ctx, r.Case, r.Task, r.Params.IdempotencyKey, encode.Version(r.Params.IfMatch), *r.Body)
}

// decide checks what the rules cannot see (that a desk exists, that a document comes with
// its issue) and sends the decision.
func (s *Server) decide(ctx context.Context, ref casework.Ref, name, key string, seen int64, d wire.TaskDecision) (receipt, error) {
	c, row, err := s.taskFor(ctx, ref, name)
	if err != nil {
		return receipt{}, err
	}
	cmd := casework.Command{
		Kind: casework.KindDecide, Task: row.ID, Version: seen, Outcome: d.Outcome, Reasoned: d.Reasons != "",
		Facts: encode.Statements(d.Facts), State: d.State, Desk: d.Desk,
	}
	if !d.Until.IsZero() {
		until := d.Until.UTC()
		cmd.Until = &until
	}
	if d.Desk != "" && !s.knownDesk(d.Desk, casework.DeskConsulate) {
		return receipt{}, wrongAt("/desk", contract.NotListed)
	}
	w := record.Words{Text: d.Reasons}
	if err := s.attachDocument(ctx, row, key, d, &cmd, &w); err != nil {
		return receipt{}, err
	}
	return s.sendToCase(ctx, c, key, cmd, w)
}

// attachDocument puts the issued document with the decision that issues it: the decision
// carries a reference, the record keeps what is personal.
func (s *Server) attachDocument(ctx context.Context, row casework.Task, key string, d wire.TaskDecision, cmd *casework.Command, w *record.Words) error {
	issues := row.Step.Base() == casework.StepTravelDocument && d.Outcome == casework.Issued
	given := d.Document != wire.DocumentInput{}
	switch {
	case issues && !given:
		return wrongAt("/document", contract.Required)
	case !issues && given:
		return wrongAt("/document", contract.Unknown)
	case !given:
		return nil
	}
	ref, err := mintFrom(request.From(ctx).Actor.Account, key, "document")
	if err != nil {
		return err
	}
	cmd.Ref = ref
	w.Document = &record.Document{Ref: ref, Type: string(d.Document.Type), Number: d.Document.Number, MRZ: d.Document.Mrz, Hash: d.Document.Hash}
	if !d.Document.ExpiresAt.IsZero() {
		expires := d.Document.ExpiresAt.UTC()
		w.Document.ExpiresAt = &expires
		if cmd.Until == nil {
			cmd.Until = &expires
		}
	}
	return nil
}
