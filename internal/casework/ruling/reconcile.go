package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
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
	if _, frozen := d.Frozen(); frozen || d.Pause != nil { // a case that stands still opens no tasks
		return
	}
	for _, one := range w.wanted {
		if _, open := d.TaskFor(one.step); !open {
			d.open(one)
		}
	}
}

func (d *draft) notWanted(t casework.Task, w *Walk) bool {
	switch t.Step.Base() {
	case casework.StepAttest, casework.StepAccessReview, casework.StepApproval:
		return false
	case casework.StepInformation:
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
func (d *draft) open(one wantedTask) casework.Task {
	if d.Attempts == nil {
		d.Attempts = map[casework.Step]int{}
	}
	d.Attempts[one.step]++
	attempt := d.Attempts[one.step]
	started := d.cmd.At
	if one.notBefore.After(started) {
		started = one.notBefore
	}
	t := casework.Task{
		ID: casework.TaskIDOf(one.step, attempt), Step: one.step, Attempt: attempt, Desk: one.desk, Kind: one.kind, State: one.state,
		OpenedAt: d.cmd.At, NotBefore: one.notBefore, StartedAt: started, Version: 1,
	}
	d.Tasks = append(d.Tasks, t)
	d.change.Opened = append(d.change.Opened, t)
	d.change.Clocks = append(d.change.Clocks, casework.ClockOrder{Task: t.ID, Step: t.Step, Desk: t.Desk, Start: started, Budget: one.budget})
	d.addEntry(casework.Entry{Code: casework.EntryTaskOpened, Step: t.Step, Task: t.ID, Desk: t.Desk})
	d.addNotice(casework.Notice{Kind: casework.NoticeTaskOpened, Desk: t.Desk, Task: t.ID})
	switch one.step.Base() {
	case casework.StepEmbassyCommitment:
		d.arm(casework.UndoCommitment, one.step, one.desk, "")
	case casework.StepVerifyNationality:
		d.arm(casework.UndoVerification, one.step, one.desk, "")
	case casework.StepTravelDocument:
		d.arm(casework.UndoDocumentRequest, one.step, one.desk, "")
	case casework.StepFamilyAssessment:
		d.arm(casework.UndoFamilyContact, one.step, one.desk, "")
	case casework.StepReception:
		d.arm(casework.UndoReception, one.step, one.desk, "")
	case casework.StepDetermination:
		d.arm(casework.UndoScreeningShare, one.step, one.desk, "")
	default: // asking reveals no data
	}
	return t
}

// recall closes a task without an answer. A task that was closed together with the task that it
// belonged to is skipped.
func (d *draft) recall(t casework.Task) {
	if _, open := d.Task(t.ID); !open {
		return
	}
	d.closeTask(t, casework.TaskClosed{Task: t.ID, How: casework.ClosedRecalled})
	d.addEntry(casework.Entry{Code: casework.EntryTaskRecalled, Step: t.Step, Task: t.ID, Desk: t.Desk})
	d.addNotice(casework.Notice{Kind: casework.NoticeTaskRecalled, Desk: t.Desk, Task: t.ID})
	if t.For != "" { // the desk that asked need not wait any longer
		d.answered(t)
	}
}

func (d *draft) closeTask(t casework.Task, closed casework.TaskClosed) {
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
func (d *draft) update(t casework.Task) {
	t.Version++
	d.write(t)
}

// write stores a changed task without a new version, so that an escalation does not make an answer
// stale.
func (d *draft) write(t casework.Task) {
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
