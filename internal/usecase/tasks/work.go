package tasks

import (
	"context"
	"maps"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// ClaimTask takes a task, so that colleagues see who works on it.
func (s *Tasks) ClaimTask(ctx context.Context, w Write) (act.Receipt, error) {
	return s.commandTask(ctx, policy.ClaimTask, w, casework.Command{Kind: casework.KindClaim}, record.Words{}, nil)
}

// ReleaseTask returns a claimed task to the desk.
func (s *Tasks) ReleaseTask(ctx context.Context, w Write) (act.Receipt, error) {
	return s.commandTask(ctx, policy.ReleaseTask, w, casework.Command{Kind: casework.KindRelease}, record.Words{}, nil)
}

// PauseTask stops a task's clock, with a cause. The clock runs on at until, or after the usual time of the cause
// if that is zero.
func (s *Tasks) PauseTask(ctx context.Context, w Write, cause casework.Cause, until time.Time, words string) (act.Receipt, error) {
	cmd := casework.Command{Kind: casework.KindPause, Cause: cause}
	if !until.IsZero() {
		cmd.Until = &until
	}
	return s.commandTask(ctx, policy.PauseTask, w, cmd, record.Words{Text: words}, nil)
}

// ResumeTask lets a task's clock run on.
func (s *Tasks) ResumeTask(ctx context.Context, w Write) (act.Receipt, error) {
	return s.commandTask(ctx, policy.ResumeTask, w, casework.Command{Kind: casework.KindResume}, record.Words{}, nil)
}

// AskAtTask asks another desk for information; the task waits meanwhile. Desk "" asks the caseworker. A
// question goes to a desk of the case's corridor in the host state; a desk outside her care asks the
// caseworker only. The items say what is in question; there may be none.
func (s *Tasks) AskAtTask(ctx context.Context, w Write, desk casework.DeskID, question string, items []casework.Item) (act.Receipt, error) {
	return s.commandTask(ctx, policy.AskAtTask, w,
		casework.Command{Kind: casework.KindAsk, Desk: desk, Items: items, Reasoned: true}, record.Words{Text: question},
		func(c act.Found, t casework.Task) error {
			for i, one := range items {
				if !slices.Contains(casework.Items(), one) || slices.Contains(items[:i], one) {
					return act.NotListed("/items", casework.Items())
				}
			}
			if desk == "" || policy.MayAsk(&c.State.Rules, t.Kind, s.core.PlaceOf(desk)) {
				return nil
			}
			return act.NotListed("/desk", s.askable(c, t))
		})
}

// askable lists the desks to which a question about a task may go, besides the caseworker.
func (s *Tasks) askable(c act.Found, t casework.Task) []casework.DeskID {
	var out []casework.DeskID
	for _, desk := range slices.Sorted(maps.Values(c.State.Rules.Desks)) {
		if desk != t.Desk && policy.MayAsk(&c.State.Rules, t.Kind, s.core.PlaceOf(desk)) {
			out = append(out, desk)
		}
	}
	return slices.Compact(out)
}

// AnswerTask answers what the desk was asked.
func (s *Tasks) AnswerTask(ctx context.Context, w Write, facts []casework.Statement, answer string) (act.Receipt, error) {
	return s.commandTask(ctx, policy.AnswerTask, w,
		casework.Command{Kind: casework.KindAnswer, Outcome: casework.Answered, Facts: facts, Reasoned: true}, record.Words{Text: answer},
		func(c act.Found, _ casework.Task) error { return act.CheckFacts(&c.State.Rules, facts) })
}

// RecallTask takes a request back, with reasons.
func (s *Tasks) RecallTask(ctx context.Context, w Write, reasons string) (act.Receipt, error) {
	return s.commandTask(ctx, policy.RecallTask, w, casework.Command{Kind: casework.KindRecall, Reasoned: true}, record.Words{Text: reasons}, nil)
}
