package corridor

import (
	"errors"
	"slices"
	"time"
	_ "time/tzdata" // the zones of every desk exist, whatever machine this runs on

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
)

// sameDayFloor is the least that same_day gives: a question put shortly before midnight is not overdue at
// midnight.
const sameDayFloor = 4 * time.Hour

var errPause = errors.New("a pause cannot end before it began")

// Clock is the time that one task has, worked out once. It is a plain value: it can be stored and carried,
// and reading it needs neither calendar nor corridor.
type Clock struct {
	Step      casework.Step `json:"step"`
	Opened    time.Time     `json:"opened"`
	Budget    Budget        `json:"budget"`
	Calendars []string      `json:"calendars"`
	Zone      string        `json:"zone"`
	// Rungs are the levels of the ladder in order; their instants never decrease.
	Escalations []casework.EscalationAt `json:"rungs"`
	// Acknowledge is when the desk should have said that it has the request; the zero time when that is not asked.
	Acknowledge time.Time `json:"acknowledge,omitzero"`
	// Beyond says that a part of the rungs lies outside the holiday tables, where only weekends are known.
	Beyond bool `json:"beyond,omitempty"`
	// Fast is the factor by which this clock runs faster than the world; 0 and 1 mean that it does not.
	Fast int `json:"fast,omitempty"`
}

// Due is the instant at which the budget is used up, in UTC.
func (c Clock) Due() time.Time { return c.At(casework.EscalationHeadOfDesk) }

// At is the instant of a rung in UTC; the zero time when the clock has no such rung.
func (c Clock) At(r casework.EscalationLevel) time.Time {
	for _, d := range c.Escalations {
		if d.Level == r {
			return d.At
		}
	}
	return time.Time{}
}

// Reached lists the rungs whose instant is at or before now.
func (c Clock) Reached(now time.Time) []casework.EscalationAt {
	n := 0
	for n < len(c.Escalations) && !c.Escalations[n].At.After(now) {
		n++
	}
	return slices.Clone(c.Escalations[:n])
}

// Start works out the clock of a budget that begins at opened on a calendar. A zero budget gives a clock
// without rungs.
func Start(step casework.Step, budget Budget, calendar Calendar, opened time.Time) Clock {
	opened = opened.UTC().Round(0)
	c := Clock{Step: step, Opened: opened, Budget: budget, Calendars: calendar.Codes(), Zone: calendar.Zone().String()}
	if budget.IsZero() {
		return c
	}
	for _, level := range casework.EscalationThresholds() {
		at := escalationTime(budget, calendar, opened, level.Percent)
		c.Escalations = append(c.Escalations, casework.EscalationAt{Level: level.Level, At: at})
		c.Beyond = c.Beyond || (budget.Unit() == WorkingDays && !calendar.Covered(civil.DateOf(at, calendar.Zone())))
	}
	return c
}

func escalationTime(budget Budget, calendar Calendar, opened time.Time, percent int) time.Time {
	switch budget.Unit() {
	case WorkingDays:
		return calendar.Add(opened, part(budget.Span(), percent))
	case SameDay:
		left := civil.DateOf(opened, calendar.Zone()).AddDays(1).Start(calendar.Zone()).Sub(opened)
		return opened.Add(part(max(left, sameDayFloor), percent))
	default:
		return opened.Add(part(budget.Span(), percent))
	}
}

// part is a rung's share of a span. A span is at most some years, so that the product fits.
func part(span time.Duration, percent int) time.Duration {
	ns, p := int64(span), int64(percent)
	return time.Duration(ns/100*p + ns%100*p/100)
}

// Resume gives the clock after a pause: what had been reached when the pause began stays where it was, and
// every later rung moves so that it has, from resumed on, as much time left as it had at paused. For a
// budget of working days that is working time on the clock's own calendar, so that a pause over a holiday
// costs nobody a day. Whatever of the pause lies before the clock's own start costs nothing. A clock that was compressed by [Scheduler.Fast] is measured in its own fast time.
func Resume(c Clock, calendar Calendar, paused, resumed time.Time) (Clock, error) {
	if resumed.Before(paused) {
		return Clock{}, errPause
	}
	paused, resumed = later(paused, c.Opened), later(resumed, c.Opened)
	next := c
	next.Escalations = slices.Clone(c.Escalations)
	from, to := c.toReal(paused.UTC()), c.toReal(resumed.UTC())
	for i, d := range next.Escalations {
		if !d.At.After(paused) {
			continue
		}
		at := c.toReal(d.At)
		if c.Budget.Unit() == WorkingDays {
			at = calendar.Add(to, calendar.Between(from, at))
			next.Beyond = next.Beyond || !calendar.Covered(civil.DateOf(at, calendar.Zone()))
		} else {
			at = to.Add(at.Sub(from))
		}
		next.Escalations[i].At = later(d.At, c.toShort(at))
	}
	return next, nil
}

// later is the later of two instants. It also keeps a rung from moving back by the rounding of a fast clock or of
// a day of 23 or 25 hours.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// faster draws every rung towards the start by the factor n.
func (c Clock) faster(n int) Clock {
	if n < 2 {
		return c
	}
	c.Fast = n
	if !c.Acknowledge.IsZero() {
		c.Acknowledge = c.toShort(c.Acknowledge)
	}
	for i, r := range c.Escalations {
		c.Escalations[i].At = c.toShort(r.At)
	}
	return c
}

// stretch turns an instant of a fast clock into the instant that it stands for.
func (c Clock) toReal(t time.Time) time.Time {
	return c.Opened.Add(time.Duration(int64(t.Sub(c.Opened)) * int64(max(c.Fast, 1))))
}

// compress is the inverse of stretch.
func (c Clock) toShort(t time.Time) time.Time {
	return c.Opened.Add(time.Duration(int64(t.Sub(c.Opened)) / int64(max(c.Fast, 1))))
}
