package casetest

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Closer is one way for a condition to become unmet, with the instant since when it is.
type Closer struct {
	Do    func(*casework.Case)
	Since time.Duration
}

// Changed is when a condition becomes unmet, unless a closer has another instant.
const Changed = 5 * Day

func noFact(name casework.FactName) Closer {
	return Closer{func(c *casework.Case) {
		c.Facts = slices.DeleteFunc(c.Facts, func(f casework.Fact) bool { return f.Name == name })
	}, 0}
}

func factIs(name casework.FactName, value string) Closer {
	return Closer{func(c *casework.Case) { Know(c, name, value, Changed) }, Changed}
}

func neverSettled(s casework.Step) Closer {
	return Closer{func(c *casework.Case) { Unsettle(c, s) }, 0}
}

func settledAs(s casework.Step, o casework.Outcome) Closer {
	return Closer{func(c *casework.Case) { Settle(c, s, o, Changed) }, Changed}
}

// askedOnceMore asks a desk again on the sixth day, after an answer that does not open the gate.
func askedOnceMore(s casework.Step, o casework.Outcome) Closer {
	return Closer{func(c *casework.Case) {
		Settle(c, s, o, Changed)
		c.Tasks = append(c.Tasks, casework.Task{ID: "again", Step: s, OpenedAt: At().Add(Changed + Day)})
	}, Changed + Day}
}

// RanOut returns a closer with an answer that expires on the fifth day.
func RanOut(s casework.Step, o casework.Outcome) Closer {
	return Closer{func(c *casework.Case) {
		Settle(c, s, o, time.Hour)
		c.Settlements[len(c.Settlements)-1].Until = After(Changed)
	}, Changed}
}

func consentIs(which casework.Consent, change func(*casework.ConsentGiven)) func(*casework.Case) {
	return func(c *casework.Case) {
		for i := range c.Consents {
			if c.Consents[i].Consent == which {
				change(&c.Consents[i])
			}
		}
	}
}

// Withdrawn returns a closer by which a consent is withdrawn on the fifth day.
func Withdrawn(which casework.Consent) Closer {
	return Closer{consentIs(which, func(g *casework.ConsentGiven) { g.WithdrawnAt = After(Changed) }), Changed}
}

func consentRanOut(which casework.Consent) Closer {
	return Closer{consentIs(which, func(g *casework.ConsentGiven) { g.Until = After(Changed) }), Changed}
}

func neverGiven(which casework.Consent) Closer {
	return Closer{func(c *casework.Case) {
		c.Consents = slices.DeleteFunc(c.Consents, func(g casework.ConsentGiven) bool { return g.Consent == which })
	}, 0}
}

func byAuthority(which casework.Consent) Closer {
	return Closer{consentIs(which, func(g *casework.ConsentGiven) { g.Mode = casework.ModeAuthority }), 0}
}

// AsChild makes the survivor a child first.
func AsChild(do func(*casework.Case)) func(*casework.Case) {
	return func(c *casework.Case) {
		Know(c, casework.FactAge, "minor", time.Hour)
		Settle(c, casework.StepGuardian, casework.Appointed, time.Hour)
		Settle(c, casework.StepBestInterests, casework.Return, time.Hour)
		Settle(c, casework.StepFamilyAssessment, casework.Safe, time.Hour)
		Know(c, casework.FactChildView, "recorded", time.Hour)
		do(c)
	}
}

func ofAChild(one Closer) Closer { return Closer{AsChild(one.Do), one.Since} }

// stillThere puts a survivor back to before her departure, when other conditions matter.
func stillThere(one Closer) Closer {
	return Closer{func(c *casework.Case) {
		Unsettle(c, casework.StepDeparture)
		Unsettle(c, casework.StepArrival)
		one.Do(c)
	}, one.Since}
}
