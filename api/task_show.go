package api

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/wire"
)

// taskFor finds the task that a request is about, and asks policy whether the request may
// be made of it. Of a task that is not open any more only its desk is known here; the case
// says what became of it.
func (s *Server) taskFor(ctx context.Context, ref casework.Ref, name string) (seenCase, casework.Task, error) {
	c, err := s.lookUp(ctx, ref)
	if err != nil {
		return seenCase{}, casework.Task{}, err
	}
	id, err := encode.TaskID(name)
	if err != nil {
		return seenCase{}, casework.Task{}, err
	}
	task, open := c.State.Task(id)
	if !open {
		row, err := s.Record.Task(ctx, ref, id)
		if err != nil {
			return seenCase{}, casework.Task{}, hide(err)
		}
		task = row.Task
	}
	return c, task, request.From(ctx).Authorize(policy.ShowTask, policy.OfTask(c.subject, task.Desk, s.agencyOf))
}

// ShowTask shows a task with its version. The first look of somebody of its desk is its receipt.
func (s *Server) ShowTask(ctx context.Context, r wire.ShowTaskRequestObject) (wire.ShowTaskResponseObject, error) {
	c, task, err := s.taskFor(ctx, r.Case, r.Task)
	if err != nil {
		return nil, err
	}
	row, err := s.Record.Task(ctx, r.Case, task.ID)
	if err != nil {
		return nil, hide(err)
	}
	if row.Receipts.Opened == nil && row.Desk == c.sight.Actor().Desk {
		if err := s.Record.MarkSeen(ctx, row.Case, row.ID); err != nil {
			return nil, hide(err)
		}
		now := s.Now().UTC()
		row.Receipts.Opened = &now
	}
	return wire.ShowTask200JSONResponse{
		Body: encode.Task(usecase.SeenTask(row, c.sight)), Headers: wire.ShowTask200ResponseHeaders{ETag: encode.ETag(row.Version)},
	}, nil
}
