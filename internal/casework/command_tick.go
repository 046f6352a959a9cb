package casework

import "slices"

// tick lets time pass: it fires every rung that has been reached, ends a reflection period
// that has run out, and notes answers that hold no more. Only the workflow gives it.
func (d *draft) tick() {
	for _, t := range slices.Clone(d.Tasks) {
		d.escalate(t)
	}
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

// climb fires the rungs of one task. A reflection period has no ladder: nobody is late, a
// right has run its time.
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
