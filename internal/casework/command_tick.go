package casework

import "slices"

// tick evaluates the time that has passed: it fires every escalation that is due, ends a reflection
// period or a pause that is over, and records answers that have expired. Only the workflow sends it.
func (d *draft) tick() {
	for _, t := range slices.Clone(d.Tasks) {
		d.escalate(t)
	}
	d.endPauses()
	for _, s := range d.Settlements {
		if s.Until == nil {
			continue
		}
		if at := d.expiresAt(s); at.After(d.TickedAt) && !at.After(d.cmd.At) {
			d.addEntry(Entry{Code: EntryExpired, Step: s.Step, Outcome: s.Outcome})
		}
	}
	d.TickedAt = d.cmd.At
}

// escalate fires the due escalations of one task. A reflection period has none: it is a right that ends
// by itself, and no desk is late.
func (d *draft) escalate(t Task) {
	for {
		rung, ok := t.Next()
		if !ok || rung.At.After(d.cmd.At) {
			return
		}
		t.Fired++
		d.write(t)
		if t.Step == StepReflection {
			if rung.Level == EscalationHeadOfDesk {
				d.settle(t, Elapsed)
				return
			}
			continue
		}
		d.addEntry(Entry{Code: EntryEscalated, Step: t.Step, Task: t.ID, Desk: t.Desk, Detail: string(rung.Level)})
		d.addNotice(Notice{Kind: NoticeEscalation, Desk: t.Desk, Level: rung.Level, Task: t.ID})
	}
}
