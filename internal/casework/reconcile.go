package casework

import (
	"slices"
	"time"
)

// reconcile makes the open tasks match those that the procedure wants: it opens missing tasks and
// recalls unwanted ones. Answers to questions of a desk, attestations and access reviews are not
// subject to the procedure; they close with what they belong to.
func (d *draft) reconcile(w *Walk) {
	for _, t := range slices.Clone(d.Tasks) {
		if d.notWanted(t, w) {
			d.recall(t)
		}
	}
	if d.Pause != nil { // a paused case opens no tasks
		return
	}
	for _, one := range w.wanted {
		if _, open := d.TaskFor(one.step); !open {
			d.open(one)
		}
	}
}

func (d *draft) notWanted(t Task, w *Walk) bool {
	switch t.Step.Base() {
	case StepAttest, StepAccessReview:
		return false
	case StepInformation:
		_, open := d.Task(t.For)
		return !open
	default: // wanted by the procedure, or not
	}
	for _, one := range w.wanted {
		if one.step == t.Step {
			slipped := !one.notBefore.IsZero() && !one.notBefore.Equal(t.NotBefore)
			return slipped || !t.Reassigned && one.desk != t.Desk
		}
	}
	return true
}

// open opens a task at a desk. The act that may have to be undone is put on the stack before the desk
// is notified.
func (d *draft) open(one wantedTask) Task {
	if d.Attempts == nil {
		d.Attempts = map[Step]int{}
	}
	d.Attempts[one.step]++
	attempt := d.Attempts[one.step]
	started := d.cmd.At
	if one.notBefore.After(started) {
		started = one.notBefore
	}
	t := Task{
		ID: taskID(one.step, attempt), Step: one.step, Attempt: attempt, Desk: one.desk, Kind: one.kind, State: one.state,
		OpenedAt: d.cmd.At, NotBefore: one.notBefore, StartedAt: started, Version: 1,
	}
	d.Tasks = append(d.Tasks, t)
	d.change.Opened = append(d.change.Opened, t)
	d.change.Clocks = append(d.change.Clocks, ClockOrder{Task: t.ID, Step: t.Step, Desk: t.Desk, Start: started, Budget: one.budget})
	d.addEntry(Entry{Code: EntryTaskOpened, Step: t.Step, Task: t.ID, Desk: t.Desk})
	d.addNotice(Notice{Kind: NoticeTaskOpened, Desk: t.Desk, Task: t.ID})
	switch one.step.Base() {
	case StepEmbassyCommitment:
		d.arm(UndoCommitment, one.step, one.desk, "")
	case StepVerifyNationality:
		d.arm(UndoVerification, one.step, one.desk, "")
	case StepTravelDocument:
		d.arm(UndoDocumentRequest, one.step, one.desk, "")
	case StepFamilyAssessment:
		d.arm(UndoFamilyContact, one.step, one.desk, "")
	case StepReception:
		d.arm(UndoReception, one.step, one.desk, "")
	case StepDetermination:
		d.arm(UndoScreeningShare, one.step, one.desk, "")
	default: // asking reveals no data
	}
	return t
}

// recall closes a task without an answer. A task that was closed together with the task that it
// belonged to is skipped.
func (d *draft) recall(t Task) {
	if _, open := d.Task(t.ID); !open {
		return
	}
	d.closeTask(t, TaskClosed{Task: t.ID, How: ClosedRecalled})
	d.addEntry(Entry{Code: EntryTaskRecalled, Step: t.Step, Task: t.ID, Desk: t.Desk})
	d.addNotice(Notice{Kind: NoticeTaskRecalled, Desk: t.Desk, Task: t.ID})
	if t.For != "" { // the desk that asked need not wait any longer
		d.answered(t)
	}
}

func (d *draft) closeTask(t Task, closed TaskClosed) {
	kept := d.Tasks[:0:0]
	for _, one := range d.Tasks {
		if one.ID != t.ID {
			kept = append(kept, one)
		}
	}
	d.Tasks = kept
	d.change.Closed = append(d.change.Closed, closed)
	for _, one := range slices.Clone(d.Tasks) {
		if one.For == t.ID {
			d.recall(one)
		}
	}
}

// update stores a changed task with a new version.
func (d *draft) update(t Task) {
	t.Version++
	d.write(t)
}

// write stores a changed task without a new version, so that an escalation does not make an answer
// stale.
func (d *draft) write(t Task) {
	for i := range d.Tasks {
		if d.Tasks[i].ID == t.ID {
			d.Tasks[i] = t
		}
	}
	for i := range d.change.Updated {
		if d.change.Updated[i].ID == t.ID {
			d.change.Updated[i] = t
			return
		}
	}
	d.change.Updated = append(d.change.Updated, t)
}

// pauseClock stops the clock of a task; resumeClock starts it again with the time that was left.
func (d *draft) pauseClock(t Task, cause Cause, until time.Time) {
	t.Pause = &Pause{Cause: cause, Since: d.cmd.At, By: d.cmd.By, Until: until}
	d.update(t)
	d.addEntry(Entry{Code: EntryTaskPaused, Step: t.Step, Task: t.ID, Desk: t.Desk, Detail: string(cause)})
}

func (d *draft) resumeClock(t Task) {
	since := later(t.Pause.Since, t.StartedAt)
	t.Pause = nil
	if len(t.Escalations) > 0 && d.cmd.At.After(since) {
		d.change.Clocks = append(d.change.Clocks, ClockOrder{
			Task: t.ID, Step: t.Step, Desk: t.Desk, Start: t.StartedAt,
			Resume: &Resumption{PausedAt: since, ResumedAt: d.cmd.At, Escalations: t.Escalations, Fired: t.Fired},
		})
	}
	d.update(t)
	d.addEntry(Entry{Code: EntryTaskResumed, Step: t.Step, Task: t.ID, Desk: t.Desk})
}

// FirstOverdue returns when the first of the open tasks with a running clock becomes, or became,
// overdue. It returns the zero time if no clock is running. (NextDue is the next time at which the
// workflow must act.)
func (c *Case) FirstOverdue() time.Time {
	var first time.Time
	for _, t := range c.Tasks {
		if due := t.DueAt(); t.Pause == nil && !due.IsZero() && (first.IsZero() || due.Before(first)) {
			first = due
		}
	}
	return first
}

// NextDue returns the earliest instant at which the case changes by itself: an escalation, the end of a
// pause, or the expiry of an answer or a consent. It returns the zero time if there is none.
func (c *Case) NextDue() time.Time {
	if c.Deceased() || (c.Ended != nil && c.Ended.Closed) {
		return time.Time{}
	}
	var next time.Time
	consider := func(at time.Time) {
		if at.After(c.TickedAt) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	for _, t := range c.Tasks {
		if rung, ok := t.Next(); ok {
			consider(later(rung.At, c.TickedAt.Add(time.Nanosecond)))
		}
	}
	if ends := c.nextPauseEnd(); !ends.IsZero() {
		consider(later(ends, c.TickedAt.Add(time.Nanosecond)))
	}
	if _, left := c.Settlement(StepDeparture); !left {
		for _, s := range c.Settlements {
			if s.Until != nil {
				consider(c.expiresAt(s))
			}
		}
	}
	for _, g := range c.Consents {
		if g.Until != nil && g.WithdrawnAt == nil {
			consider(*g.Until)
		}
	}
	return next
}
