package casework_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// ready returns a case in which every gate is open, and an instant at which they are.
func ready() (casework.Case, time.Time) {
	c := casework.Case{Ref: "case-1", Rules: rules(), OpenedAt: at(), Modality: casework.VoluntaryAssisted, Screenings: 2}
	for _, name := range []casework.FactName{
		casework.FactToldOfPurpose, casework.FactNeedsMet, casework.FactLawyerTold, casework.FactIdentityMatch, casework.FactAskedAgain,
		casework.FactPickUp, casework.FactInformed, casework.FactRetentionReached, casework.FactPurpose, casework.FactSecondApprover,
		casework.FactWatermark, casework.FactCellSize, casework.FactRelationProven, casework.FactBackground, casework.FactPreviewed,
	} {
		know(&c, name, "yes", time.Hour)
	}
	know(&c, casework.FactInterpreter, "ok", time.Hour)
	know(&c, casework.FactRecruiter, "known", time.Hour)
	know(&c, casework.FactSnapshot, "kept", time.Hour)
	know(&c, casework.FactAge, "adult", time.Hour)
	for _, which := range casework.Consents() {
		c.Consents = append(c.Consents, casework.ConsentGiven{Consent: which, At: at().Add(time.Hour), Mode: casework.ModeIcons})
	}
	for step, o := range map[casework.Step]casework.Outcome{
		casework.StepFearOfReturn: casework.No, casework.StepVerifyNationality: casework.Confirmed, casework.StepTravelDocument: casework.Issued,
		casework.StepExitPermit: casework.Granted, casework.StepFineWaiver: casework.Granted, casework.StepFitToTravel: casework.Fit,
		casework.StepReception: casework.Accepted, casework.StepSolution: casework.Return, casework.StepRiskAssessment: casework.Low,
		casework.StepManifest: casework.Locked, casework.StepPreEmbarkation: casework.Fit, casework.StepDeparture: casework.Departed,
		casework.StepArrival: casework.Met, casework.FollowUp("1w"): casework.Reached, casework.FollowUp("1m"): casework.Declined,
		casework.StepEmbassyCommitment: casework.Committed, casework.StepBorderSlot: casework.Confirmed,
	} {
		settle(&c, step, o, 2*time.Hour)
	}
	c.Trip = &casework.Trip{Movement: "mov-1", DepartsAt: at().Add(20 * day), Document: "doc-1"}
	return c, at().Add(10 * day)
}

func know(c *casework.Case, name casework.FactName, value string, after time.Duration) {
	c.Facts = slices.DeleteFunc(c.Facts, func(f casework.Fact) bool { return f.Name == name })
	c.Facts = append(c.Facts, casework.Fact{Name: name, Value: value, At: at().Add(after)})
}

func settle(c *casework.Case, s casework.Step, o casework.Outcome, after time.Duration) {
	unsettle(c, s)
	c.Settlements = append(c.Settlements, casework.Settlement{
		Step: s, Outcome: o, Attempt: 1, At: at().Add(after), Ref: "doc-1", By: officer(casework.DeskReceiving, casework.RoleReceiver),
	})
}

func unsettle(c *casework.Case, s casework.Step) {
	c.Settlements = slices.DeleteFunc(c.Settlements, func(one casework.Settlement) bool { return one.Step == s })
}

// closer is one way for a condition to become unmet, with the instant since when it is.
type closer struct {
	do    func(*casework.Case)
	since time.Duration
}

// changed is when a condition becomes unmet, unless a closer has another instant.
const changed = 5 * day

func noFact(name casework.FactName) closer {
	return closer{func(c *casework.Case) {
		c.Facts = slices.DeleteFunc(c.Facts, func(f casework.Fact) bool { return f.Name == name })
	}, 0}
}

func factIs(name casework.FactName, value string) closer {
	return closer{func(c *casework.Case) { know(c, name, value, changed) }, changed}
}

func neverSettled(s casework.Step) closer {
	return closer{func(c *casework.Case) { unsettle(c, s) }, 0}
}

func settledAs(s casework.Step, o casework.Outcome) closer {
	return closer{func(c *casework.Case) { settle(c, s, o, changed) }, changed}
}

// askedOnceMore asks a desk again on the sixth day, after an answer that does not open the gate.
func askedOnceMore(s casework.Step, o casework.Outcome) closer {
	return closer{func(c *casework.Case) {
		settle(c, s, o, changed)
		c.Tasks = append(c.Tasks, casework.Task{ID: "again", Step: s, OpenedAt: at().Add(changed + day)})
	}, changed + day}
}

// ranOut returns a closer with an answer that expires on the fifth day.
func ranOut(s casework.Step, o casework.Outcome) closer {
	return closer{func(c *casework.Case) {
		settle(c, s, o, time.Hour)
		c.Settlements[len(c.Settlements)-1].Until = after(changed)
	}, changed}
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

func withdrawn(which casework.Consent) closer {
	return closer{consentIs(which, func(g *casework.ConsentGiven) { g.WithdrawnAt = after(changed) }), changed}
}

func consentRanOut(which casework.Consent) closer {
	return closer{consentIs(which, func(g *casework.ConsentGiven) { g.Until = after(changed) }), changed}
}

func neverGiven(which casework.Consent) closer {
	return closer{func(c *casework.Case) {
		c.Consents = slices.DeleteFunc(c.Consents, func(g casework.ConsentGiven) bool { return g.Consent == which })
	}, 0}
}

func byAuthority(which casework.Consent) closer {
	return closer{consentIs(which, func(g *casework.ConsentGiven) { g.Mode = casework.ModeAuthority }), 0}
}

// asChild makes the survivor a child first.
func asChild(do func(*casework.Case)) func(*casework.Case) {
	return func(c *casework.Case) {
		know(c, casework.FactAge, "minor", time.Hour)
		settle(c, casework.StepGuardian, casework.Appointed, time.Hour)
		settle(c, casework.StepBestInterests, casework.Return, time.Hour)
		settle(c, casework.StepFamilyAssessment, casework.Safe, time.Hour)
		know(c, casework.FactChildView, "recorded", time.Hour)
		do(c)
	}
}

func ofAChild(one closer) closer { return closer{asChild(one.do), one.since} }

// stillThere puts a survivor back to before her departure, when other conditions matter.
func stillThere(one closer) closer {
	return closer{func(c *casework.Case) {
		unsettle(c, casework.StepDeparture)
		unsettle(c, casework.StepArrival)
		one.do(c)
	}, one.since}
}

func TestEveryGateStandsOpenWhenAllIsDone(t *testing.T) {
	t.Parallel()
	c, now := ready()
	receiver := officer(casework.DeskReceiving, casework.RoleReceiver)
	for _, g := range casework.Gates() {
		status := g.Check(casework.View{Case: &c, Now: now, Actor: receiver})
		require.True(t, status.Open, "%s waits for %v", g.ID, status.Unmet)
		require.Len(t, status.OpenedBy, len(g.Conditions), "an open gate says what has opened it")
		require.Equal(t, g.Never(), status.Never)
	}
}

// TestEveryConditionClosesItsGates closes each gate by each of its conditions, in every way in which it
// can become unmet, and checks the owner and the instant.
func TestEveryConditionClosesItsGates(t *testing.T) {
	t.Parallel()
	ways := closers()
	for _, g := range casework.Gates() {
		for _, id := range g.Conditions {
			require.NotEmpty(t, ways[id], "nothing here closes %s", id)
			for i, way := range ways[id] {
				c, now := ready()
				way.do(&c)
				view := casework.View{Case: &c, Now: now}
				status := g.Check(view)
				require.False(t, status.Open, "%s by %s, way %d", g.ID, id, i)
				at := slices.IndexFunc(status.Unmet, func(u casework.Unmet) bool { return u.Condition == id })
				require.GreaterOrEqual(t, at, 0, "%s by %s, way %d: waits for %v", g.ID, id, i, status.Unmet)
				condition, _ := casework.ConditionByID(id)
				require.Equal(t, casework.Unmet{
					Condition: id, Owner: condition.Owner, Desk: desk(condition.Owner), Since: c.OpenedAt.Add(way.since),
				}, status.Unmet[at], "%s by %s, way %d", g.ID, id, i)
				for _, a := range g.Blocks {
					require.Contains(t, casework.Blocked(view, a), status)
				}
			}
		}
	}
}
