package ruling

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// askInformation opens a task at another desk for the answer, and pauses the clock of this task until
// then.
func (d *draft) askInformation() error {
	t, err := d.taskOfDesk()
	if err != nil {
		return err
	}
	items, known := casework.DetailOf(d.cmd.Items)
	switch {
	case !known:
		return fault.New(fault.Invalid, "name each item that is in question once, and from the list")
	case t.ReviewsAccess() || t.IsApproval():
		return fault.New(fault.Denied, "a review of break-glass access, or a request to a second person, cannot wait; answer with what is known")
	case t.Asked != "":
		return fault.New(fault.Conflict, "this task is waiting for an answer already")
	case t.For != "":
		return fault.New(fault.Conflict, "this task cannot ask another desk; answer with what is known")
	case t.Pause != nil:
		return fault.New(fault.Conflict, "this task is paused; resume it first")
	}
	desk := d.cmd.Desk
	kind := casework.DeskCaseworker
	if desk == "" {
		desk = d.Rules.Desks[casework.DeskCaseworker]
	}
	info := d.open(wantedTask{step: casework.StepInformation + "/" + t.Step, desk: desk, kind: kind})
	for i := range d.Tasks {
		if d.Tasks[i].ID == info.ID {
			d.Tasks[i].For = t.ID
		}
	}
	d.change.Opened[len(d.change.Opened)-1].For = t.ID
	t.Asked = info.ID
	d.pauseClock(t, casework.CauseInformation, time.Time{})
	d.addEntry(casework.Entry{Code: casework.EntryTaskAsked, Step: t.Step, Task: t.ID, Desk: desk, Detail: items})
	d.answer.Task = info.ID
	return nil
}

// answered lets the task that asked for information continue.
func (d *draft) answered(info casework.Task) {
	t, open := d.Task(info.For)
	if !open {
		return
	}
	t.Asked = ""
	d.addEntry(casework.Entry{Code: casework.EntryTaskAnswered, Step: t.Step, Task: t.ID, Desk: t.Desk})
	d.addNotice(casework.Notice{Kind: casework.NoticeAnswered, Desk: t.Desk, Task: t.ID})
	if t.Pause != nil && t.Pause.Cause == casework.CauseInformation && d.Pause == nil {
		d.resumeClock(t)
		return
	}
	d.update(t)
}
