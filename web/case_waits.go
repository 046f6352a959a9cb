package web

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// waits says whom a case waits for, the longest overdue first.
func (r reader) waits(ref casework.Ref, w usecase.Waiting) []view.Wait {
	var out []view.Wait
	for _, t := range w.Tasks {
		one := view.Wait{
			Text: view.Say("case.waits", waitText(t.Step)), Path: taskPath(ref, t.ID), Desk: r.deskName(t.Desk), Since: r.at(t.Since),
			Age:   r.ago(t.Desk, t.Since),
			Clock: r.clock(deadline{desk: t.Desk, due: t.Due, overdue: t.Overdue, pause: t.Paused}), Next: r.then(t.NextEscalation, t.Due), Mine: r.mine(t.Desk),
		}
		if t.NextEscalation != nil && t.NextEscalation.Level == casework.EscalationHeadOfDesk && t.Paused == nil && one.Clock.State == view.ClockGreen {
			one.Clock.State = view.ClockAmber // the reminder is behind it
		}
		if t.Claimed {
			one.Notes = append(one.Notes, view.Say("tasks.claimed"))
		}
		if still := r.still(t.Paused); still.Key != "" {
			one.Notes = append(one.Notes, still)
		}
		out = append(out, one)
	}
	return out
}

// blocks says which steps cannot be asked yet, and what is missing.
func (r reader) blocks(gates []usecase.WaitingGate) []view.Block {
	var out []view.Block
	for _, g := range gates {
		one := r.block(g.Gate)
		if g.Step != "" {
			one.Step = stepText(g.Step)
			one.ID = blockedID(g)
		}
		out = append(out, one)
	}
	return out
}

// blockedID names the element that says why a step cannot be asked yet.
func blockedID(g usecase.WaitingGate) string {
	return "blocked-" + string(g.Step.Base()) + "-" + string(g.Gate.ID)
}

// block says what is missing at a closed gate, whose it is, and since when.
func (r reader) block(g usecase.Gate) view.Block {
	out := view.Block{Gate: view.Named("gate", g.ID), Never: g.Never}
	for _, u := range g.Unmet {
		if u.Condition == usecase.Withheld {
			out.Missing = append(out.Missing, view.Missing{Text: view.Say("case.withheld"), Owner: deskKind(casework.DeskCaseworker)})
			continue
		}
		out.Missing = append(out.Missing, view.Missing{
			Text: view.Say("case.waits", conditionText(u.Condition)), Owner: deskKind(u.Owner), Desk: r.deskName(u.Desk), Since: r.at(u.Since), Age: r.ago(u.Desk, u.Since),
		})
	}
	return out
}

func deskKind(kind casework.DeskKind) view.Text { return view.Named("desk_kind", kind) }
