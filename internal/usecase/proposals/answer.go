package proposals

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Answer is the answer of the second person.
type Answer struct {
	Agrees bool
	Digest string // of the proposal as it was seen; of an agreement
	// Reasons are required of a refusal.
	Reasons string
}

// AnswerProposal agrees to a proposal or refuses it. An agreement carries out what was proposed; the rules refuse one
// that names another digest, or comes from the account that proposed.
func (s *Proposals) AnswerProposal(ctx context.Context, ref casework.Ref, number int, key string, in Answer) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.AnswerProposal, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, p, err := s.found(ctx, ref, number)
		if err != nil {
			return act.Receipt{}, err
		}
		if err := authorize(ctx, s.subjectOf(c, p), s.toAnswer(c, p)); err != nil {
			return act.Receipt{}, err
		}
		cmd := casework.Command{Kind: casework.KindDecide, Task: p.Task, Outcome: casework.Refused, Reasoned: in.Reasons != ""}
		switch {
		case in.Agrees && in.Digest == "":
			return act.Receipt{}, act.Invalid("/digest", act.FieldRequired)
		case in.Agrees:
			cmd.Outcome, cmd.Ref = casework.Agreed, in.Digest
		case in.Reasons == "":
			return act.Receipt{}, act.Invalid("/reasons", act.FieldRequired)
		}
		return s.core.SendToCase(ctx, c, key, cmd, record.Words{Text: in.Reasons})
	})
}

// WithdrawProposal takes a proposal back that the caller has made.
func (s *Proposals) WithdrawProposal(ctx context.Context, ref casework.Ref, number int, key string) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.WithdrawProposal, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, p, err := s.found(ctx, ref, number)
		if err != nil {
			return act.Receipt{}, err
		}
		if err := authorize(ctx, s.subjectOf(c, p), s.toWithdraw(c, p)); err != nil {
			return act.Receipt{}, err
		}
		return s.core.SendToCase(ctx, c, key, casework.Command{Kind: casework.KindDropProposal, Proposal: p.ID}, record.Words{})
	})
}

// authorize asks policy whether the caller sees a proposal, and whether they may do the request's action to it.
func authorize(ctx context.Context, seen, done policy.Subject) error {
	r := request.From(ctx)
	if err := r.AuthorizeLook(policy.ShowProposal, seen); err != nil {
		return err
	}
	if !r.May(r.Action, done) {
		return policy.Refusal()
	}
	return nil
}
