package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	openapi "github.com/oapi-codegen/runtime/types"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

type planCommand struct {
	Remote  `embed:""`
	version `embed:""`

	Case      wire.Ref  `arg:"" help:"The case's reference."`
	Outcome   string    `arg:"" help:"agreed or declined."`
	Dimension []string  `placeholder:"social" help:"Its dimensions: economic, social, psychosocial."`
	Text      InputText `placeholder:"FILE" help:"The text of the plan. Sealed."`
	Items     string    `placeholder:"FILE" help:"The things to do, one on each line, as training:tailoring course:2027-01-15; - is the standard input. Kinds: identity_papers, debt, shelter, health, counselling, work, training, legal, safety."`
	Reasons   InputText `placeholder:"FILE" help:"Why the survivor wants none."`
}

var errItem = fault.New(fault.Invalid, "a thing to do is written as KIND:TEXT:DAY, as training:tailoring course:2027-01-15")

func (c *planCommand) Run(ctx context.Context, env Env, r *Remote) error {
	body := wire.PlanDecision{Outcome: casework.Outcome(c.Outcome), Reasons: string(c.Reasons)}
	items, err := c.items(env)
	if err != nil {
		return err
	}
	if len(c.Dimension) > 0 || c.Text != "" || len(items) > 0 {
		body.Plan = wire.PlanInput{Dimensions: as[wire.PlanInputDimensions](c.Dimension), Text: string(c.Text)}
	}
	body.Plan.Items = items
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		var err error
		if i.Version, err = c.seen(ctx, s, c.Case, casework.StepPlan); err != nil {
			return wire.Receipt{}, err
		}
		return s.SettlePlan(ctx, i, c.Case, body)
	})
}

// items reads the things to do, one on each line.
func (c *planCommand) items(env Env) ([]wire.PlanItemInput, error) {
	if c.Items == "" {
		return nil, nil
	}
	lines, err := env.inputLines(c.Items)
	if err != nil {
		return nil, err
	}
	var out []wire.PlanItemInput
	for _, line := range lines {
		parts := strings.SplitN(line, ":", 3)
		item := wire.PlanItemInput{Kind: wire.PlanItemInputKind(parts[0])}
		if len(parts) > 1 {
			item.Text = parts[1]
		}
		if len(parts) > 2 {
			day, err := time.Parse(time.DateOnly, parts[2])
			if err != nil {
				return nil, errItem
			}
			item.By = openapi.Date{Time: day}
		}
		out = append(out, item)
	}
	return out, nil
}

var errNotAsked = fault.New(fault.Invalid, "the case is not waiting for this now; see: homeward case waiting")

// seen returns the version of the open task of a step.
func (v version) seen(ctx context.Context, s *client.Client, ref wire.Ref, step casework.Step) (int64, error) {
	if v.Version > 0 {
		return v.Version, nil
	}
	found, err := s.ShowCase(ctx, ref)
	if err != nil {
		return 0, err
	}
	for _, task := range found.Tasks {
		if task.Step == step {
			return task.Version, nil
		}
	}
	return 0, errNotAsked
}

type followupCmd struct {
	Remote  `embed:""`
	version `embed:""`

	Case          wire.Ref          `arg:"" help:"The case's reference."`
	Visit         string            `arg:"" help:"The visit, as 1w, 1m, 3m, 6m or 12m."`
	Outcome       string            `arg:"" help:"reached, missed, lost_contact or declined."`
	Questionnaire string            `placeholder:"ID:VERSION" help:"The questionnaire; see: homeward score questionnaires."`
	Answer        map[string]string `placeholder:"QUESTION=VALUE" help:"The survivor's answers."`
	Fact          []string          `placeholder:"NAME=VALUE" help:"Facts to state with it."`
	Reasons       InputText         `placeholder:"FILE" help:"A remark. Sealed."`
}

func (c *followupCmd) Run(ctx context.Context, env Env, r *Remote) error {
	facts, err := statements(c.Fact)
	if err != nil {
		return err
	}
	body := wire.FollowUpDecision{Outcome: casework.Outcome(c.Outcome), Facts: facts, Reasons: string(c.Reasons)}
	if c.Questionnaire != "" {
		body.Score.Answers = c.Answer
		if _, err := fmt.Sscanf(strings.Replace(c.Questionnaire, ":", " ", 1), "%s %d", &body.Score.Questionnaire, &body.Score.Version); err != nil {
			return fault.New(fault.Invalid, "a questionnaire is named as ID:VERSION")
		}
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		var err error
		if i.Version, err = c.seen(ctx, s, c.Case, casework.FollowUp(c.Visit)); err != nil {
			return wire.Receipt{}, err
		}
		return s.SettleFollowUp(ctx, i, c.Case, c.Visit, body)
	})
}

type scoreGroup struct {
	Remote `embed:""`

	Questionnaires scoreQuestionnaires `cmd:"" help:"The questionnaires, with every question and its choices."`
	Show           scoreShow           `cmd:"" help:"The plan, the visits and the scores of one case."`
}

type scoreQuestionnaires struct{}

func (c *scoreQuestionnaires) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Questionnaires, error) { return s.ListQuestionnaires(ctx) }, func(found wire.Questionnaires) {
		for _, q := range found.Items {
			env.Printf("%s:%d  %s\n", q.Id, q.Version, q.Title)
			t := NewTable(env.Out, "QUESTION", "ABOUT", "TEXT", "CHOICES")
			for _, item := range q.Questions {
				choices := make([]string, len(item.Choices))
				for i, choice := range item.Choices {
					choices[i] = choice.Code
				}
				t.Row(item.Id, item.Dimension, item.Text, strings.Join(choices, " "))
			}
			t.Flush()
		}
	})
}

type scoreShow struct {
	Case wire.Ref `arg:"" help:"The case's reference."`
}

func (c *scoreShow) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Reintegration, error) { return s.ShowReintegration(ctx, c.Case) }, func(found wire.Reintegration) {
		t := NewTable(env.Out, "VISIT", "STATE", "OPENS", "DUE", "OUTCOME", "TRIES", "SCORE")
		for _, f := range found.FollowUps {
			t.Row(f.Visit, f.State, Instant(f.OpensAt), Instant(f.Due), f.Outcome, f.Attempts, f.Score)
		}
		t.Flush()
		env.Printf("\n")
		t = NewTable(env.Out, "SCORED AT", "VISIT", "QUESTIONNAIRE", "COMPOSITE")
		for _, s := range found.Scores {
			composite := ""
			if s.Composite != nil {
				composite = fmt.Sprintf("%.2f", *s.Composite)
			}
			t.Row(Instant(s.At), s.Visit, fmt.Sprintf("%s:%d", s.Questionnaire, s.Version), composite)
		}
		t.Flush()
	})
}
