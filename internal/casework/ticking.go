package casework

import "slices"

// tick lets time pass: it fires every rung that has been reached, ends a reflection period
// that has run out, and notes answers that hold no more. Only the workflow gives it.
func (d *draft) tick() {
	for _, t := range slices.Clone(d.Tasks) {
		d.climb(t)
	}
	for _, s := range d.Settlements {
		if s.Until == nil {
			continue
		}
		if at := d.lapsing(s); at.After(d.TickedAt) && !at.After(d.cmd.At) {
			d.entry(Entry{Code: EntryExpired, Step: s.Step, Outcome: s.Outcome})
		}
	}
	d.TickedAt = d.cmd.At
}

// climb fires the rungs of one task. A reflection period has no ladder: nobody is late, a
// right has run its time.
func (d *draft) climb(t Task) {
	for {
		rung, ok := t.Next()
		if !ok || rung.At.After(d.cmd.At) {
			return
		}
		t.Fired++
		d.write(t)
		if t.Step == StepReflection {
			if rung.Rung == RungHead {
				d.settle(t, Elapsed)
				return
			}
			continue
		}
		d.entry(Entry{Code: EntryRung, Step: t.Step, Task: t.ID, Desk: t.Desk, Detail: string(rung.Rung)})
		d.notice(Notice{Kind: NoticeRung, Desk: t.Desk, Rung: rung.Rung, Task: t.ID})
	}
}
