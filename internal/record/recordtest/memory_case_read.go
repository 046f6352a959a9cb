package recordtest

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// Changes returns the changes of a case that were written, each once, in order.
func (m *Memory) Changes(ref casework.Ref) []casework.Change {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.cases[ref]
	if f == nil {
		return nil
	}
	out := make([]casework.Change, 0, len(f.changes))
	for _, w := range f.changes {
		if w.key != seeded {
			out = append(out, w.change)
		}
	}
	return out
}

// Case returns a case; fault.NotFound if there is none.
func (m *Memory) Case(_ context.Context, ref casework.Ref) (record.CaseDetail, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.cases[ref]
	if f == nil {
		return record.CaseDetail{}, noCase()
	}
	out := record.CaseDetail{CaseSummary: f.summary(m.now()), Person: f.person}
	out.State, out.Erased = m.state(f)
	out.Paused = out.State.Pause
	if out.Erased {
		out.Person = nil
	}
	for _, t := range f.tasks {
		if t.state == record.TaskOpen {
			out.Tasks = append(out.Tasks, m.taskRow(f, t))
		}
	}
	return out, nil
}

// CaseState returns the state of a case; fault.NotFound if there is none.
func (m *Memory) CaseState(_ context.Context, ref casework.Ref) (casework.Case, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.cases[ref]
	if f == nil {
		return casework.Case{}, noCase()
	}
	state, _ := m.state(f)
	return state, nil
}

// CaseFiles returns the cases that exist, by their references.
func (m *Memory) CaseFiles(ctx context.Context, refs []casework.Ref) (map[casework.Ref]record.CaseDetail, error) {
	out := map[casework.Ref]record.CaseDetail{}
	for _, ref := range refs {
		if c, err := m.Case(ctx, ref); err == nil {
			c.Tasks = nil
			out[ref] = c
		}
	}
	return out, nil
}

// CaseStates returns the states of the cases that exist.
func (m *Memory) CaseStates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error) {
	out := map[casework.Ref]casework.Case{}
	for _, ref := range refs {
		if state, err := m.CaseState(ctx, ref); err == nil {
			out[ref] = state
		}
	}
	return out, nil
}

// Task returns a task; fault.NotFound if there is none.
func (m *Memory) Task(_ context.Context, ref casework.Ref, id casework.TaskID) (record.TaskRow, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if f := m.cases[ref]; f != nil {
		for _, t := range f.tasks {
			if t.task.ID == id {
				return m.taskRow(f, t), nil
			}
		}
	}
	return record.TaskRow{}, fault.New(fault.NotFound, "there is no such task")
}

// state returns the state of a case, or the rest of it if it is erased.
func (m *Memory) state(f *caseFile) (state casework.Case, erased bool) {
	s := f.newest().Next
	if f.erasedAt == nil && !m.destroyed[subjectOf(s.Ref)] {
		return stored(s), false
	}
	left := casework.Case{
		Ref: s.Ref, Seq: s.Seq, OpenedAt: s.OpenedAt, Stage: s.Stage, Modality: s.Modality,
		Rules: casework.Rules{Corridor: s.Rules.Corridor, Version: s.Rules.Version, Host: s.Rules.Host, Origin: s.Rules.Origin, Lane: s.Rules.Lane, Modality: s.Modality},
	}
	if ended(s) {
		left.Ended = &casework.End{At: s.Ended.At, Closed: s.Ended.Closed, Deceased: s.Ended.Deceased}
	}
	return left, true
}

func (f *caseFile) deceased() bool {
	s := f.newest().Next
	return s.Deceased()
}

func ended(s casework.Case) bool { return s.Ended != nil && (s.Ended.Closed || s.Ended.Deceased) }

func (f *caseFile) summary(now time.Time) record.CaseSummary {
	s, at := f.newest().Next, f.newest().At
	out := record.CaseSummary{
		Ref: s.Ref, Operation: f.operation, Corridor: s.Rules.Corridor, Version: s.Rules.Version, Host: s.Rules.Host, Origin: s.Rules.Origin,
		Lane: s.Rules.Lane, Stage: s.Stage, Modality: s.Modality, Seq: s.Seq, Minor: s.Child(), OpenedAt: s.OpenedAt, UpdatedAt: at,
		OpenTasks: len(s.Tasks),
	}
	if due := s.FirstOverdue(); !due.IsZero() {
		out.NextDue = &due
	}
	for _, t := range f.tasks {
		if due := t.task.DueAt(); t.state == record.TaskOpen && t.task.Pause == nil && !due.IsZero() && due.Before(now) {
			out.Overdue++
		}
	}
	if s.Trip != nil {
		out.Movement = s.Trip.Movement
	}
	if ended(s) {
		out.Closed, out.Deceased, out.EndedAt = s.Ended.Closed, s.Ended.Deceased, &s.Ended.At
	}
	return out
}

func (m *Memory) taskRow(f *caseFile, t taskFile) record.TaskRow {
	s := f.newest().Next
	out := record.TaskRow{
		Case: s.Ref, Operation: f.operation, Stage: s.Stage, Lane: s.Rules.Lane, Origin: s.Rules.Origin, Minor: s.Child(), Deceased: s.Deceased(),
		Task: t.task, Status: t.state, Outcome: t.outcome, Seq: s.Seq, Receipts: record.Receipts{Sent: t.task.OpenedAt, Opened: t.seenAt, Decided: t.closedAt},
	}
	if due := t.task.DueAt(); !due.IsZero() {
		out.Due = &due
	}
	if !t.task.ClaimedAt.IsZero() {
		out.Receipts.Claimed = &t.task.ClaimedAt
	}
	if t.state != record.TaskOpen {
		return out
	}
	if next, running := t.task.Next(); running {
		out.NextEscalation = &next
	}
	if now := m.now(); out.Due != nil && t.task.Pause == nil && now.After(*out.Due) {
		out.Overdue = now.Sub(*out.Due)
	}
	return out
}
