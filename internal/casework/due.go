package casework

import "time"

// ExpiresAt returns when a settlement expires if no departure is planned. One that must be valid at the
// departure is still valid at its last instant.
func (c *Case) ExpiresAt(s Settlement) time.Time {
	switch {
	case s.Step == StepTravelDocument:
		return s.Until.Add(timerStep - c.Rules.DocumentMargin)
	case s.Step.HoldsAtDeparture():
		return s.Until.Add(timerStep)
	default:
		return *s.Until
	}
}

// nextPauseEnd returns when the first pause ends by itself. It is zero if none does. While the case is
// paused, no task of it continues.
func (c *Case) nextPauseEnd() time.Time {
	if c.Pause != nil {
		return c.Pause.Until
	}
	var next time.Time
	for _, t := range c.Tasks {
		if t.Pause != nil && !t.Pause.Until.IsZero() && (next.IsZero() || t.Pause.Until.Before(next)) {
			next = t.Pause.Until
		}
	}
	return next
}

// FirstOverdue returns when the first of the open tasks with a running clock becomes, or became,
// overdue. It returns the zero time if no clock is running. (NextDue is the next time at which the
// workflow must act.)
func (c *Case) FirstOverdue() time.Time {
	var first time.Time
	for _, t := range c.Tasks {
		if due := t.DueAt(); t.Pause == nil && !due.IsZero() && (first.IsZero() || due.Before(first)) {
			first = due
		}
	}
	return first
}

// NextDue returns the earliest instant at which the case changes by itself: an escalation, the end of a
// pause or of an order, the expiry of an answer or a consent, or a question that keeps its owner. It returns the zero time if there is none.
func (c *Case) NextDue() time.Time {
	if c.Deceased() || (c.Ended != nil && c.Ended.Closed) {
		return c.nextOfProposals()
	}
	var next time.Time
	consider := func(at time.Time) {
		if at.After(c.TickedAt) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	for _, t := range c.Tasks {
		if rung, ok := t.Next(); ok {
			consider(later(rung.At, c.TickedAt.Add(time.Nanosecond)))
		}
	}
	for _, ends := range []time.Time{c.nextPauseEnd(), c.nextProposalEnd(), c.nextOrderEnd()} {
		if !ends.IsZero() {
			consider(later(ends, c.TickedAt.Add(time.Nanosecond)))
		}
	}
	for _, at := range c.ownerDues() {
		consider(at)
	}
	if _, left := c.Settlement(StepDeparture); !left {
		for _, s := range c.Settlements {
			if s.Until != nil {
				consider(c.ExpiresAt(s))
			}
		}
	}
	for _, g := range c.Consents {
		if g.Until != nil && g.WithdrawnAt == nil {
			consider(*g.Until)
		}
	}
	return next
}
