package casework

import (
	"slices"
	"time"
)

// Ending is something of a case that holds now and ends at a known instant: the answer to a step, a
// consent, the access of an agency, or an order of an authority. Exactly one of Step, Consent, Grant and Order says which.
type Ending struct {
	Step    Step
	Consent Consent
	Grant   int // its number within the case
	Order   int // its number within the case
	Desk    DeskID
	At      time.Time
}

// LongestLead is the longest lead time of any ending.
const LongestLead = 90 * 24 * time.Hour

// LeadTime is how long before its end a desk should begin to renew something. A travel document takes
// longest. No lawyer has checked these times.
func (e Ending) LeadTime() time.Duration {
	const day = 24 * time.Hour
	switch e.Step {
	case StepTravelDocument:
		return LongestLead
	case StepExitPermit, StepFineWaiver, StepEmbassyCommitment:
		return 14 * day
	case StepFitToTravel:
		return 5 * day
	case StepPreEmbarkation:
		return 2 * day
	default: // another answer, a consent, an access, an order
		return 14 * day
	}
}

// Endings lists what of the case holds at an instant and ends after it, the earliest first. An ended
// case, and a survivor who has left, need nothing of this renewed.
func (c *Case) Endings(now time.Time) []Ending {
	if c.Ended != nil {
		return nil
	}
	var out []Ending
	_, left := c.Settlement(StepDeparture)
	for _, s := range c.Settlements {
		spec, _ := SpecOf(s.Step)
		over := left && spec.Stage != StageReintegration
		if s.Until != nil && now.Before(*s.Until) && !over && !s.Step.KeepsOwner() {
			out = append(out, Ending{Step: s.Step, Desk: s.By.Desk, At: *s.Until})
		}
	}
	for _, consent := range Consents() {
		if given, ok := c.Consent(consent); ok && given.Until != nil && given.Active(now) {
			out = append(out, Ending{Consent: consent, Desk: c.Rules.Desks[DeskCaseworker], At: *given.Until})
		}
	}
	for _, g := range c.Access {
		if c.GrantActive(g, now) {
			out = append(out, Ending{Grant: g.ID, Desk: g.By.Desk, At: g.Until})
		}
	}
	for _, o := range c.Orders {
		if o.Active(now) {
			out = append(out, Ending{Order: o.ID, Desk: c.Rules.Desks[DeskSupervisor], At: o.Until})
		}
	}
	slices.SortStableFunc(out, func(a, b Ending) int { return a.At.Compare(b.At) })
	return out
}

// NextEnding is when the first of the endings is; zero for none.
func (c *Case) NextEnding(now time.Time) time.Time {
	if all := c.Endings(now); len(all) > 0 {
		return all[0].At
	}
	return time.Time{}
}
