package corridor

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

var (
	// ErrStepOff means that the corridor does not have the step.
	ErrStepOff = errors.New("the step is off in this corridor")
	// ErrNoDesk means that the directory does not have the desk.
	ErrNoDesk = errors.New("the desk directory has no such desk")
)

// Scheduler computes the clocks of one corridor. It is for the activity that writes the record, and
// never for workflow code. The zero Scheduler cannot be used; Corridor.Scheduler returns one.
type Scheduler struct {
	corridor Corridor
	fast     int
}

// Scheduler returns the corridor's scheduler.
func (c Corridor) Scheduler() Scheduler { return Scheduler{corridor: c} }

// Faster returns a scheduler whose clocks run n times faster. It is for development only. An n below 2
// changes nothing.
func (s Scheduler) Faster(n int) Scheduler {
	s.fast = max(n, 0)
	return s
}

// Clock computes the clock of a step that begins now at the corridor's own desk for it. A step without
// a budget has a clock without escalations.
func (s Scheduler) Clock(step casework.Step, opened time.Time) (Clock, error) {
	desk, ok := s.corridor.DeskOf(step)
	if !ok {
		return Clock{}, fmt.Errorf("find desk of %s: %w", step.Base(), ErrStepOff)
	}
	return s.ClockAt(desk.ID, step, opened)
}

// ClockAt is Clock for a task at another desk: with the same budget and the holidays of that desk.
func (s Scheduler) ClockAt(at casework.DeskID, step casework.Step, opened time.Time) (Clock, error) {
	rule, ok := s.corridor.Rule(step)
	if !ok {
		return Clock{}, fmt.Errorf("find budget of %s: %w", step.Base(), ErrStepOff)
	}
	desk, ok := s.corridor.book.directory.Desk(at)
	if !ok {
		return Clock{}, fmt.Errorf("start clock of %s: %w", step.Base(), ErrNoDesk)
	}
	calendar, err := s.corridor.calendar(rule.Calendar, desk)
	if err != nil {
		return Clock{}, fmt.Errorf("start clock of %s: %w", step.Base(), err)
	}
	c := Start(step, s.corridor.budget(rule, step), calendar, opened)
	if !rule.Acknowledge.IsZero() {
		c.Acknowledge = Start(step, rule.Acknowledge, calendar, opened).Due()
	}
	return c.faster(s.fast), nil
}

// budget returns the time of a step: its own or, for a follow-up, the window of its visit, which opens
// as long before the visit's day as it closes after it.
func (c Corridor) budget(rule StepRule, step casework.Step) Budget {
	for _, v := range c.Visits {
		if step != casework.FollowUp(v.Name) || v.Window == 0 {
			continue
		}
		if window := 2 * v.Window; window%time.Hour == 0 {
			return Budget{unit: Hours, n: int(window / time.Hour)}
		}
		return Budget{unit: Seconds, n: int(2 * v.Window / time.Second)} // an exercise
	}
	return rule.Budget
}

// Resume returns the clock after a pause; see the function Resume.
func (s Scheduler) Resume(c Clock, paused, resumed time.Time) (Clock, error) {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return Clock{}, errors.New("the clock's time zone is not known")
	}
	calendar, err := s.corridor.book.countries.Calendar(zone, c.Calendars...)
	if err != nil {
		return Clock{}, fmt.Errorf("resume clock of %s: %w", c.Step.Base(), err)
	}
	return Resume(c, calendar, paused, resumed)
}

// Restore returns the clock of a task of which only the escalations were stored. at is the desk of the
// task, started the instant at which its clock began, rungs the stored escalations.
func (s Scheduler) Restore(at casework.DeskID, step casework.Step, started time.Time, rungs []casework.EscalationAt) (Clock, error) {
	c, err := s.ClockAt(at, step, started)
	if err != nil {
		return Clock{}, err
	}
	c.Escalations = slices.Clone(rungs)
	return c, nil
}

// calendar returns the calendar of a budget.
func (c Corridor) calendar(whose CalendarOf, desk Desk) (Calendar, error) {
	codes := desk.Calendars
	switch whose {
	case HostCalendar:
		codes = []string{string(c.Host)}
	case OriginCalendar:
		codes = []string{string(c.Origin)}
	case BothCalendars:
		codes = []string{string(c.Host), string(c.Origin)}
	case DeskCalendar:
	}
	return c.book.countries.Calendar(desk.Zone, codes...)
}
