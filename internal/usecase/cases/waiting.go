package cases

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
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

// WaitingGate is a closed gate that steps wait at. Due is when its owner is asked to act: casework.GateWithin
// after the first step has come to wait there. It is nil if a request with a clock of its own will open the
// gate, or an answer keeps it closed.
type WaitingGate struct {
	Gate    visible.Gate
	Steps   []casework.Step // "" for a track that waits before any step
	Since   time.Time
	Age     time.Duration
	Due     *time.Time
	Overdue time.Duration
}

// ShowWaiting returns which desks a case waits for, since when, and who acts next if they do not.
func (s *Cases) ShowWaiting(ctx context.Context, ref casework.Ref) (Waiting, error) {
	return act.Run(ctx, s.core, policy.ShowWaiting, act.OfCase(ref), func(ctx context.Context) (Waiting, error) {
		c, err := s.core.DetailFor(ctx, ref)
		if err != nil {
			return Waiting{}, err
		}
		now := s.core.Now()
		out := Waiting{Case: c.State.Ref, Seq: visible.Newest(&c.State, c.Seen), At: now, Tasks: []WaitingTask{}, Gates: waitingGates(c.Found, now)}
		if !c.Seen.Owing() {
			out.Paused = visible.Pause(c.State.Pause, c.Seen)
		}
		for _, t := range c.Detail.Tasks {
			class := policy.StepClass(t.Step)
			if s.mayTask(c.Found, t.Desk) && (class == policy.Operational || c.Seen.RevealPart(class, t.Desk)) {
				out.Tasks = append(out.Tasks, waitingTask(t, c.Seen, now))
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
		ID: t.ID, Step: t.Step, Desk: t.Desk, Kind: t.Kind, Since: since, Age: visible.Age(since, now), Due: t.Due, Overdue: t.Overdue,
		NextEscalation: t.NextEscalation, Claimed: t.ClaimedBy != nil, Paused: visible.Pause(t.Pause, seen),
	}
}

// waitingGates lists each gate once, with the steps that wait at it.
func waitingGates(c act.Found, now time.Time) []WaitingGate {
	out := []WaitingGate{}
	for _, wait := range c.State.Waits {
		desk, _ := c.State.Rules.DeskOf(wait.For)
		rule, known := gate.ByID(wait.Gate)
		if !known || !c.Seen.RevealPart(policy.Operational, desk) {
			continue
		}
		status, since := rule.Check(gate.View{Case: &c.State, Now: now}), wait.Since
		if c.Seen.Outside() {
			var owes bool
			if since, owes = owedSince(status, c.Seen); !owes {
				continue
			}
		}
		i := slices.IndexFunc(out, func(g WaitingGate) bool { return g.Gate.ID == wait.Gate })
		if i < 0 {
			i, out = len(out), append(out, WaitingGate{Gate: visible.GateOf(status, c.Seen, now), Since: since})
		}
		out[i].Steps = append(out[i].Steps, wait.For)
		if since.Before(out[i].Since) {
			out[i].Since = since
		}
		out[i].clock(c.State, status, now)
	}
	return out
}

// clock says how long the gate has been closed, and when it is or was overdue.
func (g *WaitingGate) clock(c casework.Case, status gate.Status, now time.Time) {
	g.Age = visible.Age(g.Since, now)
	if _, missing := gate.Ownerless(status); missing && c.Protects() {
		due := g.Since.Add(c.Rules.Paced(casework.GateWithin))
		g.Due, g.Overdue = &due, visible.Age(due, now)
	}
}

// owedSince reports whether the caller's own desk owes a condition of a gate, and since when. A gate that
// waits for others is not shown to a caller outside the case: that a step waits there would tell why.
func owedSince(status gate.Status, seen request.Visibility) (since time.Time, owes bool) {
	for _, u := range status.Unmet {
		if visible.Owes(u, seen) && (!owes || u.Since.Before(since)) {
			since, owes = u.Since, true
		}
	}
	return since, owes
}

// Gates has the states of the gates of a case after one change.
type Gates struct {
	Case casework.Ref
	Seq  int64
	All  []visible.Gate
}

// ListGates lists every gate of a case, open or closed, and why. For a caller outside the case it leaves out
// the gates whose state would tell of a class that they do not see.
func (s *Cases) ListGates(ctx context.Context, ref casework.Ref) (Gates, error) {
	return act.Run(ctx, s.core, policy.ShowGates, act.OfCase(ref), func(ctx context.Context) (Gates, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return Gates{}, err
		}
		now := s.core.Now()
		var all []gate.Status
		for _, rule := range gate.All() {
			if status := rule.Check(gate.View{Case: &c.State, Now: now}); visible.MayKnowState(rule, status, c.Seen) {
				all = append(all, status)
			}
		}
		return Gates{Case: c.State.Ref, Seq: visible.Newest(&c.State, c.Seen), All: visible.GatesOf(all, c.Seen, now)}, nil
	})
}
