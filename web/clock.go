package web

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// age is the time between two instants: in minutes or hours on one day, in working days of a desk after
// that. A time without working days is in days.
func (p *Pages) age(desk casework.DeskID, from, until time.Time) view.Text {
	span := max(until.Sub(from), 0)
	switch {
	case span < time.Hour:
		return view.Count("age.minutes", int(span/time.Minute))
	case span < 24*time.Hour:
		return view.Count("age.hours", int(span/time.Hour))
	}
	if working, ok := p.Calendars.WorkingTime(desk, from, until); ok && working >= 24*time.Hour {
		return view.Count("age.working_days", int(working/(24*time.Hour)))
	}
	return view.Count("age.days", int(span/(24*time.Hour)))
}

// clockOf says how the clock of a task stands.
func (p *Pages) clockOf(t usecase.Task, now time.Time, zone *time.Location) view.Clock {
	switch {
	case t.Pause != nil:
		return view.Clock{State: view.ClockStill, Text: stillText(t.Pause)}
	case t.NotBefore.After(now):
		return view.Clock{State: view.ClockNone, Text: view.Say("clock.begins", view.Moment{At: t.NotBefore, Zone: zone})}
	case t.Due == nil:
		return view.Clock{State: view.ClockNone, Text: view.Say("clock.none")}
	case t.Overdue > 0:
		return view.Clock{State: view.ClockRed, Text: view.Say("clock.overdue", p.age(t.Desk, *t.Due, now))}
	case reminded(t.Task, now):
		return view.Clock{State: view.ClockAmber, Text: view.Say("clock.due", p.age(t.Desk, now, *t.Due))}
	default:
		return view.Clock{State: view.ClockGreen, Text: view.Say("clock.due", p.age(t.Desk, now, *t.Due))}
	}
}

// stillText says why a clock stands still, if the reader may know.
func stillText(pause *casework.Pause) view.Text {
	if pause.Cause == "" {
		return view.Say("clock.still")
	}
	return view.Say("clock.still_because", view.Named("cause", pause.Cause))
}

// reminded reports whether most of a task's time is used.
func reminded(t casework.Task, now time.Time) bool {
	for _, e := range t.Escalations {
		if e.Level == casework.EscalationReminder {
			return !e.At.After(now)
		}
	}
	return false
}
