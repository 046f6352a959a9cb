package proposals

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// ListProposals lists the proposals of a case that the caller may see, newest first.
func (s *Proposals) ListProposals(ctx context.Context, ref casework.Ref) ([]Proposal, error) {
	return act.Run(ctx, s.core, policy.ListProposals, act.OfCase(ref), func(ctx context.Context) ([]Proposal, error) {
		c, err := s.core.LookUp(ctx, ref)
		if err != nil {
			return nil, err
		}
		r := request.From(ctx)
		if err := r.Authorize(policy.ShowCase, c.Subject); err != nil {
			return nil, err
		}
		out := []Proposal{}
		for _, p := range slices.Backward(c.State.Proposals) {
			if r.May(policy.ShowProposal, s.subjectOf(c, p)) {
				out = append(out, s.proposal(c, p, r))
			}
		}
		return out, nil
	})
}

// ToAnswer lists the proposals that wait for the caller as the second person, in all cases. It is a part of a
// use-case of package usecase, and makes no audit row itself.
func ToAnswer(ctx context.Context, core *act.Core, store Store) (act.Page[Proposal], error) {
	return (&Proposals{core: core, store: store}).toAnswerNow(ctx)
}

func (s *Proposals) toAnswerNow(ctx context.Context) (act.Page[Proposal], error) {
	r, out := request.From(ctx), act.Page[Proposal]{}
	if !policy.EverAllowed(r.Actor, policy.AnswerProposal) {
		return out, nil
	}
	found, err := s.store.Tasks(ctx, record.TaskFilter{Desk: r.Actor.Desk, Step: casework.StepApproval})
	if err != nil || len(found.Rows) == 0 {
		return out, err
	}
	var refs []casework.Ref
	for _, row := range found.Rows {
		refs = append(refs, row.Case)
	}
	states, err := s.store.CaseStates(ctx, refs)
	if err != nil {
		return out, err
	}
	for _, row := range found.Rows {
		state := states[row.Case]
		p, waits := state.ProposalOf(row.Step)
		if !waits {
			continue
		}
		c := act.Found{State: state, Subject: s.core.SubjectOf(ctx, &state)}
		if one := s.proposal(c, p, r); one.MayAnswer {
			out.Rows = append(out.Rows, one)
		}
	}
	out.Next = found.Next
	return out, nil
}
