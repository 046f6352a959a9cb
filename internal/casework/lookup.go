package casework

import (
	"maps"
	"slices"
	"time"
)

// Fact returns the newest fact of a name.
func (c *Case) Fact(name FactName) (Fact, bool) {
	for _, v := range slices.Backward(c.Facts) {
		if v.Name == name {
			return v, true
		}
	}
	return Fact{}, false
}

// FactIs reports whether the newest fact of a name has a value.
func (c *Case) FactIs(name FactName, value string) bool {
	f, ok := c.Fact(name)
	return ok && f.Value == value
}

// Settlement returns the settlement of a step, whether or not it is still valid.
func (c *Case) Settlement(s Step) (Settlement, bool) {
	for _, one := range c.Settlements {
		if one.Step == s {
			return one, true
		}
	}
	return Settlement{}, false
}

// StillValid reports whether a settlement is valid at the instant for which it matters: the planned
// departure if it is still to come, otherwise now.
func (c *Case) StillValid(s Settlement, now time.Time) bool {
	if s.Until == nil {
		return true
	}
	switch {
	case s.Step == StepTravelDocument:
		return !c.departure(now).Add(c.Rules.DocumentMargin).After(*s.Until)
	case s.Step.HoldsAtDeparture():
		return !c.departure(now).After(*s.Until)
	default:
		return now.Before(*s.Until)
	}
}

// HoldsAtDeparture reports whether an answer to a step must still be valid at the planned departure. If it
// is not, the step is asked again.
func (s Step) HoldsAtDeparture() bool {
	switch s {
	case StepTravelDocument, StepExitPermit, StepFineWaiver, StepFitToTravel, StepPreEmbarkation:
		return true
	default:
		return false
	}
}

// timerStep is the smallest time that a timer can wait.
const timerStep = time.Millisecond

// ValidSettlement returns the settlement of a step if it is valid.
func (c *Case) ValidSettlement(s Step, now time.Time) (Settlement, bool) {
	one, ok := c.Settlement(s)
	return one, ok && c.StillValid(one, now)
}

// Is reports whether a step has a valid settlement with one of the outcomes.
func (c *Case) Is(s Step, now time.Time, outcomes ...Outcome) bool {
	one, ok := c.ValidSettlement(s, now)
	return ok && slices.Contains(outcomes, one.Outcome)
}

// departure returns the time of departure: the planned one, or now if none is planned or the planned
// one has passed. After the departure nothing expires any longer.
func (c *Case) departure(now time.Time) time.Time {
	if d, ok := c.Settlement(StepDeparture); ok {
		return d.At
	}
	if c.Trip != nil {
		return later(now, c.Trip.DepartsAt)
	}
	return now
}

// Consent returns the state of a consent. ok is false if it was never given.
func (c *Case) Consent(which Consent) (ConsentGiven, bool) {
	for _, g := range c.Consents {
		if g.Consent == which {
			return g, true
		}
	}
	return ConsentGiven{}, false
}

// Consented reports whether a consent holds at an instant.
func (c *Case) Consented(which Consent, at time.Time) bool {
	g, ok := c.Consent(which)
	return ok && g.Active(at)
}

// Task returns an open task by ID.
func (c *Case) Task(id TaskID) (Task, bool) {
	for _, t := range c.Tasks {
		if t.ID == id {
			return t, true
		}
	}
	return Task{}, false
}

// TaskFor returns the open task of a step.
func (c *Case) TaskFor(s Step) (Task, bool) {
	for _, t := range c.Tasks {
		if t.Step == s {
			return t, true
		}
	}
	return Task{}, false
}

// Child reports whether the survivor must be treated as a child: a minor, or a person whose age is
// disputed and not yet assessed (G09, benefit of the doubt).
func (c *Case) Child() bool {
	return c.FactIs(FactAge, "minor") || c.FactIs(FactAge, "disputed")
}

// Deceased reports whether the survivor has died. Then no automatic message is sent any longer.
func (c *Case) Deceased() bool { return c.Ended != nil && c.Ended.Deceased }

// Known returns the stored answer to a key that was answered before, with Repeated set.
func (c *Case) Known(key Key) (Answer, bool) {
	for _, k := range c.Settled {
		if k.Key == key {
			answer := k.Answer
			answer.Repeated = true
			return answer, true
		}
	}
	return Answer{}, false
}

// Clone copies everything that ruling.Accept may modify, so that the old case stays unchanged.
func (c Case) Clone() Case {
	c.Facts = slices.Clone(c.Facts)
	c.Consents = slices.Clone(c.Consents)
	c.Settlements = slices.Clone(c.Settlements)
	c.Recalled = slices.Clone(c.Recalled)
	c.Tasks = slices.Clone(c.Tasks)
	for i := range c.Tasks {
		c.Tasks[i].Votes = slices.Clone(c.Tasks[i].Votes)
	}
	c.Waivers = slices.Clone(c.Waivers)
	c.OnHold = slices.Clone(c.OnHold)
	c.Undo = slices.Clone(c.Undo)
	c.Waits = slices.Clone(c.Waits)
	c.Settled = slices.Clone(c.Settled)
	c.Access = slices.Clone(c.Access)
	c.BreakGlass = slices.Clone(c.BreakGlass)
	c.Excluded = slices.Clone(c.Excluded)
	c.Raised = slices.Clone(c.Raised)
	c.FearedOf = slices.Clone(c.FearedOf)
	c.Proposals = slices.Clone(c.Proposals)
	c.Orders = slices.Clone(c.Orders)
	c.Attempts = maps.Clone(c.Attempts)
	c.Misses = maps.Clone(c.Misses)
	if c.Trip != nil {
		trip := *c.Trip
		trip.Legs = slices.Clone(trip.Legs)
		c.Trip = &trip
	}
	return c
}

// WithdrawnConsentFor returns the withdrawn consent because of which a step is not asked.
func (c *Case) WithdrawnConsentFor(s Step) (Consent, bool) {
	for _, g := range c.Consents {
		if g.WithdrawnAt != nil && slices.Contains(EffectOf(g.Consent).Recalls, s.Base()) {
			return g.Consent, true
		}
	}
	return "", false
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
