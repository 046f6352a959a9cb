package proposals

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Answer is the answer of the second person.
type Answer struct {
	Agrees bool
	Digest string // of the proposal as it was seen, from ShowProposal; of an agreement
	// Reasons are required of a refusal.
	Reasons string
}

// AnswerProposal agrees to a proposal or refuses it. An agreement carries out what was proposed. It returns fault.Stale for
// an agreement that does not name this very proposal, and fault.Conflict with how it ended for one that was withdrawn or
// has expired. The rules refuse the account that proposed.
func (s *Proposals) AnswerProposal(ctx context.Context, ref casework.Ref, number int, key string, in Answer) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.AnswerProposal, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, p, err := s.found(ctx, ref, number)
		if err != nil {
			return act.Receipt{}, err
		}
		r := request.From(ctx)
		if err := r.AuthorizeLook(policy.ShowProposal, s.subjectOf(c, p)); err != nil {
			return act.Receipt{}, err
		}
		if err := whyEnded(p); err != nil { // no desk is asked any more, so that policy would refuse every caller
			return act.Receipt{}, err
		}
		if !r.May(r.Action, s.toAnswer(c, p)) {
			return act.Receipt{}, policy.Refusal()
		}
		cmd := casework.Command{Kind: casework.KindDecide, Task: p.Task, Outcome: casework.Refused, Reasoned: in.Reasons != ""}
		switch {
		case in.Agrees && in.Digest == "":
			return act.Receipt{}, act.Invalid("/digest", act.FieldRequired)
		case in.Agrees && in.Digest != p.Seal(ref):
			return act.Receipt{}, fault.New(fault.Stale, "send the digest of the proposal that you have seen; read the proposal again, then answer")
		case in.Agrees && policy.StepUpToAgree(p.Action):
			if err := r.Prove(s.core.Now()); err != nil {
				return act.Receipt{}, err
			}
			fallthrough
		case in.Agrees:
			cmd.Outcome, cmd.Ref = casework.Agreed, p.Digest
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
		r := request.From(ctx)
		if err := r.AuthorizeLook(policy.ShowProposal, s.subjectOf(c, p)); err != nil {
			return act.Receipt{}, err
		}
		if !r.May(r.Action, s.toWithdraw(c, p)) {
			return act.Receipt{}, policy.Refusal()
		}
		return s.core.SendToCase(ctx, c, key, casework.Command{Kind: casework.KindDropProposal, Proposal: p.ID}, record.Words{})
	})
}

// whyEnded returns how a proposal ended without an answer, and nil for any other.
func whyEnded(p casework.Proposal) error {
	switch p.State {
	case casework.ProposalWithdrawn:
		return fault.New(fault.Conflict, "this proposal was withdrawn by the officer who made it; no answer is needed any more")
	case casework.ProposalExpired:
		return fault.New(fault.Conflict, "this proposal has expired without an answer; it can be made again")
	default:
		return nil
	}
}
