package ruling

import (
	"slices"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

func (d *draft) pauseCase() error {
	if _, known := casework.CauseOf(d.cmd.Cause); !known {
		return fault.New(fault.Invalid, "a pause needs a cause from the list")
	}
	if d.Pause != nil {
		return fault.New(fault.Conflict, "the case is paused already")
	}
	until, err := d.pauseEnd(d.kindsOf(d.cmd.By.Desk))
	if err != nil {
		return err
	}
	d.Pause = &casework.Pause{Cause: d.cmd.Cause, Since: d.cmd.At, By: d.cmd.By, Until: until}
	for _, t := range slices.Clone(d.Tasks) {
		if t.Pause == nil && t.Step != casework.StepReflection && !t.ReviewsAccess() { // the survivor's rights are not paused
			d.pauseClock(t, d.cmd.Cause, time.Time{})
		}
	}
	return nil
}

func (d *draft) resumeCase() error {
	if d.Pause == nil {
		return fault.New(fault.Conflict, "the case is not paused")
	}
	d.endCasePause()
	return nil
}

// endCasePause lets a case continue, with the tasks that were paused with it.
func (d *draft) endCasePause() {
	since := d.Pause.Since
	d.Pause = nil
	for _, t := range slices.Clone(d.Tasks) {
		if t.Pause == nil || t.Asked != "" {
			continue
		}
		answered := t.Pause.Cause == casework.CauseInformation // while the case was paused
		if answered || t.Pause.Since.Equal(since) {
			d.resumeClock(t)
		}
	}
}

// pauseEnd returns when the pause of the command ends, or its refusal: kinds are those of the sender's desk
// in this case. A desk that the corridor does not name, such as the lead of an operation, pauses for what
// concerns many cases at once.
func (d *draft) pauseEnd(kinds []casework.DeskKind) (time.Time, error) {
	spec, _ := casework.CauseOf(d.cmd.Cause)
	if d.cmd.Earlier {
		return time.Time{}, nil
	}
	if !spec.GivenBy(kinds) && d.cmd.By != casework.System() {
		return time.Time{}, fault.New(fault.Denied, "this desk may pause only for: "+listed(casework.CausesGivenBy(kinds)))
	}
	end := d.cmd.At.Add(d.Rules.Paced(spec.Default))
	if d.cmd.Until == nil {
		return end.UTC(), nil
	}
	switch latest := d.cmd.At.Add(d.Rules.Paced(spec.Longest)); {
	case !d.cmd.Until.After(d.cmd.At):
		return time.Time{}, fault.New(fault.Invalid, "a pause must end in the future")
	case d.cmd.Until.After(latest):
		return time.Time{}, fault.New(fault.Invalid, "a pause for this cause ends on "+latest.UTC().Format(time.DateOnly)+" at the latest; it can be given again then")
	}
	return d.cmd.Until.UTC(), nil
}

func listed(causes []casework.Cause) string {
	var out []string
	for _, cause := range causes {
		out = append(out, string(cause))
	}
	return strings.Join(out, ", ")
}

// endless reports whether the pause of a task should have an end and has none, as in a case of an earlier
// release.
func endless(c *casework.Case, p *casework.Pause) bool {
	withCase := c.Pause != nil && p != c.Pause && p.Since.Equal(c.Pause.Since)
	return p.Until.IsZero() && p.Cause != casework.CauseInformation && p.Cause != casework.CauseUnconfirmed && !withCase
}

// pausedWithoutEnd reports whether a pause of the case or of a task should have an end and has none.
func pausedWithoutEnd(c *casework.Case) bool {
	return c.Pause != nil && endless(c, c.Pause) ||
		slices.ContainsFunc(c.Tasks, func(t casework.Task) bool { return t.Pause != nil && endless(c, t.Pause) })
}

// limitPauses gives pauses of an earlier release the end that they would have had from the beginning.
func (d *draft) limitPauses() {
	if !pausedWithoutEnd(d.Case) {
		return
	}
	limited := WithPausesLimited(*d.Case)
	d.Pause = limited.Pause
	for i, t := range limited.Tasks {
		if t.Pause != d.Tasks[i].Pause {
			d.write(t)
		}
	}
}

// WithPausesLimited returns the case with an end to every pause that should have one: counted from the
// beginning of the pause, by its cause.
func WithPausesLimited(c casework.Case) casework.Case {
	limit := func(p *casework.Pause) *casework.Pause {
		if p == nil || !endless(&c, p) {
			return p
		}
		spec, _ := casework.CauseOf(p.Cause)
		with := *p
		with.Until = p.Since.Add(c.Rules.Paced(spec.Default))
		return &with
	}
	tasks := slices.Clone(c.Tasks)
	for i := range tasks {
		tasks[i].Pause = limit(tasks[i].Pause)
	}
	c.Pause, c.Tasks = limit(c.Pause), tasks
	return c
}

// endPauses ends the pauses that are over. The clocks run on with the time that was left, and the desk
// above is notified beside the desk itself.
func (d *draft) endPauses() {
	if over := d.Pause; over != nil && over.Over(d.cmd.At) {
		d.addEntry(casework.Entry{Code: casework.EntryEvent, Detail: string(casework.EventResumed)})
		d.notePauseOver(over.By.Desk, "")
		d.endCasePause()
	}
	if d.Pause != nil {
		return
	}
	for _, t := range slices.Clone(d.Tasks) {
		if t.Pause.Over(d.cmd.At) {
			d.notePauseOver(t.Desk, t.ID)
			d.resumeClock(t)
		}
	}
}

func (d *draft) notePauseOver(desk casework.DeskID, task casework.TaskID) {
	d.addNotice(casework.Notice{Kind: casework.NoticePauseOver, Desk: desk, Task: task})
	d.addNotice(casework.Notice{Kind: casework.NoticePauseOver, Desk: desk, Level: casework.EscalationFocalPoint, Task: task})
}
