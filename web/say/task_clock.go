package say

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/visible"
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

// TaskClock is the clock of a task.
func (r Reader) TaskClock(t visible.Task) view.Clock {
	return r.clock(deadline{desk: t.Desk, due: t.Due, overdue: t.Overdue, pause: t.Pause, notBefore: t.NotBefore, rungs: t.Escalations})
}

// clock says how late a task is, and why its clock stands still if the user may know.
func (r Reader) clock(d deadline) view.Clock {
	switch {
	case d.pause != nil:
		return view.Clock{State: view.ClockStill, Text: StillText(d.pause)}
	case d.notBefore.After(r.Now):
		return view.Clock{State: view.ClockStill, Text: view.Say("clock.begins", r.At(d.notBefore))}
	case d.due == nil:
		return view.Clock{State: view.ClockNone, Text: view.Say("clock.none")}
	case d.overdue > 0:
		return r.Late(d.desk, *d.due)
	}
	out := r.InTime(d.desk, *d.due)
	for _, rung := range d.rungs {
		if rung.Level == casework.EscalationReminder && !rung.At.After(r.Now) {
			out.State = view.ClockAmber
		}
	}
	return out
}

// Late is the clock of what was due before now. The desk is the one whose working days count.
func (r Reader) Late(desk casework.DeskID, due time.Time) view.Clock {
	if r.Now.Sub(due) < time.Hour {
		return view.Clock{State: view.ClockRed, Text: view.Say("clock.overdue_now")}
	}
	return view.Clock{State: view.ClockRed, Text: view.Say("clock.overdue", r.Age(desk, due, r.Now))}
}

// InTime is the clock of what is due later than now, in the working days of a desk.
func (r Reader) InTime(desk casework.DeskID, due time.Time) view.Clock {
	if due.Sub(r.Now) < time.Hour {
		return view.Clock{State: view.ClockGreen, Text: view.Say("clock.due_now")}
	}
	return view.Clock{State: view.ClockGreen, Text: view.Say("clock.due", r.Age(desk, r.Now, due))}
}

// StillText says why a clock stands still, if the user may know.
func StillText(pause *casework.Pause) view.Text {
	if pause.Cause == "" {
		return view.Say("clock.still")
	}
	return view.Say("clock.still_because", view.Named("cause", pause.Cause))
}

// Then says who acts next if a desk does not; nothing if that is not known. A line in the desk's own
// digest and a reminder to it do not count.
func (r Reader) Then(next *casework.EscalationAt, due *time.Time) view.Text {
	switch {
	case next == nil:
		return view.Text{}
	case next.Level != casework.EscalationDigest && next.Level != casework.EscalationReminder:
		return view.Say("tasks.next", view.Named("level_next", next.Level), r.At(next.At))
	case due == nil || due.Before(r.Now):
		return view.Text{}
	default:
		return view.Say("tasks.next", view.Named("level_next", casework.EscalationHeadOfDesk), r.At(*due))
	}
}

// Still writes that a clock stands still, and as far as the user may know why, whose time is running and until when.
func (r Reader) Still(p *casework.Pause) view.Text {
	switch {
	case p == nil:
		return view.Text{}
	case p.Cause == "":
		return view.Say("case.still", r.At(p.Since))
	}
	since, whose := view.Say("case.still_because", r.At(p.Since), view.Named("cause", p.Cause)), view.Named("cause", string(p.Cause)+".whose")
	if p.Until.IsZero() {
		return view.Say("pause.still", since, whose)
	}
	return view.Say("pause.still_until", since, whose, r.At(p.Until))
}
