package aftercare

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// Reintegration is the time after the return as far as the caller sees it.
type Reintegration struct {
	Case      casework.Ref
	Plans     []record.PlanRow // newest first; without text, dimensions and items if those are not for the caller
	FollowUps []FollowUp
	Scores    []record.ScoreRow // oldest first
	Tries     []record.TryRow   // newest first: the answers, and how she was reached if that is for the caller
	Visits    []Visit           // the schedule of the case
	Misses    int               // after so many missed contacts of one visit the contact counts as lost
	Settle    Settling
}

// Visit is one visit of the schedule, and when its window is.
type Visit struct {
	Step          casework.Step
	Opens, Closes time.Time // zero before the arrival
}

// Settling is what the caller may record now.
type Settling struct {
	Plan, FollowUp bool
}

// FollowUp is the state of one visit. Version is the version of its open task; 0 if it is not open.
type FollowUp struct {
	record.FollowUp

	Version int64
}

// ShowReintegration shows the time after the return. Roles that help the survivor see what was agreed;
// others with a part in the case see only that there is a plan.
func (s *Aftercare) ShowReintegration(ctx context.Context, ref casework.Ref) (Reintegration, error) {
	return act.Run(ctx, s.core, policy.ShowReintegration, act.OfCase(ref), func(ctx context.Context) (Reintegration, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return Reintegration{}, err
		}
		found, err := s.store.Reintegration(ctx, ref)
		if err != nil {
			return Reintegration{}, act.AsMissing(err)
		}
		out := Reintegration{Case: ref}
		helps := len(found.Plans)+len(found.Scores)+len(found.Tries) > 0 && c.Seen.Reveal(policy.Aftercare)
		out.Visits, out.Misses = visits(c.State), c.State.Rules.Tries
		for _, p := range found.Plans {
			plan := record.PlanRow{Plan: record.Plan{Ref: p.Ref}, At: p.At, By: visible.DeskOnly(p.By), Replaced: p.Replaced}
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
		for _, t := range found.Tries {
			one := record.TryRow{Seq: t.Seq, Step: t.Step, Attempt: t.Attempt, Outcome: t.Outcome, At: t.At, By: visible.DeskOnly(t.By)}
			if helps {
				one.ContactTry = t.ContactTry
			}
			out.Tries = append(out.Tries, one)
		}
		out.Settle.Plan = s.maySettle(ctx, c, policy.SettlePlan, casework.StepPlan)
		for _, f := range out.FollowUps {
			out.Settle.FollowUp = out.Settle.FollowUp || f.Step.Base() == casework.StepFollowUp && s.maySettle(ctx, c, policy.SettleFollowUp, f.Step)
		}
		return out, nil
	})
}

// maySettle reports whether the caller may answer the open task of a step; false if there is none.
func (s *Aftercare) maySettle(ctx context.Context, c act.Found, action policy.Action, step casework.Step) bool {
	task, open := c.State.TaskFor(step)
	return open && request.From(ctx).May(action, policy.OfTask(c.Subject, task.Desk, s.core.AgencyOf))
}

// visits lists the visits of a case with their windows, as the procedure asks for them.
func visits(c casework.Case) []Visit {
	arrival, arrived := c.Settlement(casework.StepArrival)
	var out []Visit
	for _, v := range c.Rules.Visits {
		one := Visit{Step: casework.FollowUp(v.Name)}
		if arrived {
			one.Opens, one.Closes = arrival.At.Add(v.After-v.Window), arrival.At.Add(v.After+v.Window)
		}
		out = append(out, one)
	}
	return out
}
