package casework

import (
	"slices"
	"time"

	"example.org/homeward/internal/fault"
)

// taskOfDesk returns the open task of the command. It returns fault.Denied if the task belongs to
// another desk.
func (d *draft) taskOfDesk() (Task, error) {
	t, err := d.openTask()
	if err != nil {
		return Task{}, err
	}
	if t.Desk != d.cmd.By.Desk {
		return Task{}, fault.New(fault.Denied, "this task belongs to another desk")
	}
	d.answer.Task = t.ID
	return t, nil
}

func (d *draft) claim() error {
	t, err := d.taskOfDesk()
	if err != nil {
		return err
	}
	if t.ClaimedBy != nil && t.ClaimedBy.Account != d.cmd.By.Account {
		return fault.New(fault.Conflict, "a colleague has claimed this task already")
	}
	by := d.cmd.By
	t.ClaimedBy, t.ClaimedAt = &by, d.cmd.At
	d.update(t)
	d.addEntry(Entry{Code: EntryTaskClaimed, Step: t.Step, Task: t.ID, Desk: t.Desk})
	return nil
}

func (d *draft) release() error {
	t, err := d.taskOfDesk()
	if err != nil {
		return err
	}
	if t.ClaimedBy == nil {
		return fault.New(fault.Conflict, "this task is not claimed")
	}
	t.ClaimedBy = nil
	d.update(t)
	d.addEntry(Entry{Code: EntryTaskReleased, Step: t.Step, Task: t.ID, Desk: t.Desk})
	return nil
}

// pauseTask stops the clock of a task. The cause must be in the closed list, which says whose time it
// uses.
func (d *draft) pauseTask() error {
	t, err := d.openTask()
	if err != nil {
		return err
	}
	if _, known := CauseOf(d.cmd.Cause); !known || d.cmd.Cause == CauseInformation {
		return fault.New(fault.Invalid, "a pause needs a cause from the list; asking for information pauses the task by itself")
	}
	if t.Pause != nil {
		return fault.New(fault.Conflict, "this task is paused already")
	}
	if t.reviewsAccess() {
		return fault.New(fault.Denied, "a review of break-glass access cannot be paused")
	}
	kinds := d.kindsOf(d.cmd.By.Desk)
	if d.cmd.By.Desk == t.Desk {
		kinds = append(kinds, t.Kind)
	}
	until, err := d.pauseEnd(kinds)
	if err != nil {
		return err
	}
	d.answer.Task = t.ID
	d.pauseClock(t, d.cmd.Cause, until)
	return nil
}

func (d *draft) resumeTask() error {
	t, err := d.openTask()
	if err != nil {
		return err
	}
	switch {
	case t.Pause == nil:
		return fault.New(fault.Conflict, "this task is not paused")
	case t.Asked != "":
		return fault.New(fault.Conflict, "this task resumes when the other desk answers")
	}
	d.answer.Task = t.ID
	d.resumeClock(t)
	return nil
}

// askInformation opens a task at another desk for the answer, and pauses the clock of this task until
// then.
func (d *draft) askInformation() error {
	t, err := d.taskOfDesk()
	if err != nil {
		return err
	}
	items, known := detailOf(d.cmd.Items)
	switch {
	case !known:
		return fault.New(fault.Invalid, "name each item that is in question once, and from the list")
	case t.reviewsAccess():
		return fault.New(fault.Denied, "a review of break-glass access cannot wait; answer with what is known")
	case t.Asked != "":
		return fault.New(fault.Conflict, "this task is waiting for an answer already")
	case t.For != "":
		return fault.New(fault.Conflict, "this task cannot ask another desk; answer with what is known")
	case t.Pause != nil:
		return fault.New(fault.Conflict, "this task is paused; resume it first")
	}
	desk := d.cmd.Desk
	kind := DeskCaseworker
	if desk == "" {
		desk = d.Rules.Desks[DeskCaseworker]
	}
	info := d.open(wantedTask{step: StepInformation + "/" + t.Step, desk: desk, kind: kind})
	for i := range d.Tasks {
		if d.Tasks[i].ID == info.ID {
			d.Tasks[i].For = t.ID
		}
	}
	d.change.Opened[len(d.change.Opened)-1].For = t.ID
	t.Asked = info.ID
	d.pauseClock(t, CauseInformation, time.Time{})
	d.addEntry(Entry{Code: EntryTaskAsked, Step: t.Step, Task: t.ID, Desk: desk, Detail: items})
	d.answer.Task = info.ID
	return nil
}

// answered lets the task that asked for information continue.
func (d *draft) answered(info Task) {
	t, open := d.Task(info.For)
	if !open {
		return
	}
	t.Asked = ""
	d.addEntry(Entry{Code: EntryTaskAnswered, Step: t.Step, Task: t.ID, Desk: t.Desk})
	d.addNotice(Notice{Kind: NoticeAnswered, Desk: t.Desk, Task: t.ID})
	if t.Pause != nil && t.Pause.Cause == CauseInformation && d.Pause == nil {
		d.resumeClock(t)
		return
	}
	d.update(t)
}

// reassign moves a task to another desk, where its clock starts again.
func (d *draft) reassign() error {
	t, err := d.openTask()
	if err != nil {
		return err
	}
	spec, _ := SpecOf(t.Step)
	switch {
	case d.cmd.Desk == "" || d.cmd.Desk == t.Desk:
		return fault.New(fault.Invalid, "name another desk")
	case spec.ByMovement:
		return fault.New(fault.Invalid, "a movement settles this step")
	}
	d.addNotice(Notice{Kind: NoticeTaskRecalled, Desk: t.Desk, Task: t.ID})
	t.Desk, t.Reassigned, t.ClaimedBy, t.StartedAt, t.Fired, t.Escalations = d.cmd.Desk, true, nil, d.cmd.At, 0, nil
	d.update(t)
	d.change.Clocks = append(d.change.Clocks, ClockOrder{Task: t.ID, Step: t.Step, Desk: t.Desk, Start: t.StartedAt, Budget: spec.FixedBudget})
	d.addEntry(Entry{Code: EntryTaskMoved, Step: t.Step, Task: t.ID, Desk: t.Desk})
	d.addNotice(Notice{Kind: NoticeTaskOpened, Desk: t.Desk, Task: t.ID})
	d.answer.Task = t.ID
	return nil
}

// recallStep recalls a request because a person wants it. The step is not asked again until a person
// says so.
func (d *draft) recallStep() error {
	t, err := d.openTask()
	if err != nil {
		return err
	}
	switch t.Step.Base() {
	case StepReflection, StepArrival, StepAttest, StepAccessReview:
		return fault.New(fault.Denied, "a right, an arrival, an attestation or a review cannot be recalled")
	default:
	}
	if !d.cmd.Reasoned {
		return fault.New(fault.Invalid, "recalling a request needs a written reason")
	}
	d.Recalled = append(d.Recalled, t.Step)
	d.addEntry(Entry{Code: EntryStepRecalled, Step: t.Step, Task: t.ID, Desk: t.Desk})
	d.recall(t)
	d.answer.Task = t.ID
	return nil
}

func (d *draft) askAgain() error {
	i := slices.Index(d.Recalled, d.cmd.Step)
	if i < 0 {
		return fault.New(fault.Conflict, "this step was not recalled")
	}
	d.Recalled = slices.Delete(d.Recalled, i, i+1)
	d.addEntry(Entry{Code: EntryStepAskAgain, Step: d.cmd.Step})
	return nil
}
