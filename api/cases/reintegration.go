package cases

import (
	"context"
	"strings"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/aftercare"
	"example.org/homeward/internal/wire"
)

func (h handlers) showReintegration(ctx context.Context, p ofCase) (wire.Reintegration, error) {
	found, err := h.do.ShowReintegration(ctx, p.Case)
	v := wire.Reintegration{Case: found.Case, Plans: []wire.Plan{}, FollowUps: []wire.FollowUp{}, Scores: []wire.Score{}}
	for _, row := range found.Plans {
		plan := wire.Plan{Ref: row.Ref, At: row.At.UTC(), Desk: string(row.By.Desk), Replaced: row.Replaced, Dimensions: row.Dimensions, Text: row.Text}
		for _, item := range row.Items {
			plan.Items = append(plan.Items, wire.PlanItem{Kind: item.Kind, Text: item.Text, By: item.By})
		}
		v.Plans = append(v.Plans, plan)
	}
	for _, f := range found.FollowUps {
		v.FollowUps = append(v.FollowUps, wire.FollowUp{
			Visit: visitOf(f.Step), Task: encode.TaskName(f.Task), State: string(f.Status), Outcome: f.Outcome, OpensAt: encode.Stamp(f.OpensAt),
			Due: encode.Time(f.Due), Attempts: f.Attempts, Score: f.ScoreRef, Version: f.Version,
		})
	}
	for _, row := range found.Scores {
		v.Scores = append(v.Scores, score(row))
	}
	for _, t := range found.Tries {
		v.Tries = append(v.Tries, wire.ContactTry{
			Visit: visitOf(t.Step), Attempt: t.Attempt, Outcome: t.Outcome, At: t.At.UTC(), Desk: string(t.By.Desk), Tried: texts(t.Tried),
			Reached: string(t.Reached), Next: t.Next, NextWay: string(t.NextWay),
		})
	}
	return v, err
}

// visitOf is the visit of a follow-up step: "3m" of "follow_up/3m".
func visitOf(step casework.Step) string {
	_, visit, _ := strings.Cut(string(step), "/")
	return visit
}

func score(row record.ScoreRow) wire.Score {
	v := wire.Score{
		Ref: row.Ref, Visit: visitOf(row.Step), At: row.At.UTC(), Questionnaire: row.Marks.Questionnaire, Version: row.Marks.Version,
		Composite: row.Marks.Composite, Answered: row.Marks.Answered, Declined: row.Marks.Declined, Unknown: row.Marks.Unknown, Answers: row.Answers,
	}
	for _, m := range row.Marks.Dimensions {
		v.Marks = append(v.Marks, wire.Mark{Dimension: string(m.Dimension), Mark: m.Mark, Answered: m.Answered, Questions: m.Questions})
	}
	return v
}

// onTask are the parameters of an answer to a task of a case.
type onTask struct {
	onCase

	IfMatch string `header:"If-Match"`
}

func (h handlers) settlePlan(ctx context.Context, p onTask, body wire.SettlePlanJSONRequestBody) (act.Receipt, error) {
	in := aftercare.SettlePlan{Version: encode.Version(p.IfMatch), Outcome: body.Outcome, Reasons: body.Reasons, Plan: record.Plan{Text: body.Plan.Text}}
	for _, d := range body.Plan.Dimensions {
		in.Plan.Dimensions = append(in.Plan.Dimensions, string(d))
	}
	for _, item := range body.Plan.Items {
		one := record.Item{Kind: string(item.Kind), Text: item.Text}
		if !item.By.IsZero() {
			one.By = item.By.String()
		}
		in.Plan.Items = append(in.Plan.Items, one)
	}
	return h.do.SettlePlan(ctx, p.Case, p.Key, in)
}

type settleFollowUp struct {
	onTask

	Visit string `path:"visit"`
}

func (h handlers) settleFollowUp(ctx context.Context, p settleFollowUp, body wire.SettleFollowUpJSONRequestBody) (act.Receipt, error) {
	return h.do.SettleFollowUp(ctx, p.Case, p.Visit, p.Key, aftercare.SettleFollowUp{
		Version: encode.Version(p.IfMatch), Outcome: body.Outcome, Facts: encode.Statements(body.Facts), Reasons: body.Reasons,
		Questionnaire: body.Score.Questionnaire, QuestionnaireVersion: body.Score.Version, Answers: body.Score.Answers, Try: try(body.Contact),
	})
}

func try(in wire.ContactTryInput) record.ContactTry {
	out := record.ContactTry{Tried: in.Tried, Reached: in.Reached, NextWay: in.NextWay}
	if !in.Next.IsZero() {
		out.Next = in.Next.String()
	}
	return out
}
