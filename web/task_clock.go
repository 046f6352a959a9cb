package web

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/web/view"
)

// deadline is what the clock of a task is made of.
type deadline struct {
	desk      casework.DeskID
	due       *time.Time
	overdue   time.Duration
	pause     *casework.Pause
	notBefore time.Time
	rungs     []casework.EscalationAt
}

// clock says how late a task is, and why its clock stands still if the user may know.
func (r reader) clock(d deadline) view.Clock {
	switch {
	case d.pause != nil:
		return view.Clock{State: view.ClockStill, Text: stillText(d.pause)}
	case d.notBefore.After(r.now):
		return view.Clock{State: view.ClockStill, Text: view.Say("clock.begins", r.at(d.notBefore))}
	case d.due == nil:
		return view.Clock{State: view.ClockNone, Text: view.Say("clock.none")}
	case d.overdue > 0:
		return r.late(d.desk, *d.due)
	}
	out := r.inTime(d.desk, *d.due)
	for _, rung := range d.rungs {
		if rung.Level == casework.EscalationReminder && !rung.At.After(r.now) {
			out.State = view.ClockAmber
		}
	}
	return out
}

// late is the clock of what was due before now; inTime that of what is due later. The desk is the one
// whose working days count.
func (r reader) late(desk casework.DeskID, due time.Time) view.Clock {
	if r.now.Sub(due) < time.Hour {
		return view.Clock{State: view.ClockRed, Text: view.Say("clock.overdue_now")}
	}
	return view.Clock{State: view.ClockRed, Text: view.Say("clock.overdue", r.age(desk, due, r.now))}
}

func (r reader) inTime(desk casework.DeskID, due time.Time) view.Clock {
	if due.Sub(r.now) < time.Hour {
		return view.Clock{State: view.ClockGreen, Text: view.Say("clock.due_now")}
	}
	return view.Clock{State: view.ClockGreen, Text: view.Say("clock.due", r.age(desk, r.now, due))}
}

// stillText says why a clock stands still, if the user may know.
func stillText(pause *casework.Pause) view.Text {
	if pause.Cause == "" {
		return view.Say("clock.still")
	}
	return view.Say("clock.still_because", view.Named("cause", pause.Cause))
}

// then says who acts next if a desk does not; nothing if that is not known. A line in the desk's own
// digest and a reminder to it do not count.
func (r reader) then(next *casework.EscalationAt, due *time.Time) view.Text {
	switch {
	case next == nil:
		return view.Text{}
	case next.Level != casework.EscalationDigest && next.Level != casework.EscalationReminder:
		return view.Say("tasks.next", view.Named("level_next", next.Level), r.at(next.At))
	case due == nil || due.Before(r.now):
		return view.Text{}
	default:
		return view.Say("tasks.next", view.Named("level_next", casework.EscalationHeadOfDesk), r.at(*due))
	}
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
