package corridor

import (
	"errors"
	"slices"
	"time"
	_ "time/tzdata" // all time zones exist, on any machine

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
)

// sameDayFloor is the shortest time of same_day, so that a request shortly before midnight is not
// overdue at midnight.
const sameDayFloor = 4 * time.Hour

var errPause = errors.New("a pause cannot end before it began")

// Clock is the computed clock of a task. It is a plain value: it can be stored, and reading it needs
// neither calendar nor corridor.
type Clock struct {
	Step      casework.Step `json:"step"`
	Opened    time.Time     `json:"opened"`
	Budget    Budget        `json:"budget"`
	Calendars []string      `json:"calendars"`
	Zone      string        `json:"zone"`
	// Escalations are the levels in order. Their instants never decrease.
	Escalations []casework.EscalationAt `json:"rungs"`
	// Acknowledge is when the desk should have confirmed that it has the request; zero if that is not
	// required.
	Acknowledge time.Time `json:"acknowledge,omitzero"`
	// BeyondTables reports whether an escalation is outside the holiday tables, where only weekends are
	// known.
	BeyondTables bool `json:"beyond,omitempty"`
	// Speed is the factor by which the clock runs faster than real time; 0 and 1 mean real time.
	Speed int `json:"fast,omitempty"`
}

// Due returns the instant, in UTC, at which the budget is used up.
func (c Clock) Due() time.Time { return c.At(casework.EscalationHeadOfDesk) }

// At returns the instant of a level in UTC; zero if the clock does not have the level.
func (c Clock) At(r casework.EscalationLevel) time.Time {
	for _, d := range c.Escalations {
		if d.Level == r {
			return d.At
		}
	}
	return time.Time{}
}

// Reached returns the escalations at or before now.
func (c Clock) Reached(now time.Time) []casework.EscalationAt {
	n := 0
	for n < len(c.Escalations) && !c.Escalations[n].At.After(now) {
		n++
	}
	return slices.Clone(c.Escalations[:n])
}

// Start computes the clock of a budget that begins at opened. With a zero budget the clock has no
// escalations.
func Start(step casework.Step, budget Budget, calendar Calendar, opened time.Time) Clock {
	opened = opened.UTC().Round(0)
	c := Clock{Step: step, Opened: opened, Budget: budget, Calendars: calendar.Codes(), Zone: calendar.Zone().String()}
	if budget.IsZero() {
		return c
	}
	for _, level := range casework.EscalationThresholds() {
		at := escalationTime(budget, calendar, opened, level.Percent)
		c.Escalations = append(c.Escalations, casework.EscalationAt{Level: level.Level, At: at})
		c.BeyondTables = c.BeyondTables || (budget.Unit() == WorkingDays && !calendar.Covered(civil.DateOf(at, calendar.Zone())))
	}
	return c
}

func escalationTime(budget Budget, calendar Calendar, opened time.Time, percent int) time.Time {
	switch budget.Unit() {
	case WorkingDays:
		return calendar.Add(opened, shareOf(budget.Span(), percent))
	case SameDay:
		left := civil.DateOf(opened, calendar.Zone()).AddDays(1).Start(calendar.Zone()).Sub(opened)
		return opened.Add(shareOf(max(left, sameDayFloor), percent))
	default:
		return opened.Add(shareOf(budget.Span(), percent))
	}
}

// shareOf returns the share of a level. A span is at most some years, so the product does not overflow.
func shareOf(span time.Duration, percent int) time.Duration {
	ns, p := int64(span), int64(percent)
	return time.Duration(ns/100*p + ns%100*p/100)
}

// Resume returns the clock after a pause. Escalations before the pause do not change. Each later one
// keeps the time that it had left: what was left at paused is left from resumed on. For a budget of
// working days that is working time on the clock's calendar, so that a pause over a holiday does not
// cost a day. The part of a pause before the clock's start does not count. A clock with a Speed (see
// [Scheduler.Faster]) is resumed in its own fast time.
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
			next.BeyondTables = next.BeyondTables || !calendar.Covered(civil.DateOf(at, calendar.Zone()))
		} else {
			at = to.Add(at.Sub(from))
		}
		next.Escalations[i].At = later(d.At, c.toShort(at))
	}
	return next, nil
}

// later returns the later of two instants. It also prevents an escalation from moving back by the
// rounding of a fast clock, or of a day of 23 or 25 hours.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// faster moves every escalation towards the start by the factor n.
func (c Clock) faster(n int) Clock {
	if n < 2 {
		return c
	}
	c.Speed = n
	if !c.Acknowledge.IsZero() {
		c.Acknowledge = c.toShort(c.Acknowledge)
	}
	for i, r := range c.Escalations {
		c.Escalations[i].At = c.toShort(r.At)
	}
	return c
}

// toReal returns the real instant of an instant of a fast clock.
func (c Clock) toReal(t time.Time) time.Time {
	return c.Opened.Add(time.Duration(int64(t.Sub(c.Opened)) * int64(max(c.Speed, 1))))
}

// toShort is the inverse of toReal.
func (c Clock) toShort(t time.Time) time.Time {
	return c.Opened.Add(time.Duration(int64(t.Sub(c.Opened)) / int64(max(c.Speed, 1))))
}
