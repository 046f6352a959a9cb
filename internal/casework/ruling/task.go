package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// taskOfDesk returns the open task of the command. It returns fault.Denied if the task belongs to
// another desk.
func (d *draft) taskOfDesk() (casework.Task, error) {
	t, err := d.openTask()
	if err != nil {
		return casework.Task{}, err
	}
	if t.Desk != d.cmd.By.Desk {
		return casework.Task{}, fault.New(fault.Denied, "this task belongs to another desk")
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
	if why := ownWork(d.Case, t, d.cmd.By); why != "" && d.Protects() {
		return fault.New(fault.Denied, why)
	}
	by := d.cmd.By
	t.ClaimedBy, t.ClaimedAt = &by, d.cmd.At
	d.update(t)
	d.addEntry(casework.Entry{Code: casework.EntryTaskClaimed, Step: t.Step, Task: t.ID, Desk: t.Desk})
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
	d.addEntry(casework.Entry{Code: casework.EntryTaskReleased, Step: t.Step, Task: t.ID, Desk: t.Desk})
	return nil
}

// pauseTask stops the clock of a task. The cause must be in the closed list, which says whose time it
// uses.
func (d *draft) pauseTask() error {
	t, err := d.openTask()
	if err != nil {
		return err
	}
	if _, known := casework.CauseOf(d.cmd.Cause); !known || d.cmd.Cause == casework.CauseInformation {
		return fault.New(fault.Invalid, "a pause needs a cause from the list; asking for information pauses the task by itself")
	}
	if t.Pause != nil {
		return fault.New(fault.Conflict, "this task is paused already")
	}
	if t.ReviewsAccess() || t.IsApproval() {
		return fault.New(fault.Denied, "a review of break-glass access, or a request to a second person, cannot be paused")
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

// reassign moves a task to another desk, where its clock starts again.
func (d *draft) reassign() error {
	t, err := d.openTask()
	if err != nil {
		return err
	}
	spec, _ := casework.SpecOf(t.Step)
	switch {
	case d.cmd.Desk == "" || d.cmd.Desk == t.Desk:
		return fault.New(fault.Invalid, "name another desk")
	case spec.ByMovement:
		return fault.New(fault.Invalid, "a movement settles this step")
	case t.IsApproval():
		return fault.New(fault.Denied, "the rules say which desk agrees to a proposal")
	}
	if err := d.whyNotReceive(t, d.cmd.Desk); err != nil {
		return err
	}
	d.addNotice(casework.Notice{Kind: casework.NoticeTaskRecalled, Desk: t.Desk, Task: t.ID})
	t.Desk, t.Reassigned, t.ClaimedBy, t.StartedAt, t.Fired, t.Escalations = d.cmd.Desk, true, nil, d.cmd.At, 0, nil
	d.update(t)
	d.change.Clocks = append(d.change.Clocks, casework.ClockOrder{Task: t.ID, Step: t.Step, Desk: t.Desk, Start: t.StartedAt, Budget: d.Rules.Paced(spec.FixedBudget)})
	d.addEntry(casework.Entry{Code: casework.EntryTaskMoved, Step: t.Step, Task: t.ID, Desk: t.Desk})
	d.addNotice(casework.Notice{Kind: casework.NoticeTaskOpened, Desk: t.Desk, Task: t.ID})
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
	case casework.StepReflection, casework.StepArrival, casework.StepAttest, casework.StepAccessReview, casework.StepApproval,
		casework.StepCaseReview, casework.StepBlocked, casework.StepHoldReview:
		return fault.New(fault.Denied, "a right, an arrival, an attestation, a review, an approval or a question to the owner of a gate cannot be recalled")
	default:
	}
	if !d.cmd.Reasoned {
		return fault.New(fault.Invalid, "recalling a request needs a written reason")
	}
	d.Recalled = append(d.Recalled, t.Step)
	d.addEntry(casework.Entry{Code: casework.EntryStepRecalled, Step: t.Step, Task: t.ID, Desk: t.Desk})
	d.recall(t)
	d.takeBackRequest(t)
	d.answer.Task = t.ID
	return nil
}

func (d *draft) askAgain() error {
	i := slices.Index(d.Recalled, d.cmd.Step)
	if i < 0 {
		return fault.New(fault.Conflict, "this step was not recalled")
	}
	d.Recalled = slices.Delete(d.Recalled, i, i+1)
	d.addEntry(casework.Entry{Code: casework.EntryStepAskAgain, Step: d.cmd.Step})
	return nil
}

// giveClaim moves the claim of a task from its holder to a colleague of the same desk. The desk stays the
// owner, and the clock runs on.
func (d *draft) giveClaim() error {
	t, err := d.taskOfDesk()
	if err != nil {
		return err
	}
	switch {
	case t.ClaimedBy == nil:
		return fault.New(fault.Conflict, "this task is not claimed")
	case t.ClaimedBy.Account != d.cmd.By.Account:
		return fault.New(fault.Conflict, "a colleague has claimed this task; only that officer gives it to another")
	case d.cmd.Of == nil || d.cmd.Of.Account == d.cmd.By.Account || !MayTake(d.Case, t, *d.cmd.Of):
		return fault.New(fault.Denied, "this colleague cannot take this task")
	}
	to := *d.cmd.Of
	t.ClaimedBy, t.ClaimedAt = &to, d.cmd.At
	d.update(t)
	d.addEntry(casework.Entry{Code: casework.EntryClaimGiven, Step: t.Step, Task: t.ID, Desk: t.Desk})
	return nil
}

// MayTake reports whether the rules let an officer take a task: one of its desk whom the survivor has not
// excluded and whose own work it does not judge. Package policy judges the role.
func MayTake(c *casework.Case, t casework.Task, officer casework.Actor) bool {
	return officer.Account != "" && officer.Account != casework.System().Account && officer.Desk == t.Desk &&
		!c.Excludes(officer.Account) && ownWork(c, t, officer) == ""
}
