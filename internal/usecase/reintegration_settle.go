package usecase

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/request"
)

// SettlePlan is a plan that a survivor agreed, or that she wants none.
type SettlePlan struct {
	Version int64 // of the task that it answers
	Outcome casework.Outcome
	Plan    record.Plan // with casework.Agreed, and only then
	Reasons string
}

// SettlePlan records the answer about the plan.
func (s *Service) SettlePlan(ctx context.Context, ref casework.Ref, key string, in SettlePlan) (Receipt, error) {
	return run(ctx, s, policy.SettlePlan, ofCase(ref), func(ctx context.Context) (Receipt, error) {
		c, task, err := s.askedAfterReturn(ctx, ref, casework.StepPlan)
		if err != nil {
			return Receipt{}, err
		}
		agreed, given := in.Outcome == casework.Agreed, len(in.Plan.Dimensions) > 0
		switch {
		case agreed && !given:
			return Receipt{}, invalid("/plan", FieldRequired)
		case !agreed && given:
			return Receipt{}, invalid("/plan", FieldUnknown)
		}
		cmd := casework.Command{Kind: casework.KindDecide, Task: task.ID, Version: in.Version, Outcome: in.Outcome, Reasoned: in.Reasons != ""}
		words := record.Words{Text: in.Reasons}
		if agreed {
			if cmd.Ref, err = mint(ctx, key, "plan"); err != nil {
				return Receipt{}, err
			}
			in.Plan.Ref = cmd.Ref
			words.Plan = &in.Plan
		}
		return s.sendToCase(ctx, c, key, cmd, words)
	})
}

// SettleFollowUp is the result of a visit.
type SettleFollowUp struct {
	Version int64 // of the task that it answers
	Outcome casework.Outcome
	Facts   []casework.Statement
	Reasons string
	// Questionnaire, QuestionnaireVersion and Answers are a filled-in questionnaire, with
	// casework.Reached only; Questionnaire is "" if none was.
	Questionnaire        string
	QuestionnaireVersion int
	Answers              map[string]string
	// Try is how she was tried to be reached, and what was agreed for the next time.
	Try record.ContactTry
}

// SettleFollowUp records a visit, with the score of the questionnaire.
func (s *Service) SettleFollowUp(ctx context.Context, ref casework.Ref, visit, key string, in SettleFollowUp) (Receipt, error) {
	return run(ctx, s, policy.SettleFollowUp, ofCase(ref), func(ctx context.Context) (Receipt, error) {
		c, task, err := s.askedAfterReturn(ctx, ref, casework.FollowUp(visit))
		if err != nil {
			return Receipt{}, err
		}
		cmd := casework.Command{
			Kind: casework.KindDecide, Task: task.ID, Version: in.Version, Outcome: in.Outcome, Reasoned: in.Reasons != "", Facts: in.Facts,
		}
		words := record.Words{Text: in.Reasons}
		if in.Questionnaire != "" {
			score, err := s.score(in)
			if err != nil {
				return Receipt{}, err
			}
			if score.Ref, err = mint(ctx, key, "score"); err != nil {
				return Receipt{}, err
			}
			cmd.Ref, words.Score = score.Ref, &score
		}
		if words.Try, err = try(in); err != nil {
			return Receipt{}, err
		}
		return s.sendToCase(ctx, c, key, cmd, words)
	})
}

// try checks how she was tried to be reached; nil if nothing is said of it.
func try(in SettleFollowUp) (*record.ContactTry, error) {
	t := in.Try
	known := func(w record.Way) bool { return slices.Contains(record.Ways(), w) }
	switch {
	case slices.ContainsFunc(t.Tried, func(w record.Way) bool { return !known(w) }):
		return nil, invalid("/contact/tried", FieldNotListed)
	case t.Reached != "" && !known(t.Reached):
		return nil, invalid("/contact/reached", FieldNotListed)
	case t.Reached != "" && in.Outcome != casework.Reached:
		return nil, invalid("/contact/reached", FieldUnknown)
	case t.NextWay != "" && !known(t.NextWay):
		return nil, invalid("/contact/next_way", FieldNotListed)
	}
	if t.Next != "" {
		if _, err := civil.ParseDate(t.Next); err != nil {
			return nil, invalid("/contact/next", FieldNotListed)
		}
	}
	if len(t.Tried) == 0 && t.Reached == "" && t.Next == "" && t.NextWay == "" {
		return nil, nil //nolint:nilnil // nothing was said of it
	}
	return &t, nil
}

// score marks a filled-in questionnaire. The error for an answer that is not listed does not repeat it.
func (s *Service) score(in SettleFollowUp) (record.Score, error) {
	if in.Outcome != casework.Reached {
		return record.Score{}, invalid("/score", FieldUnknown)
	}
	i := slices.IndexFunc(s.Questionnaires, func(q reintegration.Questionnaire) bool {
		return q.ID == in.Questionnaire && q.Version == in.QuestionnaireVersion
	})
	if i < 0 {
		return record.Score{}, invalid("/score/questionnaire", FieldNotListed)
	}
	marks, err := s.Questionnaires[i].Score(in.Answers)
	if err != nil {
		return record.Score{}, invalid("/score/answers", FieldNotListed)
	}
	return record.Score{Answers: in.Answers, Marks: marks}, nil
}

// askedAfterReturn finds the open task of a step after the return and authorizes the request to answer
// it. If the step has no open task, callers who may answer the step get a conflict.
func (s *Service) askedAfterReturn(ctx context.Context, ref casework.Ref, step casework.Step) (foundCase, casework.Task, error) {
	c, err := s.lookUp(ctx, ref)
	if err != nil {
		return foundCase{}, casework.Task{}, err
	}
	task, open := c.State.TaskFor(step)
	desk := task.Desk
	if !open {
		desk, _ = c.State.Rules.DeskOf(step)
	}
	if err := request.From(ctx).Authorize(policy.ShowCase, policy.OfTask(c.subject, desk, s.agencyOf)); err != nil {
		return foundCase{}, casework.Task{}, err
	}
	if !open {
		return foundCase{}, casework.Task{}, fault.New(fault.Conflict, "this is not asked at present")
	}
	return c, task, nil
}
