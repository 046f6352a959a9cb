package proposals

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// View is one proposal with what it would do.
type View struct {
	Proposal

	Reasons string // what the proposer wrote, for those who may read it
	// Preview is what would follow now; nil for a caller who neither sees the whole case nor may answer, and for a
	// proposal that does not wait.
	Preview *Preview
	// Person is whom a report of a death is about, with what was known of her last. It is for those who may answer,
	// who must have seen it.
	Person *Person
	// Correction is what a correction of her identity replaces; nil for another action. It is for those who may answer,
	// who must have seen it, and for the one who proposed it.
	Correction *Correction
	// Order is the order that is proposed, for those who see legal data of the case; nil for another action.
	Order *Order
	// Digest is what an agreement must name. It comes only with the preview, for those who may answer, and is ""
	// while the act is not possible.
	Digest string
}

// ShowProposal shows one proposal, with what it opens, closes and shows. It changes nothing.
func (s *Proposals) ShowProposal(ctx context.Context, ref casework.Ref, number int) (View, error) {
	return act.Run(ctx, s.core, policy.ShowProposal, act.OfCase(ref), func(ctx context.Context) (View, error) {
		c, p, err := s.found(ctx, ref, number)
		if err != nil {
			return View{}, err
		}
		r := request.From(ctx)
		if err := r.Authorize(policy.ShowProposal, s.subjectOf(c, p)); err != nil {
			return View{}, err
		}
		out := View{Proposal: s.proposal(c, p, r)}
		if out.Reasons, err = s.reasons(ctx, c, p); err != nil {
			return View{}, err
		}
		if out.Order, err = s.order(ctx, c, p); err != nil {
			return View{}, err
		}
		if p.State != casework.ProposalWaits || !out.MayAnswer && !c.Seen.Whole() {
			return out, nil
		}
		if out.MayAnswer || out.Mine {
			if out.Correction, err = s.correction(ctx, c, p); err != nil {
				return View{}, err
			}
		}
		preview := s.preview(c, p)
		out.Preview = &preview
		if !out.MayAnswer {
			return out, nil
		}
		if out.Person, err = s.person(ctx, c, p); err != nil {
			return View{}, err
		}
		if !preview.Impossible {
			out.Digest = p.Seal(ref)
		}
		return out, nil
	})
}

// found loads a case with one of its proposals. It does not ask policy.
func (s *Proposals) found(ctx context.Context, ref casework.Ref, number int) (act.Found, casework.Proposal, error) {
	c, err := s.core.LookUp(ctx, ref)
	if err != nil {
		return act.Found{}, casework.Proposal{}, err
	}
	p, known := c.State.Proposal(number)
	if !known {
		return act.Found{}, casework.Proposal{}, policy.Missing()
	}
	return c, p, nil
}

// reasons returns what was written with a proposal, if the caller may read it; "" for nothing.
func (s *Proposals) reasons(ctx context.Context, c act.Found, p casework.Proposal) (string, error) {
	page := record.Page{}
	for {
		found, err := s.store.Timeline(ctx, record.TimelineFilter{Case: c.State.Ref, Newest: true, Page: page})
		if err != nil {
			return "", act.AsMissing(err)
		}
		for _, e := range found.Rows {
			if e.Code == casework.EntryProposed && e.Task == p.Task {
				return visible.Words(e, c.Seen), nil
			}
		}
		if found.Next == nil {
			return "", nil
		}
		page.After = found.Next
	}
}
