package tasks

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// taskFor loads the task that a request is about and authorizes the request. Of a task that is no
// longer open only its desk is used here; the case has its outcome.
func (s *Tasks) taskFor(ctx context.Context, ref casework.Ref, id casework.TaskID) (act.Found, casework.Task, error) {
	c, err := s.core.LookUp(ctx, ref)
	if err != nil {
		return act.Found{}, casework.Task{}, err
	}
	found, open := c.State.Task(id)
	if !open {
		row, err := s.store.Task(ctx, ref, id)
		if err != nil {
			return act.Found{}, casework.Task{}, act.AsMissing(err)
		}
		found = row.Task
	}
	subject := policy.OfTask(c.Subject, found.Desk, s.core.AgencyOf)
	if !open {
		subject = policy.OfEndedTask(c.Subject, found.Desk, s.core.AgencyOf)
	}
	return c, found, request.From(ctx).Authorize(policy.ShowTask, subject)
}

// pauses lists for what the caller's desk may pause a task, and for how long.
func (s *Tasks) pauses(c act.Found, t casework.Task) []visible.PauseOffer {
	var kind casework.DeskKind
	desk := c.Seen.Actor().Desk
	if desk == t.Desk {
		kind = t.Kind
	}
	return visible.PauseOffers(&c.State.Rules, c.State.Rules.CausesFor(desk, kind), s.core.Now())
}

// ShowTask shows a task with its version. The first look of an officer of its desk is recorded as its
// receipt.
func (s *Tasks) ShowTask(ctx context.Context, ref casework.Ref, id casework.TaskID) (visible.Task, error) {
	return act.Run(ctx, s.core, policy.ShowTask, act.OfCase(ref), func(ctx context.Context) (visible.Task, error) {
		c, found, err := s.taskFor(ctx, ref, id)
		if err != nil {
			return visible.Task{}, err
		}
		row, err := s.store.Task(ctx, ref, found.ID)
		if err != nil {
			return visible.Task{}, act.AsMissing(err)
		}
		if row.Receipts.Opened == nil && row.Desk == c.Seen.Actor().Desk && !request.From(ctx).Looking {
			if err := s.store.MarkSeen(ctx, row.Case, row.ID); err != nil {
				return visible.Task{}, act.AsMissing(err)
			}
			now := s.core.Now().UTC()
			row.Receipts.Opened = &now
		}
		out := visible.TaskOf(row, c.Seen)
		away, err := s.awayAmong(ctx, row)
		if err != nil {
			return visible.Task{}, err
		}
		setAway(&out, away)
		out.May = visible.Permitted(func(a policy.Action) bool {
			return request.From(ctx).May(a, policy.OfTask(c.Subject, row.Desk, s.core.AgencyOf))
		}, actionsOnTasks())
		out.Askable = s.askable(c, row.Task)
		out.OfCase = c.Seen.May(policy.ShowCase)
		out.Facts, out.Pauses = c.State.Rules.FactsFor(row.Kind), s.pauses(c, row.Task)
		out.ValidFor, _ = c.State.Rules.ValidFor(row.Step)
		if slices.Contains(out.May, policy.ReassignTask) {
			out.Movable = s.movableTo(ctx, c, row.Task)
		}
		if row.Step == casework.StepFearOfReturn {
			out.States = c.State.FearStates()
		}
		if out.Spec.Quorum {
			out.Quorum = c.State.Rules.Quorum
			out.Lacks.Members, out.Lacks.Agencies, out.Lacks.Chair = out.Quorum.Lacks(row.Votes)
		}
		showVotes(&out, row, c.Seen)
		return out, nil
	})
}

// Write names the task of a write. Version is the version that the caller has seen; 0 means any.
type Write struct {
	Case    casework.Ref
	Task    casework.TaskID
	Version int64
	Key     string // the caller's
	// TakeOver ends the claim of a colleague, which the caller has seen, before the answer is sent.
	TakeOver bool
}

// commandTask carries out a use-case that sends one command to the case of a task. check finds invalid
// fields, after policy was asked; it may be nil.
func (s *Tasks) commandTask(ctx context.Context, action policy.Action, w Write, cmd casework.Command, words record.Words, check func(act.Found, casework.Task) error) (act.Receipt, error) {
	return act.Run(ctx, s.core, action, act.OfCase(w.Case), func(ctx context.Context) (act.Receipt, error) {
		c, found, err := s.taskFor(ctx, w.Case, w.Task)
		if err != nil {
			return act.Receipt{}, err
		}
		if check != nil {
			if err := check(c, found); err != nil {
				return act.Receipt{}, err
			}
		}
		return s.sendTo(ctx, c, found, w, cmd, words)
	})
}

// sendTo sends a command about a task to its case, after policy was asked.
func (s *Tasks) sendTo(ctx context.Context, c act.Found, t casework.Task, w Write, cmd casework.Command, words record.Words) (act.Receipt, error) {
	w, err := s.takenOver(ctx, w)
	if err != nil {
		return act.Receipt{}, err
	}
	cmd.Task, cmd.Version = t.ID, w.Version
	return s.core.SendToCase(ctx, c, w.Key, cmd, words)
}
