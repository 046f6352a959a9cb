package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// TaskStore reads tasks. The error for one that does not exist has code fault.NotFound; pages are bounded.
type TaskStore interface {
	Task(ctx context.Context, ref casework.Ref, id casework.TaskID) (record.TaskRow, error)
	Tasks(ctx context.Context, f record.TaskFilter) (record.Tasks, error)
	// MarkSeen records that an officer of the desk has looked at a task; only the first look counts.
	MarkSeen(ctx context.Context, ref casework.Ref, id casework.TaskID) error
}

// taskFor loads the task that a request is about and authorizes the request. Of a task that is no
// longer open only its desk is used here; the case has its outcome.
func (s *Service) taskFor(ctx context.Context, ref casework.Ref, id casework.TaskID) (foundCase, casework.Task, error) {
	c, err := s.lookUp(ctx, ref)
	if err != nil {
		return foundCase{}, casework.Task{}, err
	}
	found, open := c.State.Task(id)
	if !open {
		row, err := s.Store.Task(ctx, ref, id)
		if err != nil {
			return foundCase{}, casework.Task{}, asMissing(err)
		}
		found = row.Task
	}
	return c, found, request.From(ctx).Authorize(policy.ShowTask, policy.OfTask(c.subject, found.Desk, s.agencyOf))
}

// ShowTask shows a task with its version. The first look of an officer of its desk is recorded as its
// receipt.
func (s *Service) ShowTask(ctx context.Context, ref casework.Ref, id casework.TaskID) (Task, error) {
	return run(ctx, s, policy.ShowTask, ofCase(ref), func(ctx context.Context) (Task, error) {
		c, found, err := s.taskFor(ctx, ref, id)
		if err != nil {
			return Task{}, err
		}
		row, err := s.Store.Task(ctx, ref, found.ID)
		if err != nil {
			return Task{}, asMissing(err)
		}
		if row.Receipts.Opened == nil && row.Desk == c.seen.Actor().Desk && !request.From(ctx).Looking {
			if err := s.Store.MarkSeen(ctx, row.Case, row.ID); err != nil {
				return Task{}, asMissing(err)
			}
			now := s.Now().UTC()
			row.Receipts.Opened = &now
		}
		out := task(row, c.seen)
		away, err := s.awayAmong(ctx, row)
		if err != nil {
			return Task{}, err
		}
		out.setAway(away)
		out.May = permitted(func(a policy.Action) bool {
			return request.From(ctx).May(a, policy.OfTask(c.subject, row.Desk, s.agencyOf))
		}, actionsOnTasks())
		out.Facts = c.State.Rules.FactsFor(row.Kind)
		out.ValidFor, _ = c.State.Rules.ValidFor(row.Step)
		if out.Spec.Quorum {
			out.Quorum = c.State.Rules.Quorum
			out.Lacks.Members, out.Lacks.Agencies, out.Lacks.Chair = out.Quorum.Lacks(row.Votes)
		}
		showVotes(&out, row, c.seen)
		return out, nil
	})
}

// TaskWrite names the task of a write. Version is the version that the caller has seen; 0 means any.
type TaskWrite struct {
	Case    casework.Ref
	Task    casework.TaskID
	Version int64
	Key     string // the caller's
	// TakeOver ends the claim of a colleague, which the caller has seen, before the answer is sent.
	TakeOver bool
}

// commandTask carries out a use-case that sends one command to the case of a task. check finds invalid
// fields, after policy was asked; it may be nil.
func (s *Service) commandTask(ctx context.Context, action policy.Action, w TaskWrite, cmd casework.Command, words record.Words, check func(casework.Task) error) (Receipt, error) {
	return run(ctx, s, action, ofCase(w.Case), func(ctx context.Context) (Receipt, error) {
		c, found, err := s.taskFor(ctx, w.Case, w.Task)
		if err != nil {
			return Receipt{}, err
		}
		if check != nil {
			if err := check(found); err != nil {
				return Receipt{}, err
			}
		}
		if w, err = s.takenOver(ctx, w); err != nil {
			return Receipt{}, err
		}
		cmd.Task, cmd.Version = found.ID, w.Version
		return s.sendToCase(ctx, c, w.Key, cmd, words)
	})
}
