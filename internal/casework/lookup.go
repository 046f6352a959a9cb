package casework

import (
	"maps"
	"slices"
	"time"
)

// Fact finds the newest fact of a name.
func (c *Case) Fact(name FactName) (Fact, bool) {
	for _, v := range slices.Backward(c.Facts) {
		if v.Name == name {
			return v, true
		}
	}
	return Fact{}, false
}

// FactIs says whether the newest fact of a name has a value.
func (c *Case) FactIs(name FactName, value string) bool {
	f, ok := c.Fact(name)
	return ok && f.Value == value
}

// Settlement finds how a step was settled, whether or not that still holds.
func (c *Case) Settlement(s Step) (Settlement, bool) {
	for _, one := range c.Settlements {
		if one.Step == s {
			return one, true
		}
	}
	return Settlement{}, false
}

// Holds says whether a settlement holds at the instant for which it matters: the planned
// departure while it is still to come, else now.
func (c *Case) StillValid(s Settlement, now time.Time) bool {
	if s.Until == nil {
		return true
	}
	switch s.Step {
	case StepTravelDocument:
		return !c.departure(now).Add(c.Rules.DocumentMargin).After(*s.Until)
	case StepExitPermit, StepFineWaiver, StepFitToTravel, StepPreEmbarkation:
		return !c.departure(now).After(*s.Until)
	default:
		return now.Before(*s.Until)
	}
}

// instant is the least that a timer can wait.
const timerStep = time.Millisecond

// lapsing is when an answer holds no more while no departure is planned: what is looked at for
// the departure still holds at its last instant.
func (c *Case) expiresAt(s Settlement) time.Time {
	switch s.Step {
	case StepTravelDocument:
		return s.Until.Add(timerStep - c.Rules.DocumentMargin)
	case StepExitPermit, StepFineWaiver, StepFitToTravel, StepPreEmbarkation:
		return s.Until.Add(timerStep)
	default:
		return *s.Until
	}
}

// Standing finds a settlement that holds.
func (c *Case) ValidSettlement(s Step, now time.Time) (Settlement, bool) {
	one, ok := c.Settlement(s)
	return one, ok && c.StillValid(one, now)
}

// Is says whether a step stands settled with one of the outcomes.
func (c *Case) Is(s Step, now time.Time, outcomes ...Outcome) bool {
	one, ok := c.ValidSettlement(s, now)
	return ok && slices.Contains(outcomes, one.Outcome)
}

// departure is when the survivor is to leave: the planned departure, or now while none is
// planned or the planned instant has passed. Once she has left nothing expires any more.
func (c *Case) departure(now time.Time) time.Time {
	if d, ok := c.Settlement(StepDeparture); ok {
		return d.At
	}
	if c.Trip != nil {
		return later(now, c.Trip.DepartsAt)
	}
	return now
}

// Consent finds where a consent stands; ok is false when it was never given.
func (c *Case) Consent(which Consent) (ConsentGiven, bool) {
	for _, g := range c.Consents {
		if g.Consent == which {
			return g, true
		}
	}
	return ConsentGiven{}, false
}

// Consented says whether a consent holds at an instant.
func (c *Case) Consented(which Consent, at time.Time) bool {
	g, ok := c.Consent(which)
	return ok && g.Active(at)
}

// Task finds an open task.
func (c *Case) Task(id TaskID) (Task, bool) {
	for _, t := range c.Tasks {
		if t.ID == id {
			return t, true
		}
	}
	return Task{}, false
}

// TaskFor finds the open task of a step.
func (c *Case) TaskFor(s Step) (Task, bool) {
	for _, t := range c.Tasks {
		if t.Step == s {
			return t, true
		}
	}
	return Task{}, false
}

// Child says whether the survivor is to be treated as a child: a minor, or somebody whose
// age is disputed and not yet assessed (G09, benefit of the doubt).
func (c *Case) Child() bool {
	return c.FactIs(FactAge, "minor") || c.FactIs(FactAge, "disputed")
}

// Deceased says that the survivor has died: nothing automatic is ever said again.
func (c *Case) Deceased() bool { return c.Ended != nil && c.Ended.Deceased }

// Known says what a key was answered with before.
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

// clone copies everything that Accept may write to, so that the old case stays as it was.
func (c Case) clone() Case {
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
	c.Attempts = maps.Clone(c.Attempts)
	c.Misses = maps.Clone(c.Misses)
	if c.Trip != nil {
		trip := *c.Trip
		c.Trip = &trip
	}
	return c
}
