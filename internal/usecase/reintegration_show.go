package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// Reintegration is the time after the return as far as the caller sees it.
type Reintegration struct {
	Case      casework.Ref
	Plans     []record.PlanRow // newest first; without text, dimensions and items if those are not for the caller
	FollowUps []FollowUp
	Scores    []record.ScoreRow // oldest first
}

// FollowUp is the state of one visit. Version is the version of its open task; 0 if it is not open.
type FollowUp struct {
	record.FollowUp

	Version int64
}

// ShowReintegration shows the time after the return. Roles that help the survivor see what was agreed;
// others with a part in the case see only that there is a plan.
func (s *Service) ShowReintegration(ctx context.Context, ref casework.Ref) (Reintegration, error) {
	return run(ctx, s, policy.ShowReintegration, ofCase(ref), func(ctx context.Context) (Reintegration, error) {
		c, err := s.caseFor(ctx, ref)
		if err != nil {
			return Reintegration{}, err
		}
		found, err := s.Store.Reintegration(ctx, ref)
		if err != nil {
			return Reintegration{}, asMissing(err)
		}
		out := Reintegration{Case: ref}
		helps := len(found.Plans)+len(found.Scores) > 0 && c.seen.Reveal(policy.Aftercare)
		for _, p := range found.Plans {
			plan := record.PlanRow{Plan: record.Plan{Ref: p.Ref}, At: p.At, By: deskOnly(p.By), Replaced: p.Replaced}
			if helps {
				plan.Plan = p.Plan
			}
			out.Plans = append(out.Plans, plan)
		}
		for _, f := range found.FollowUps {
			open, _ := c.State.TaskFor(f.Step)
			out.FollowUps = append(out.FollowUps, FollowUp{f, open.Version})
		}
		if helps {
			out.Scores = found.Scores
		}
		return out, nil
	})
}
