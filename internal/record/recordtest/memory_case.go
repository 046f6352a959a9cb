package recordtest

import (
	"context"
	"maps"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// caseFile is everything that the record has of one case.
type caseFile struct {
	history[casework.Change]

	operation casework.Ref
	recorded  []casework.Recorded // of each change
	tasks     []taskFile
	holds     map[string]bool // by identifier: in force
	decisions []casework.Decision
	person    *record.Person
	fenced    bool
	erasedAt  *time.Time
}

type taskFile struct {
	task     casework.Task
	state    record.TaskState
	outcome  casework.Outcome
	closedAt *time.Time
	seenAt   *time.Time
}

func noCase() error { return fault.New(fault.NotFound, "there is no such case") }

func subjectOf(ref casework.Ref) seal.Subject { return seal.Subject("case/" + ref) }

// seeded is the key of a change that stands for those before a carried state.
const seeded casework.Key = "seeded"

// SeedCase adds a case to the record with its state after change c.Seq and without the earlier changes, for
// a workflow that begins with a carried state.
func (m *Memory) SeedCase(c casework.Case) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := &caseFile{holds: map[string]bool{}}
	for _, h := range c.OnHold {
		f.holds[h.ID] = true
	}
	for _, t := range c.Tasks {
		f.tasks = append(f.tasks, taskFile{task: t, state: record.TaskOpen})
	}
	f.add(c.Seq, seeded, casework.Change{Ref: c.Ref, Seq: c.Seq, Next: c})
	f.recorded = append(f.recorded, casework.Recorded{})
	m.cases[c.Ref] = f
}

// AssignOperation makes a case one of an operation, as a list of that operation would have.
func (m *Memory) AssignOperation(ref, operation casework.Ref) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.cases[ref].operation = operation
}

// WriteChange writes a change of a case once, with the clocks that were computed for it; see
// activities.CaseRecord.
func (m *Memory) WriteChange(_ context.Context, change casework.Change, clocks []casework.ClockSet) (casework.Recorded, error) {
	if err := identified(change.Ref, change.Key, change.Seq, change.Next.Ref, change.Next.Seq); err != nil {
		return casework.Recorded{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	old := m.cases[change.Ref]
	var before *history[casework.Change]
	if old != nil {
		before = &old.history
	}
	known, err := before.known(change.Seq, change.Key)
	if known {
		at := slices.IndexFunc(old.changes, func(w written[casework.Change]) bool { return w.seq == change.Seq })
		return old.recorded[at], nil
	}
	if old != nil && (old.fenced || old.erasedAt != nil) {
		return casework.Recorded{}, fault.New(fault.Conflict, "the data of this person are destroyed or will be soon")
	}
	if err != nil {
		return casework.Recorded{}, err
	}
	if m.destroyed[subjectOf(change.Ref)] {
		return casework.Recorded{}, seal.ErrErased
	}
	file := &caseFile{operation: m.operationOf(change.Ref), holds: map[string]bool{}}
	if old != nil {
		copied := old.clone()
		file = &copied
	}
	recorded := casework.Recorded{Clocks: clocks}
	if err := file.apply(stored(armed(change, recorded)), recorded); err != nil {
		return casework.Recorded{}, err
	}
	if change.Seq == 1 {
		file.person = m.personOf(change.Ref)
	}
	m.cases[change.Ref] = file
	m.notify(change)
	return recorded, nil
}

// armed puts computed clocks on the tasks of a change and of the state after it.
func armed(c casework.Change, recorded casework.Recorded) casework.Change {
	c.Next = c.Next.Arm(recorded)
	c.Opened = casework.Case{Tasks: c.Opened}.Arm(recorded).Tasks
	c.Updated = casework.Case{Tasks: c.Updated}.Arm(recorded).Tasks
	return c
}

// clone returns a copy to apply a change to, so that a refused change changes nothing.
func (f *caseFile) clone() caseFile {
	c := *f
	c.changes, c.recorded, c.tasks, c.decisions = slices.Clone(f.changes), slices.Clone(f.recorded), slices.Clone(f.tasks), slices.Clone(f.decisions)
	c.holds = maps.Clone(f.holds)
	return c
}

func missingRows() error {
	return fault.New(fault.Conflict, "the change refers to something that is not in the record")
}

func (f *caseFile) apply(c casework.Change, recorded casework.Recorded) error {
	for _, d := range c.Decisions {
		if err := f.decide(d); err != nil {
			return err
		}
	}
	for _, h := range c.Holds {
		if h.Lifted && !f.holds[h.Hold.ID] {
			return missingRows()
		}
		f.holds[h.Hold.ID] = !h.Lifted
	}
	for _, t := range c.Opened {
		if slices.ContainsFunc(f.tasks, func(one taskFile) bool { return one.task.ID == t.ID }) {
			return fault.New(fault.Conflict, "it is in the record already")
		}
		f.tasks = append(f.tasks, taskFile{task: t, state: record.TaskOpen})
	}
	for _, t := range c.Updated {
		one := f.open(t.ID)
		if one == nil {
			return missingRows()
		}
		one.task = t
	}
	for _, closed := range c.Closed {
		one := f.open(closed.Task)
		if one == nil {
			return missingRows()
		}
		one.state, one.outcome, one.closedAt = record.TaskState(closed.How), closed.Outcome, &c.At
	}
	f.add(c.Seq, c.Key, c)
	f.recorded = append(f.recorded, recorded)
	return nil
}

// open finds an open task; nil if there is none.
func (f *caseFile) open(id casework.TaskID) *taskFile {
	for i := range f.tasks {
		if f.tasks[i].task.ID == id && f.tasks[i].state == record.TaskOpen {
			return &f.tasks[i]
		}
	}
	return nil
}

// decide takes one decision: the only final one of its task, or the only vote of its member.
func (f *caseFile) decide(d casework.Decision) error {
	for _, old := range f.decisions {
		switch {
		case d.Task == "" || old.Task != d.Task:
		case d.Final && old.Final:
			return fault.New(fault.Decided, "this task has been answered already")
		case !d.Final && !old.Final && old.By.Account == d.By.Account:
			return fault.New(fault.Conflict, "this member has voted on this task already")
		}
	}
	f.decisions = append(f.decisions, d)
	return nil
}

// notify adds the notices of a change: none after the survivor has died, when those that wait are
// stopped.
func (m *Memory) notify(c casework.Change) {
	if c.Next.Deceased() {
		for i := range m.notices {
			if n := &m.notices[i]; n.Case == c.Ref && n.SentAt == nil && n.StoppedAt == nil {
				n.StoppedAt = &c.At
			}
		}
		return
	}
	for _, n := range c.Notices {
		m.addNotice(record.Notice{
			Kind: string(n.Kind), Desk: n.Desk, Level: n.Level, From: c.By.Desk, Case: c.Ref, Task: n.Task, CreatedAt: c.At,
		}, c.Next.Rules.Pace)
	}
}
