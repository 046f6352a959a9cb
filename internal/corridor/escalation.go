package corridor

import (
	"fmt"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Faster returns a set whose clocks, and the durations that a case pins, run n times faster. It is for
// development only. An n below 2 changes nothing.
func (b *Set) Faster(n int) *Set {
	if n < 2 {
		return b
	}
	return b.Paced(func() int { return n })
}

// Paced returns a set that asks, whenever a clock starts or a case pins its durations, how many times
// faster than real time they run; below 2 means real time. It is for development only. pace may be
// called from several goroutines.
func (b *Set) Paced(pace func() int) *Set {
	paced := &Set{countries: b.countries, directory: b.directory, missions: b.missions, pace: pace}
	for _, c := range b.corridors {
		c.book = paced
		paced.corridors = append(paced.corridors, c)
	}
	return paced
}

// speed returns how many times faster than real time clocks run now; below 2 means real time.
func (b *Set) speed() int {
	if b == nil || b.pace == nil {
		return 1
	}
	return b.pace()
}

// shortenPeriods shortens the durations that a case pins.
func (b *Set) shortenPeriods(r casework.Rules) casework.Rules {
	speed := b.speed()
	if speed < 2 {
		return r
	}
	n := time.Duration(speed)
	r.Pace = speed
	r.PreEmbarkation /= n
	r.DocumentMargin /= n
	for step, valid := range r.Validity {
		r.Validity[step] = valid / n
	}
	for i := range r.Visits {
		r.Visits[i].After /= n
		r.Visits[i].Window /= n
	}
	return r
}

// Escalations returns the escalations of a task in UTC, in order: of a new clock, or of one that
// resumes after a pause. It returns fault.Unavailable if this program does not have the version,
// because a worker that has it may come.
func (b *Set) Escalations(id string, version int, order casework.ClockOrder) ([]casework.EscalationAt, error) {
	c, err := b.Get(id, version)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "this worker does not have the corridor's version")
	}
	if order.Budget > 0 && order.Resume == nil {
		return escalationsWithin(order.Start, order.Budget), nil
	}
	if spec, _ := casework.SpecOf(order.Step); spec.FixedBudget > 0 && order.Resume != nil {
		return resumedWithin(*order.Resume), nil
	}
	scheduler, at := c.Scheduler().Faster(b.speed()), b.deskIfKnown(c, order)
	if order.Resume == nil {
		clock, err := scheduler.ClockAt(at, order.Step, order.Start)
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "the corridor has no clock for this step")
		}
		return clock.Escalations, nil
	}
	pause := order.Resume
	clock, err := scheduler.Restore(at, order.Step, order.Start, pause.Escalations)
	if err == nil {
		clock, err = scheduler.Resume(clock, pause.PausedAt, pause.ResumedAt)
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "the clock cannot resume after this pause")
	}
	return clock.Escalations, nil
}

// deskIfKnown returns the desk whose holidays the clock observes: the desk of the task, or the
// corridor's own if the directory does not have that one.
func (b *Set) deskIfKnown(c Corridor, order casework.ClockOrder) casework.DeskID {
	if _, ok := b.directory.Desk(order.Desk); ok {
		return order.Desk
	}
	desk, _ := c.DeskOf(order.Step)
	return desk.ID
}

// escalationsWithin distributes the escalations over a window that is itself the budget, such as that
// of a follow-up.
func escalationsWithin(start time.Time, window time.Duration) []casework.EscalationAt {
	rungs := make([]casework.EscalationAt, 0, len(casework.EscalationThresholds()))
	for _, level := range casework.EscalationThresholds() {
		rungs = append(rungs, casework.EscalationAt{Level: level.Level, At: start.UTC().Add(shareOf(window, level.Percent))})
	}
	return rungs
}

// resumedWithin moves the escalations that have not fired by the length of a pause, for a budget that counts
// round the clock.
func resumedWithin(pause casework.Resumption) []casework.EscalationAt {
	rungs := slices.Clone(pause.Escalations)
	for i := pause.Fired; i < len(rungs); i++ {
		rungs[i].At = rungs[i].At.Add(pause.ResumedAt.Sub(pause.PausedAt))
	}
	return rungs
}

// RecipientDesk returns the desk that gets the notice of an escalation of a task at desk. It returns
// desk if the corridor is not known here.
func (b *Set) RecipientDesk(id string, version int, rung casework.EscalationLevel, desk casework.DeskID) casework.DeskID {
	c, err := b.Get(id, version)
	if err != nil {
		return desk
	}
	if to := c.RecipientAt(rung, desk).Desk; to != "" {
		return to
	}
	return desk
}

// RulesFor returns the rules of the corridor in force between host, origin and custodian at an instant,
// or fault.Invalid if there is none.
func (b *Set) RulesFor(host, origin casework.Country, custodian string, at time.Time) (casework.Rules, error) {
	c, err := b.Find(host, origin, custodian, at)
	if err != nil {
		return casework.Rules{}, fmt.Errorf("find corridor: %w", fault.Wrap(err, fault.Invalid, "no corridor leads from this host to this origin"))
	}
	return c.Rules(), nil
}
