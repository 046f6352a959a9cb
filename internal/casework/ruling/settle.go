package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// settle closes a task with its outcome and applies the consequences.
func (d *draft) settle(t casework.Task, outcome casework.Outcome) {
	spec, _ := casework.SpecOf(t.Step)
	d.putSettlement(casework.Settlement{
		Step: t.Step, Outcome: outcome, Attempt: t.Attempt, At: d.cmd.At, Until: d.until(t.Step, d.cmd.Until),
		By: d.cmd.By, Key: d.cmd.Key, State: d.stateFor(t), Ref: d.cmd.Ref, Reason: d.cmd.Reason,
	})
	decision := d.decision(t, outcome, true)
	if spec.Quorum { // the closing vote is recorded too, beside the panel's decision
		decision.Key = d.cmd.Key + "/panel"
	}
	d.change.Decisions = append(d.change.Decisions, decision)
	d.addEntry(casework.Entry{Code: casework.EntryDecided, Step: t.Step, Task: t.ID, Desk: t.Desk, Outcome: outcome, Detail: string(d.cmd.Reason)})
	d.answer.Task, d.answer.Settled = t.ID, true
	d.closeTask(t, casework.TaskClosed{Task: t.ID, How: casework.ClosedDecided, Outcome: outcome})
	if t.For != "" {
		d.answered(t)
	}
	d.consequences(t, outcome)
}

func (d *draft) stateFor(t casework.Task) casework.Country {
	if d.cmd.State != "" {
		return d.cmd.State
	}
	return t.State
}

func (d *draft) decision(t casework.Task, outcome casework.Outcome, final bool) casework.Decision {
	return casework.Decision{
		Key: d.cmd.Key, Task: t.ID, Step: t.Step, Outcome: outcome, By: d.cmd.By, At: d.cmd.At,
		Until: d.cmd.Until, State: d.stateFor(t), Ref: d.cmd.Ref, Reasoned: d.cmd.Reasoned, Reason: d.cmd.Reason, Final: final,
	}
}

// putSettlement stores a settlement in place of an earlier one of the same step.
func (d *draft) putSettlement(s casework.Settlement) {
	for i := range d.Settlements {
		if d.Settlements[i].Step == s.Step {
			d.Settlements[i] = s
			return
		}
	}
	d.Settlements = append(d.Settlements, s)
}

// unsettle removes settlements, so that the steps must be done again.
func (d *draft) unsettle(steps ...casework.Step) {
	kept := d.Settlements[:0:0]
	for _, s := range d.Settlements {
		if slices.Contains(steps, s.Step) {
			d.Feared = d.Feared || s.Step == casework.StepFearOfReturn && s.Outcome == casework.Yes
			d.addEntry(casework.Entry{Code: casework.EntrySuperseded, Step: s.Step, Outcome: s.Outcome})
			continue
		}
		kept = append(kept, s)
	}
	d.Settlements = kept
}
