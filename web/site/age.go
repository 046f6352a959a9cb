package site

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/web/view"
)

// Age is the time between two instants: in minutes or hours on one day, in working days of a desk after
// that. A time without working days is in days.
func (p *Site) Age(desk casework.DeskID, from, until time.Time) view.Text {
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
