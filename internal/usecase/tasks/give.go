package tasks

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// GiveTask transfers the caller's claim of a task to a colleague of the same desk. The desk stays the owner. A
// colleague who does not exist or is disabled, who is of another desk or has another role, whom the
// survivor has excluded, or whose own work the task judges, is one and the same invalid field.
func (s *Tasks) GiveTask(ctx context.Context, w Write, to casework.AccountID) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.GiveTask, act.OfCase(w.Case), func(ctx context.Context) (act.Receipt, error) {
		c, found, err := s.taskFor(ctx, w.Case, w.Task)
		if err != nil {
			return act.Receipt{}, err
		}
		of, err := s.taker(ctx, c, found, to)
		if err != nil {
			return act.Receipt{}, err
		}
		return s.core.SendToCase(ctx, c, w.Key, casework.Command{Kind: casework.KindGiveClaim, Task: found.ID, Version: w.Version, Of: &of}, record.Words{})
	})
}

// taker finds the colleague who is to get a task.
func (s *Tasks) taker(ctx context.Context, c act.Found, t casework.Task, to casework.AccountID) (casework.Actor, error) {
	if to == "" {
		return casework.Actor{}, act.Invalid("/account", act.FieldRequired)
	}
	all, err := s.takers(ctx, c, t)
	if err != nil {
		return casework.Actor{}, err
	}
	for _, one := range all {
		if one.Account == to && ruling.MayTake(&c.State, t, one) {
			return one, nil
		}
	}
	return casework.Actor{}, act.Invalid("/account", act.FieldNotListed)
}

// takers lists the active colleagues of the caller at a task's desk, each in a role that answers the task.
// It does not ask whom the survivor has excluded: officers of a desk do not learn that about each other
// from a list.
func (s *Tasks) takers(ctx context.Context, c act.Found, t casework.Task) ([]casework.Actor, error) {
	all, err := s.store.Colleagues(ctx, t.Desk)
	if err != nil {
		return nil, err
	}
	desk, _ := s.core.Directory.Desk(t.Desk)
	subject := policy.OfTask(c.Subject, t.Desk, s.core.AgencyOf)
	var out []casework.Actor
	for _, one := range all {
		if one.Account == request.From(ctx).Actor.Account {
			continue
		}
		for _, role := range one.Roles {
			as := policy.Actor{Role: role, Desk: t.Desk, Kind: desk.Kind, Agency: one.Agency, Country: desk.Country}
			if policy.May(as, policy.DecideTask, subject.RelationsOf(as)) {
				out = append(out, casework.Actor{Account: one.Account, Desk: t.Desk, Agency: one.Agency, Role: role})
				break
			}
		}
	}
	return out, nil
}

// ListTakers lists the colleagues to whom the caller can give a claim of a task, with who is away. It lists
// none for a task that the caller has not claimed or may not give away.
func (s *Tasks) ListTakers(ctx context.Context, ref casework.Ref, id casework.TaskID) ([]Handler, error) {
	return act.Run(ctx, s.core, policy.ShowTask, act.OfCase(ref), func(ctx context.Context) ([]Handler, error) {
		c, found, err := s.taskFor(ctx, ref, id)
		if err != nil {
			return nil, err
		}
		r := request.From(ctx)
		mine := found.ClaimedBy != nil && found.ClaimedBy.Account == r.Actor.Account
		if _, open := c.State.Task(found.ID); !open || !mine || !r.May(policy.GiveTask, policy.OfTask(c.Subject, found.Desk, s.core.AgencyOf)) {
			return nil, nil
		}
		all, err := s.takers(ctx, c, found)
		if err != nil {
			return nil, err
		}
		away, err := s.store.Absences(ctx, found.Desk, s.core.Now())
		out := make([]Handler, len(all))
		for i, one := range all {
			out[i] = Handler{Account: one.Account, Away: absenceOf(away, one.Account)}
		}
		return out, err
	})
}
