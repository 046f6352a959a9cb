package ruling

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// tick evaluates the time that has passed: it fires every escalation that is due, ends a reflection
// period, a pause or an order that is over, and records answers that have expired. Only the workflow sends it.
func (d *draft) tick() {
	for _, t := range slices.Clone(d.Tasks) {
		d.escalate(t)
	}
	d.endPauses()
	d.expireProposals()
	d.expireOrders()
	for _, s := range d.Settlements {
		if s.Until == nil {
			continue
		}
		if at := d.ExpiresAt(s); at.After(d.TickedAt) && !at.After(d.cmd.At) {
			d.addEntry(casework.Entry{Code: casework.EntryExpired, Step: s.Step, Outcome: s.Outcome})
		}
	}
	d.TickedAt = d.cmd.At
}

// escalate fires the due escalations of one task. A reflection period has none: it is a right that ends
// by itself, and no desk is late.
func (d *draft) escalate(t casework.Task) {
	for {
		rung, ok := t.Next()
		if !ok || rung.At.After(d.cmd.At) {
			return
		}
		t.Fired++
		d.write(t)
		if t.Step == casework.StepReflection {
			if rung.Level == casework.EscalationHeadOfDesk {
				d.settle(t, casework.Elapsed)
				return
			}
			continue
		}
		d.addEntry(casework.Entry{Code: casework.EntryEscalated, Step: t.Step, Task: t.ID, Desk: t.Desk, Detail: string(rung.Level)})
		d.addNotice(casework.Notice{Kind: casework.NoticeEscalation, Desk: t.Desk, Level: rung.Level, Task: t.ID})
	}
}

// pauseClock stops the clock of a task; resumeClock starts it again with the time that was left.
func (d *draft) pauseClock(t casework.Task, cause casework.Cause, until time.Time) {
	t.Pause = &casework.Pause{Cause: cause, Since: d.cmd.At, By: d.cmd.By, Until: until}
	d.update(t)
	d.addEntry(casework.Entry{Code: casework.EntryTaskPaused, Step: t.Step, Task: t.ID, Desk: t.Desk, Detail: string(cause)})
}

func (d *draft) resumeClock(t casework.Task) {
	since := t.Pause.Since
	if t.StartedAt.After(since) {
		since = t.StartedAt
	}
	t.Pause = nil
	if len(t.Escalations) > 0 && d.cmd.At.After(since) {
		d.change.Clocks = append(d.change.Clocks, casework.ClockOrder{
			Task: t.ID, Step: t.Step, Desk: t.Desk, Start: t.StartedAt,
			Resume: &casework.Resumption{PausedAt: since, ResumedAt: d.cmd.At, Escalations: t.Escalations, Fired: t.Fired},
		})
	}
	d.update(t)
	d.addEntry(casework.Entry{Code: casework.EntryTaskResumed, Step: t.Step, Task: t.ID, Desk: t.Desk})
}
