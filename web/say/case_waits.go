package say

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/view"
)

// Waits says whom a case waits for, the longest overdue first.
func (r Reader) Waits(ref casework.Ref, w cases.Waiting) []view.Wait {
	var out []view.Wait
	for _, t := range w.Tasks {
		one := view.Wait{
			Text: view.Say("case.waits", waitText(t.Step)), Path: TaskPath(ref, t.ID), Desk: r.DeskName(t.Desk), Since: r.At(t.Since),
			Age:   r.Ago(t.Desk, t.Since),
			Clock: r.clock(deadline{desk: t.Desk, due: t.Due, overdue: t.Overdue, pause: t.Paused}), Next: r.Then(t.NextEscalation, t.Due), Mine: r.Mine(t.Desk),
		}
		if t.NextEscalation != nil && t.NextEscalation.Level == casework.EscalationHeadOfDesk && t.Paused == nil && one.Clock.State == view.ClockGreen {
			one.Clock.State = view.ClockAmber // the reminder is behind it
		}
		if t.Claimed {
			one.Notes = append(one.Notes, view.Say("tasks.claimed"))
		}
		if still := r.Still(t.Paused); still.Key != "" {
			one.Notes = append(one.Notes, still)
		}
		out = append(out, one)
	}
	return out
}

// Blocks says which steps cannot be asked yet, and what is missing.
func (r Reader) Blocks(gates []cases.WaitingGate) []view.Block {
	var out []view.Block
	for _, g := range gates {
		one := r.Block(g.Gate)
		for _, step := range g.Steps {
			if step != "" {
				one.Steps = append(one.Steps, StepText(step))
			}
		}
		one.ID = BlockedAt(g.Gate.ID)
		if g.Overdue > 0 {
			one.Late = view.Say("case.gate_late", r.At(*g.Due))
		} else if g.Due != nil {
			one.Late = view.Say("case.gate_due", r.At(*g.Due))
		}
		out = append(out, one)
	}
	return out
}

// BlockedAt names the element that says why the steps that wait at a gate cannot be asked yet.
func BlockedAt(gate casework.GateID) string { return "blocked-" + string(gate) }

// Block says what is missing at a closed gate, whose it is, and since when.
func (r Reader) Block(g visible.Gate) view.Block {
	out := view.Block{Gate: view.Named("gate", g.ID), Never: g.Never}
	withheld := view.Missing{Text: view.Say("case.withheld"), Owner: DeskKind(casework.DeskCaseworker)}
	if len(g.Unmet) == 0 && !g.Open { // the reader is outside the case
		out.Missing = append(out.Missing, withheld)
	}
	for _, u := range g.Unmet {
		if u.Condition == visible.Withheld {
			out.Missing = append(out.Missing, withheld)
			continue
		}
		out.Missing = append(out.Missing, view.Missing{
			Text: view.Say(missingKey(u), conditionText(u.Condition)), Owner: DeskKind(u.Owner), Desk: r.DeskName(u.Desk), Since: r.At(u.Since), Age: r.Ago(u.Desk, u.Since),
		})
	}
	return out
}

// missingKey returns the sentence about an unmet condition: a question that was asked and answered, or taken back,
// is not waited for.
func missingKey(u visible.Unmet) string {
	switch {
	case u.Answered:
		return "case.answered"
	case u.Recalled:
		return "case.waits_recalled"
	}
	return "case.waits"
}

// DeskKind names a kind of desk.
func DeskKind(kind casework.DeskKind) view.Text { return view.Named("desk_kind", kind) }
