package aftercare

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
	"example.org/homeward/internal/usecase/act"
)

// SettlePlan is a plan that a survivor agreed, or that she wants none.
type SettlePlan struct {
	Version int64 // of the task that it answers
	Outcome casework.Outcome
	Plan    record.Plan // with casework.Agreed, and only then
	Reasons string
}

// SettlePlan records the answer about the plan.
func (s *Aftercare) SettlePlan(ctx context.Context, ref casework.Ref, key string, in SettlePlan) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.SettlePlan, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, task, err := s.askedAfterReturn(ctx, ref, casework.StepPlan)
		if err != nil {
			return act.Receipt{}, err
		}
		agreed, given := in.Outcome == casework.Agreed, len(in.Plan.Dimensions) > 0
		switch {
		case agreed && !given:
			return act.Receipt{}, act.Invalid("/plan", act.FieldRequired)
		case !agreed && given:
			return act.Receipt{}, act.Invalid("/plan", act.FieldUnknown)
		}
		cmd := casework.Command{Kind: casework.KindDecide, Task: task.ID, Version: in.Version, Outcome: in.Outcome, Reasoned: in.Reasons != ""}
		words := record.Words{Text: in.Reasons}
		if agreed {
			if cmd.Ref, err = act.Mint(ctx, key, "plan"); err != nil {
				return act.Receipt{}, err
			}
			in.Plan.Ref = cmd.Ref
			words.Plan = &in.Plan
		}
		return s.core.SendToCase(ctx, c, key, cmd, words)
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
func (s *Aftercare) SettleFollowUp(ctx context.Context, ref casework.Ref, visit, key string, in SettleFollowUp) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.SettleFollowUp, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, task, err := s.askedAfterReturn(ctx, ref, casework.FollowUp(visit))
		if err != nil {
			return act.Receipt{}, err
		}
		cmd := casework.Command{
			Kind: casework.KindDecide, Task: task.ID, Version: in.Version, Outcome: in.Outcome, Reasoned: in.Reasons != "", Facts: in.Facts,
		}
		words := record.Words{Text: in.Reasons}
		if in.Questionnaire != "" {
			score, err := s.score(in)
			if err != nil {
				return act.Receipt{}, err
			}
			if score.Ref, err = act.Mint(ctx, key, "score"); err != nil {
				return act.Receipt{}, err
			}
			cmd.Ref, words.Score = score.Ref, &score
		}
		if words.Try, err = try(in); err != nil {
			return act.Receipt{}, err
		}
		return s.core.SendToCase(ctx, c, key, cmd, words)
	})
}

// try checks how she was tried to be reached; nil if nothing is said of it.
func try(in SettleFollowUp) (*record.ContactTry, error) {
	t := in.Try
	known := func(w record.Way) bool { return slices.Contains(record.Ways(), w) }
	switch {
	case slices.ContainsFunc(t.Tried, func(w record.Way) bool { return !known(w) }):
		return nil, act.NotListed("/contact/tried", record.Ways())
	case t.Reached != "" && !known(t.Reached):
		return nil, act.NotListed("/contact/reached", record.Ways())
	case t.Reached != "" && in.Outcome != casework.Reached:
		return nil, act.Invalid("/contact/reached", act.FieldUnknown)
	case t.NextWay != "" && !known(t.NextWay):
		return nil, act.NotListed("/contact/next_way", record.Ways())
	}
	if t.Next != "" {
		if _, err := civil.ParseDate(t.Next); err != nil {
			return nil, act.Invalid("/contact/next", act.FieldNotListed)
		}
	}
	if len(t.Tried) == 0 && t.Reached == "" && t.Next == "" && t.NextWay == "" {
		return nil, nil //nolint:nilnil // nothing was said of it
	}
	return &t, nil
}

// score marks a filled-in questionnaire. The error for an answer that is not listed does not repeat it.
func (s *Aftercare) score(in SettleFollowUp) (record.Score, error) {
	if in.Outcome != casework.Reached {
		return record.Score{}, act.Invalid("/score", act.FieldUnknown)
	}
	i := slices.IndexFunc(s.questionnaires, func(q reintegration.Questionnaire) bool {
		return q.ID == in.Questionnaire && q.Version == in.QuestionnaireVersion
	})
	if i < 0 {
		return record.Score{}, act.Invalid("/score/questionnaire", act.FieldNotListed)
	}
	marks, err := s.questionnaires[i].Score(in.Answers)
	if err != nil {
		return record.Score{}, act.Invalid("/score/answers", act.FieldNotListed)
	}
	return record.Score{Answers: in.Answers, Marks: marks}, nil
}

// askedAfterReturn finds the open task of a step after the return and authorizes the request to answer
// it. If the step has no open task, a caller who may look at the case gets a conflict; for any other it is a case
// that does not exist.
func (s *Aftercare) askedAfterReturn(ctx context.Context, ref casework.Ref, step casework.Step) (act.Found, casework.Task, error) {
	c, err := s.core.LookUp(ctx, ref)
	if err != nil {
		return act.Found{}, casework.Task{}, err
	}
	task, open := c.State.TaskFor(step)
	subject := policy.OfTask(c.Subject, task.Desk, s.core.AgencyOf)
	if !open {
		desk, _ := c.State.Rules.DeskOf(step)
		subject = policy.OfEndedTask(c.Subject, desk, s.core.AgencyOf)
	}
	if err := request.From(ctx).Authorize(policy.ShowCase, subject); err != nil {
		return act.Found{}, casework.Task{}, err
	}
	if !open {
		return act.Found{}, casework.Task{}, fault.New(fault.Conflict, "this is not asked at present")
	}
	return c, task, nil
}
