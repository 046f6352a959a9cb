package usecase

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// Waiting lists the desks that a case waits for.
type Waiting struct {
	Case   casework.Ref
	Seq    int64
	At     time.Time
	Paused *casework.Pause
	Tasks  []WaitingTask // the longest overdue first
	Gates  []WaitingGate
}

// WaitingTask is an open task, with the time since when its desk is waited for.
type WaitingTask struct {
	ID             casework.TaskID
	Step           casework.Step
	Desk           casework.DeskID
	Kind           casework.DeskKind
	Since          time.Time
	Age            time.Duration
	Due            *time.Time
	Overdue        time.Duration
	NextEscalation *casework.EscalationAt // who acts next if the desk does not
	Claimed        bool
	Paused         *casework.Pause
}

// WaitingGate is a closed gate that a step waits at.
type WaitingGate struct {
	Gate  Gate
	Step  casework.Step
	Since time.Time
	Age   time.Duration
}

// ShowWaiting returns which desks a case waits for, since when, and who acts next if they do not.
func (s *Service) ShowWaiting(ctx context.Context, ref casework.Ref) (Waiting, error) {
	return run(ctx, s, policy.ShowWaiting, ofCase(ref), func(ctx context.Context) (Waiting, error) {
		c, err := s.detailFor(ctx, ref)
		if err != nil {
			return Waiting{}, err
		}
		now := s.Now()
		out := Waiting{Case: c.State.Ref, Seq: c.State.Seq, At: now, Paused: pause(c.State.Pause, c.seen), Tasks: []WaitingTask{}, Gates: waitingGates(c.foundCase, now)}
		for _, t := range c.detail.Tasks {
			if s.mayTask(c.foundCase, t.Desk) {
				out.Tasks = append(out.Tasks, waitingTask(t, c.seen, now))
			}
		}
		slices.SortStableFunc(out.Tasks, func(a, b WaitingTask) int {
			return cmp.Or(cmp.Compare(b.Overdue, a.Overdue), a.Since.Compare(b.Since))
		})
		return out, nil
	})
}

func waitingTask(t record.TaskRow, seen request.Visibility, now time.Time) WaitingTask {
	since := t.StartedAt
	if since.IsZero() {
		since = t.OpenedAt
	}
	return WaitingTask{
		ID: t.ID, Step: t.Step, Desk: t.Desk, Kind: t.Kind, Since: since, Age: age(since, now), Due: t.Due, Overdue: t.Overdue,
		NextEscalation: t.NextEscalation, Claimed: t.ClaimedBy != nil, Paused: pause(t.Pause, seen),
	}
}

func waitingGates(c foundCase, now time.Time) []WaitingGate {
	out := []WaitingGate{}
	for _, wait := range c.State.Waits {
		desk, _ := c.State.Rules.DeskOf(wait.For)
		rule, known := casework.GateByID(wait.Gate)
		if !known || !c.seen.RevealPart(policy.Operational, desk) {
			continue
		}
		status := rule.Check(casework.View{Case: &c.State, Now: now})
		out = append(out, WaitingGate{Gate: gate(status, c.seen, now), Step: wait.For, Since: wait.Since, Age: age(wait.Since, now)})
	}
	return out
}

// Gates has the states of the gates of a case after one change.
type Gates struct {
	Case casework.Ref
	Seq  int64
	All  []Gate
}

// ListGates lists every gate of a case, open or closed, and why.
func (s *Service) ListGates(ctx context.Context, ref casework.Ref) (Gates, error) {
	return run(ctx, s, policy.ShowGates, ofCase(ref), func(ctx context.Context) (Gates, error) {
		c, err := s.caseFor(ctx, ref)
		if err != nil {
			return Gates{}, err
		}
		now := s.Now()
		var all []casework.GateStatus
		for _, rule := range casework.Gates() {
			all = append(all, rule.Check(casework.View{Case: &c.State, Now: now}))
		}
		return Gates{Case: c.State.Ref, Seq: c.State.Seq, All: gates(all, c.seen, now)}, nil
	})
}
