package api

import (
	"context"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// ShowReintegration shows the time after the return: to those who help her there what was
// agreed, to others with a part in the case that it goes on.
func (s *Server) ShowReintegration(ctx context.Context, r wire.ShowReintegrationRequestObject) (wire.ShowReintegrationResponseObject, error) {
	c, err := s.lookUp(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	if err := request.From(ctx).Authorize(policy.ShowCase, c.subject); err != nil {
		return nil, err
	}
	found, err := s.Record.Reintegration(ctx, r.Case)
	if err != nil {
		return nil, hide(err)
	}
	v := wire.ShowReintegration200JSONResponse{Case: r.Case, Plans: []wire.Plan{}, FollowUps: []wire.FollowUp{}, Scores: []wire.Score{}}
	near := len(found.Plans)+len(found.Scores) > 0 && c.sight.Reveal(policy.Aftercare)
	for _, p := range found.Plans {
		v.Plans = append(v.Plans, planView(p, near))
	}
	for _, f := range found.FollowUps {
		v.FollowUps = append(v.FollowUps, followUpView(c, f))
	}
	for _, one := range found.Scores {
		if near {
			v.Scores = append(v.Scores, scoreView(one))
		}
	}
	return v, nil
}

func planView(p record.PlanRow, near bool) wire.Plan {
	v := wire.Plan{Ref: p.Ref, At: p.At.UTC(), Desk: string(p.By.Desk), Replaced: p.Replaced}
	if !near { // that there is a plan, and not what in her life it is about
		return v
	}
	v.Dimensions, v.Text = p.Dimensions, p.Text
	for _, item := range p.Items {
		v.Items = append(v.Items, wire.PlanItem{Kind: item.Kind, Text: item.Text, By: item.By})
	}
	return v
}

func followUpView(c seenCase, f record.FollowUp) wire.FollowUp {
	v := wire.FollowUp{
		Visit: visitOf(f.Step), Task: taskName(f.Task), State: string(f.Status), Outcome: f.Outcome, OpensAt: stamp(f.OpensAt),
		Due: utc(f.Due), Attempts: f.Attempts, Score: f.ScoreRef,
	}
	if open, ok := c.State.TaskFor(f.Step); ok {
		v.Version = open.Version
	}
	return v
}

// visitOf is the visit of a follow-up step: "3m" of "follow_up/3m".
func visitOf(step casework.Step) string {
	_, visit, _ := strings.Cut(string(step), "/")
	return visit
}

func scoreView(row record.ScoreRow) wire.Score {
	v := wire.Score{
		Ref: row.Ref, Visit: visitOf(row.Step), At: row.At.UTC(), Questionnaire: row.Marks.Questionnaire, Version: row.Marks.Version,
		Composite: row.Marks.Composite, Answered: row.Marks.Answered, Declined: row.Marks.Declined, Answers: row.Answers,
	}
	for _, m := range row.Marks.Dimensions {
		v.Marks = append(v.Marks, wire.Mark{Dimension: string(m.Dimension), Mark: m.Mark, Answered: m.Answered, Questions: m.Questions})
	}
	return v
}
