package casework

import (
	"slices"
	"strings"
	"time"

	"example.org/homeward/internal/fault"
)

// pauseEnd returns when the pause of the command ends, or its refusal: kinds are those of the sender's desk
// in this case. A desk that the corridor does not name, such as the lead of an operation, pauses for what
// concerns many cases at once.
func (d *draft) pauseEnd(kinds []DeskKind) (time.Time, error) {
	spec, _ := CauseOf(d.cmd.Cause)
	if d.cmd.Earlier {
		return time.Time{}, nil
	}
	if !spec.givenBy(kinds) && d.cmd.By != System() {
		return time.Time{}, fault.New(fault.Denied, "this desk may pause only for: "+listed(causesGivenBy(kinds)))
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

// givenBy reports whether a desk of one of these kinds may give the cause.
func (s CauseSpec) givenBy(kinds []DeskKind) bool {
	if len(kinds) == 0 {
		return slices.Contains([]Cause{CauseOperation, CauseBorderClosed, CauseCustodian, CauseSecurity}, s.Cause)
	}
	return slices.ContainsFunc(kinds, func(kind DeskKind) bool {
		if kind == DeskSurvivor { // her caseworker records it
			kind = DeskCaseworker
		}
		return slices.Contains(s.Desks, kind)
	})
}

func causesGivenBy(kinds []DeskKind) []Cause {
	var out []Cause
	for _, spec := range Causes() {
		if spec.givenBy(kinds) {
			out = append(out, spec.Cause)
		}
	}
	return out
}

func listed(causes []Cause) string {
	var out []string
	for _, cause := range causes {
		out = append(out, string(cause))
	}
	return strings.Join(out, ", ")
}

// CausesFor lists the causes for which a desk may pause a request of a kind, or the case for kind "".
func (r *Rules) CausesFor(desk DeskID, kind DeskKind) []Cause {
	var kinds []DeskKind
	if kind != "" {
		kinds = append(kinds, kind)
	}
	for _, one := range DeskKinds() {
		if r.Desks[one] == desk {
			kinds = append(kinds, one)
		}
	}
	return causesGivenBy(kinds)
}

// endless reports whether the pause of a task should have an end and has none, as in a case of an earlier
// release.
func (c *Case) endless(p *Pause) bool {
	withCase := c.Pause != nil && p != c.Pause && p.Since.Equal(c.Pause.Since)
	return p.Until.IsZero() && p.Cause != CauseInformation && !withCase
}

// pausedWithoutEnd reports whether a pause of the case or of a task should have an end and has none.
func (c *Case) pausedWithoutEnd() bool {
	return c.Pause != nil && c.endless(c.Pause) ||
		slices.ContainsFunc(c.Tasks, func(t Task) bool { return t.Pause != nil && c.endless(t.Pause) })
}

// limitPauses gives pauses of an earlier release the end that they would have had from the beginning.
func (d *draft) limitPauses() {
	if !d.pausedWithoutEnd() {
		return
	}
	limited := d.WithPausesLimited()
	d.Pause = limited.Pause
	for i, t := range limited.Tasks {
		if t.Pause != d.Tasks[i].Pause {
			d.write(t)
		}
	}
}

// WithPausesLimited returns the case with an end to every pause that should have one: counted from the
// beginning of the pause, by its cause.
func (c Case) WithPausesLimited() Case {
	limit := func(p *Pause) *Pause {
		if p == nil || !c.endless(p) {
			return p
		}
		spec, _ := CauseOf(p.Cause)
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

// nextPauseEnd returns when the first pause ends by itself. It is zero if none does. While the case is
// paused, no task of it continues.
func (c *Case) nextPauseEnd() time.Time {
	if c.Pause != nil {
		return c.Pause.Until
	}
	var next time.Time
	for _, t := range c.Tasks {
		if t.Pause != nil && !t.Pause.Until.IsZero() && (next.IsZero() || t.Pause.Until.Before(next)) {
			next = t.Pause.Until
		}
	}
	return next
}

// endPauses ends the pauses that are over. The clocks run on with the time that was left, and the desk
// above is notified beside the desk itself.
func (d *draft) endPauses() {
	if over := d.Pause; over != nil && over.ended(d.cmd.At) {
		d.addEntry(Entry{Code: EntryEvent, Detail: string(EventResumed)})
		d.notePauseOver(over.By.Desk, "")
		d.endCasePause()
	}
	if d.Pause != nil {
		return
	}
	for _, t := range slices.Clone(d.Tasks) {
		if t.Pause.ended(d.cmd.At) {
			d.notePauseOver(t.Desk, t.ID)
			d.resumeClock(t)
		}
	}
}

// ended reports whether the pause has reached its end.
func (p *Pause) ended(now time.Time) bool {
	return p != nil && !p.Until.IsZero() && !now.Before(p.Until)
}

func (d *draft) notePauseOver(desk DeskID, task TaskID) {
	d.addNotice(Notice{Kind: NoticePauseOver, Desk: desk, Task: task})
	d.addNotice(Notice{Kind: NoticePauseOver, Desk: desk, Level: EscalationFocalPoint, Task: task})
}
