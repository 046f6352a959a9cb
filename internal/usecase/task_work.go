package usecase

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// ClaimTask takes a task, so that colleagues see who works on it.
func (s *Service) ClaimTask(ctx context.Context, w TaskWrite) (Receipt, error) {
	return s.commandTask(ctx, policy.ClaimTask, w, casework.Command{Kind: casework.KindClaim}, record.Words{}, nil)
}

// ReleaseTask returns a claimed task to the desk.
func (s *Service) ReleaseTask(ctx context.Context, w TaskWrite) (Receipt, error) {
	return s.commandTask(ctx, policy.ReleaseTask, w, casework.Command{Kind: casework.KindRelease}, record.Words{}, nil)
}

// PauseTask stops a task's clock, with a cause.
func (s *Service) PauseTask(ctx context.Context, w TaskWrite, cause casework.Cause, words string) (Receipt, error) {
	return s.commandTask(ctx, policy.PauseTask, w, casework.Command{Kind: casework.KindPause, Cause: cause}, record.Words{Text: words}, nil)
}

// ResumeTask lets a task's clock run on.
func (s *Service) ResumeTask(ctx context.Context, w TaskWrite) (Receipt, error) {
	return s.commandTask(ctx, policy.ResumeTask, w, casework.Command{Kind: casework.KindResume}, record.Words{}, nil)
}

// AskAtTask asks another desk for information; the task waits meanwhile. Desk "" asks the caseworker. The items
// say what is in question; there may be none.
func (s *Service) AskAtTask(ctx context.Context, w TaskWrite, desk casework.DeskID, question string, items []casework.Item) (Receipt, error) {
	return s.commandTask(ctx, policy.AskAtTask, w,
		casework.Command{Kind: casework.KindAsk, Desk: desk, Items: items, Reasoned: true}, record.Words{Text: question},
		func(casework.Task) error {
			for i, one := range items {
				if err := listed("/items", slices.Contains(casework.Items(), one) && !slices.Contains(items[:i], one)); err != nil {
					return err
				}
			}
			return listed("/desk", desk == "" || s.deskIs(desk))
		})
}

// AnswerTask answers what the desk was asked.
func (s *Service) AnswerTask(ctx context.Context, w TaskWrite, facts []casework.Statement, answer string) (Receipt, error) {
	return s.commandTask(ctx, policy.AnswerTask, w,
		casework.Command{Kind: casework.KindAnswer, Outcome: casework.Answered, Facts: facts, Reasoned: true}, record.Words{Text: answer}, nil)
}

// ReassignTask moves a task to another desk of the same kind.
func (s *Service) ReassignTask(ctx context.Context, w TaskWrite, desk casework.DeskID, reasons string) (Receipt, error) {
	return s.commandTask(ctx, policy.ReassignTask, w,
		casework.Command{Kind: casework.KindReassign, Desk: desk, Reasoned: reasons != ""}, record.Words{Text: reasons},
		func(t casework.Task) error { return listed("/desk", s.deskIs(desk, t.Kind)) })
}

// RecallTask takes a request back, with reasons.
func (s *Service) RecallTask(ctx context.Context, w TaskWrite, reasons string) (Receipt, error) {
	return s.commandTask(ctx, policy.RecallTask, w, casework.Command{Kind: casework.KindRecall, Reasoned: true}, record.Words{Text: reasons}, nil)
}

// listed returns nil if the value of a field is one that exists; otherwise the field is invalid.
func listed(pointer string, exists bool) error {
	if exists {
		return nil
	}
	return invalid(pointer, FieldNotListed)
}
