package corridor

import (
	"fmt"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Fast gives a book whose clocks run n times faster: those of the ladders, and the durations
// that a case pins. It is for development only; an n below 2 changes nothing.
func (b *Set) Faster(n int) *Set {
	if n < 2 {
		return b
	}
	hurried := &Set{countries: b.countries, directory: b.directory, fast: n}
	for _, c := range b.corridors {
		c.book = hurried
		hurried.corridors = append(hurried.corridors, c)
	}
	return hurried
}

// hurry shortens the durations that a case pins, as the book's clocks are.
func (b *Set) shortenPeriods(r casework.Rules) casework.Rules {
	if b == nil || b.fast < 2 {
		return r
	}
	n := time.Duration(b.fast)
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

// Ladder gives the rungs of a task as absolute UTC instants, in order: of a new clock, or of
// one that goes on after a pause. A version that this program does not carry is Unavailable,
// because a worker that does carry it may come.
func (b *Set) Escalations(id string, version int, order casework.ClockOrder) ([]casework.EscalationAt, error) {
	c, err := b.Get(id, version)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "this worker does not carry the corridor's version")
	}
	if order.Budget > 0 && order.Resume == nil {
		return escalationsWithin(order.Start, order.Budget), nil
	}
	scheduler, at := c.Scheduler().Faster(b.fast), b.deskIfKnown(c, order)
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
		return nil, fault.Wrap(err, fault.Invalid, "the clock cannot go on after this pause")
	}
	return clock.Escalations, nil
}

// known gives the desk by whose days off the clock runs: the one that has the task, or the
// corridor's own where the directory does not know that one.
func (b *Set) deskIfKnown(c Corridor, order casework.ClockOrder) casework.DeskID {
	if _, ok := b.directory.Desk(order.Desk); ok {
		return order.Desk
	}
	desk, _ := c.DeskOf(order.Step)
	return desk.ID
}

// within spreads the ladder over a window that is a budget in itself, as a follow-up's is.
func escalationsWithin(start time.Time, window time.Duration) []casework.EscalationAt {
	rungs := make([]casework.EscalationAt, 0, len(casework.EscalationThresholds()))
	for _, level := range casework.EscalationThresholds() {
		rungs = append(rungs, casework.EscalationAt{Level: level.Level, At: start.UTC().Add(part(window, level.Percent))})
	}
	return rungs
}

// Told says which desk hears of a rung of a task that waits for desk; desk itself where the
// corridor is not known here.
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

// RulesFor gives the rules of the corridor in force between host, origin and custodian at an
// instant, and says so when there is none.
func (b *Set) RulesFor(host, origin casework.Country, custodian string, at time.Time) (casework.Rules, error) {
	c, err := b.Find(host, origin, custodian, at)
	if err != nil {
		return casework.Rules{}, fmt.Errorf("find corridor: %w", fault.Wrap(err, fault.Invalid, "no corridor leads from this host to this origin"))
	}
	return c.Rules(), nil
}
