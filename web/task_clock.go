package web

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/web/view"
)

// deadline is what the clock of a task is made of.
type deadline struct {
	due       *time.Time
	overdue   time.Duration
	pause     *casework.Pause
	notBefore time.Time
	rungs     []casework.EscalationAt
}

// clock says how late a task is.
func (r reader) clock(d deadline) view.Clock {
	switch {
	case d.pause != nil:
		return view.Clock{State: view.ClockStill, Text: view.Say("clock.still")}
	case d.notBefore.After(r.now):
		return view.Clock{State: view.ClockStill, Text: view.Say("clock.begins", r.at(d.notBefore))}
	case d.due == nil:
		return view.Clock{State: view.ClockNone, Text: view.Say("clock.none")}
	case d.overdue > 0 && d.overdue < time.Hour:
		return view.Clock{State: view.ClockRed, Text: view.Say("clock.overdue_now")}
	case d.overdue > 0:
		return view.Clock{State: view.ClockRed, Text: view.Say("clock.overdue", age(d.overdue))}
	}
	out := view.Clock{State: view.ClockGreen, Text: view.Say("clock.due", age(d.due.Sub(r.now)))}
	if d.due.Sub(r.now) < time.Hour {
		out.Text = view.Say("clock.due_now")
	}
	for _, rung := range d.rungs {
		if rung.Level == casework.EscalationReminder && !rung.At.After(r.now) {
			out.State = view.ClockAmber
		}
	}
	return out
}

// then says who acts next if a desk does not; nothing if that is not known.
func (r reader) then(next *casework.EscalationAt) view.Text {
	if next == nil {
		return view.Text{}
	}
	return view.Say("tasks.next", view.Named("level_next", next.Level), r.at(next.At))
}

// still writes that a clock stands still, and why as far as the user may know.
func (r reader) still(p *casework.Pause) view.Text {
	switch {
	case p == nil:
		return view.Text{}
	case p.Cause == "":
		return view.Say("case.still", r.at(p.Since))
	default:
		return view.Say("case.still_because", r.at(p.Since), view.Named("cause", p.Cause))
	}
}
