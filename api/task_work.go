package api

import (
	"context"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// onTask sends a command to the case of a task that the asker may work on.
func (s *Server) onTask(ctx context.Context, ref casework.Ref, name, key, ifMatch string, cmd casework.Command, w record.Words) (receipt, error) {
	c, row, err := s.taskFor(ctx, ref, name)
	if err != nil {
		return receipt{}, err
	}
	cmd.Task, cmd.Version = row.ID, encode.Version(ifMatch)
	return s.sendToCase(ctx, c, key, cmd, w)
}

// ClaimTask takes a task, so that colleagues see it.
func (s *Server) ClaimTask(ctx context.Context, r wire.ClaimTaskRequestObject) (wire.ClaimTaskResponseObject, error) {
	return s.onTask(ctx, r.Case, r.Task, r.Params.IdempotencyKey, r.Params.IfMatch, casework.Command{Kind: casework.KindClaim}, record.Words{})
}

// ReleaseTask gives a claimed task back to the desk.
func (s *Server) ReleaseTask(ctx context.Context, r wire.ReleaseTaskRequestObject) (wire.ReleaseTaskResponseObject, error) {
	return s.onTask(ctx, r.Case, r.Task, r.Params.IdempotencyKey, r.Params.IfMatch, casework.Command{Kind: casework.KindRelease}, record.Words{})
}

// PauseTask stops a task's clock, with a cause.
func (s *Server) PauseTask(ctx context.Context, r wire.PauseTaskRequestObject) (wire.PauseTaskResponseObject, error) {
	return s.onTask(ctx, r.Case, r.Task, r.Params.IdempotencyKey, r.Params.IfMatch,
		casework.Command{Kind: casework.KindPause, Cause: r.Body.Cause}, record.Words{Text: r.Body.Words})
}

// ResumeTask lets the clock run on.
func (s *Server) ResumeTask(ctx context.Context, r wire.ResumeTaskRequestObject) (wire.ResumeTaskResponseObject, error) {
	return s.onTask(ctx, r.Case, r.Task, r.Params.IdempotencyKey, r.Params.IfMatch, casework.Command{Kind: casework.KindResume}, record.Words{})
}

// AskAtTask asks another desk for information; the task waits meanwhile.
func (s *Server) AskAtTask(ctx context.Context, r wire.AskAtTaskRequestObject) (wire.AskAtTaskResponseObject, error) {
	c, row, err := s.taskFor(ctx, r.Case, r.Task)
	if err != nil {
		return receipt{}, err
	}
	if r.Body.Desk != "" && !s.knownDesk(r.Body.Desk) {
		return receipt{}, wrongAt("/desk", contract.NotListed)
	}
	cmd := casework.Command{Kind: casework.KindAsk, Task: row.ID, Version: encode.Version(r.Params.IfMatch), Desk: r.Body.Desk, Reasoned: true}
	return s.sendToCase(ctx, c, r.Params.IdempotencyKey, cmd, record.Words{Text: r.Body.Question})
}

// AnswerTask answers what the desk was asked.
func (s *Server) AnswerTask(ctx context.Context, r wire.AnswerTaskRequestObject) (wire.AnswerTaskResponseObject, error) {
	return s.onTask(ctx, r.Case, r.Task, r.Params.IdempotencyKey, r.Params.IfMatch,
		casework.Command{Kind: casework.KindAnswer, Outcome: casework.Answered, Facts: encode.Statements(r.Body.Facts), Reasoned: true},
		record.Words{Text: r.Body.Answer})
}

// ReassignTask gives a task to another desk of the same kind.
func (s *Server) ReassignTask(ctx context.Context, r wire.ReassignTaskRequestObject) (wire.ReassignTaskResponseObject, error) {
	c, row, err := s.taskFor(ctx, r.Case, r.Task)
	if err != nil {
		return receipt{}, err
	}
	if !s.knownDesk(r.Body.Desk, row.Kind) {
		return receipt{}, wrongAt("/desk", contract.NotListed)
	}
	cmd := casework.Command{
		Kind: casework.KindReassign, Task: row.ID, Version: encode.Version(r.Params.IfMatch), Desk: r.Body.Desk, Reasoned: r.Body.Reasons != "",
	}
	return s.sendToCase(ctx, c, r.Params.IdempotencyKey, cmd, record.Words{Text: r.Body.Reasons})
}

// RecallTask takes a request back, with a reason.
func (s *Server) RecallTask(ctx context.Context, r wire.RecallTaskRequestObject) (wire.RecallTaskResponseObject, error) {
	return s.onTask(ctx, r.Case, r.Task, r.Params.IdempotencyKey, r.Params.IfMatch,
		casework.Command{Kind: casework.KindRecall, Reasoned: true}, record.Words{Text: r.Body.Reasons})
}
