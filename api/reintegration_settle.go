package api

import (
	"context"
	"slices"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// SettlePlan records the plan that a survivor agreed, or that she wants none.
func (s *Server) SettlePlan(ctx context.Context, r wire.SettlePlanRequestObject) (wire.SettlePlanResponseObject, error) {
	c, task, err := s.askedAfterReturn(ctx, r.Case, casework.StepPlan)
	if err != nil {
		return receipt{}, err
	}
	body, agreed := *r.Body, r.Body.Outcome == casework.Agreed
	given := len(body.Plan.Dimensions) > 0
	switch {
	case agreed && !given:
		return receipt{}, wrongAt("/plan", contract.Required)
	case !agreed && given:
		return receipt{}, wrongAt("/plan", contract.Unknown)
	}
	cmd := casework.Command{
		Kind: casework.KindDecide, Task: task.ID, Version: version(r.Params.IfMatch), Outcome: body.Outcome, Reasoned: body.Reasons != "",
	}
	w := record.Words{Text: body.Reasons}
	if agreed {
		if cmd.Ref, err = mintFrom(request.From(ctx).Actor.Account, r.Params.IdempotencyKey, "plan"); err != nil {
			return receipt{}, err
		}
		plan := planOf(body.Plan)
		plan.Ref = cmd.Ref
		w.Plan = &plan
	}
	return s.sendToCase(ctx, c, r.Params.IdempotencyKey, cmd, w)
}

func planOf(in wire.PlanInput) record.Plan {
	out := record.Plan{Text: in.Text}
	for _, d := range in.Dimensions {
		out.Dimensions = append(out.Dimensions, string(d))
	}
	for _, item := range in.Items {
		one := record.Item{Kind: string(item.Kind), Text: item.Text}
		if !item.By.IsZero() {
			one.By = item.By.String()
		}
		out.Items = append(out.Items, one)
	}
	return out
}

// SettleFollowUp records a visit, with the score that was taken.
func (s *Server) SettleFollowUp(ctx context.Context, r wire.SettleFollowUpRequestObject) (wire.SettleFollowUpResponseObject, error) {
	c, task, err := s.askedAfterReturn(ctx, r.Case, casework.FollowUp(r.Visit))
	if err != nil {
		return receipt{}, err
	}
	body := *r.Body
	cmd := casework.Command{
		Kind: casework.KindDecide, Task: task.ID, Version: version(r.Params.IfMatch), Outcome: body.Outcome, Reasoned: body.Reasons != "",
		Facts: statements(body.Facts),
	}
	w := record.Words{Text: body.Reasons}
	if body.Score.Questionnaire != "" {
		if body.Outcome != casework.Reached {
			return receipt{}, wrongAt("/score", contract.Unknown)
		}
		score, err := s.score(body.Score)
		if err != nil {
			return receipt{}, err
		}
		if cmd.Ref, err = mintFrom(request.From(ctx).Actor.Account, r.Params.IdempotencyKey, "score"); err != nil {
			return receipt{}, err
		}
		score.Ref, w.Score = cmd.Ref, &score
	}
	return s.sendToCase(ctx, c, r.Params.IdempotencyKey, cmd, w)
}

// score marks a filled-in questionnaire. An answer that is none is refused, not repeated.
func (s *Server) score(in wire.ScoreInput) (record.Score, error) {
	i := slices.IndexFunc(s.Questionnaires, func(q reintegration.Questionnaire) bool {
		return q.ID == in.Questionnaire && q.Version == in.Version
	})
	if i < 0 {
		return record.Score{}, wrongAt("/score/questionnaire", contract.NotListed)
	}
	marks, err := s.Questionnaires[i].Score(in.Answers)
	if err != nil {
		return record.Score{}, wrongAt("/score/answers", contract.NotListed)
	}
	return record.Score{Answers: in.Answers, Marks: marks}, nil
}

// askedAfterReturn finds the open task of a step after the return, and asks policy about it.
func (s *Server) askedAfterReturn(ctx context.Context, ref casework.Ref, step casework.Step) (seenCase, casework.Task, error) {
	c, err := s.lookUp(ctx, ref)
	if err != nil {
		return seenCase{}, casework.Task{}, err
	}
	task, open := c.State.TaskFor(step)
	desk := task.Desk
	if !open {
		desk, _ = c.State.Rules.DeskOf(step)
	}
	if err := request.From(ctx).Authorize(policy.ShowCase, policy.OfTask(c.subject, desk, s.agencyOf)); err != nil {
		return seenCase{}, casework.Task{}, err
	}
	if !open {
		return seenCase{}, casework.Task{}, fault.New(fault.Conflict, "this is not asked at present")
	}
	return c, task, nil
}
