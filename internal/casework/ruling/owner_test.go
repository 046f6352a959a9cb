package ruling_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
)

// owned lets the procedure end as the real one does.
func (l *life) owned() {
	ask := l.asks
	l.asks = func(w *ruling.Walk) {
		ask(w)
		w.KeepOwner()
	}
	l.state(casework.FactInformed)
}

// state sends any command after which the procedure runs.
func (l *life) state(name casework.FactName) {
	l.tb.Helper()
	l.do(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{yes(name)}, By: caseworker()})
}

// sleep lets the workflow tick at each instant that is due, until an instant.
func (l *life) sleep(until time.Time) {
	l.tb.Helper()
	for range 1000 {
		due := l.c.NextDue()
		if due.IsZero() || due.After(until) {
			l.now = until
			return
		}
		l.tick(due)
	}
	require.FailNow(l.tb, "the case ticks without end")
}

func (l *life) answerFor(s casework.Step, o casework.Outcome, days int) casework.Command {
	l.tb.Helper()
	cmd := l.deciding(s, o)
	until := l.now.Add(time.Duration(days) * casetest.Day)
	cmd.Until = &until
	return cmd
}

func TestACaseInWhichNothingIsAskedIsReviewed(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.owned()
	require.Equal(t, []casework.Step{casework.StepCaseReview}, l.open())
	review := l.task(casework.StepCaseReview)
	require.Equal(t, casetest.Desk(casework.DeskCaseworker), review.Desk)
	require.Equal(t, 7*casetest.Day, l.change.Clocks[0].Budget)

	l.refused(fault.Invalid, l.answerFor(casework.StepCaseReview, casework.Reviewed, 31))
	undated := l.answerFor(casework.StepCaseReview, casework.Reviewed, 30)
	undated.Until = nil
	l.refused(fault.Invalid, undated)
	recall := casework.Command{Kind: casework.KindRecall, Task: review.ID, Reasoned: true, By: caseworker()}
	l.refused(fault.Denied, recall)
	l.do(l.answerFor(casework.StepCaseReview, casework.Reviewed, 29))
	require.Empty(t, l.open())
	require.Equal(t, l.now.Add(29*casetest.Day-time.Minute), l.c.NextDue())
	l.sleep(l.c.NextDue())
	require.Equal(t, []casework.Step{casework.StepCaseReview}, l.open(), "and reviewed again")
}

// A review is about what stood still then. When the case has moved since, it is put at once.
func TestAReviewHoldsOnlyWhileNothingMoves(t *testing.T) {
	t.Parallel()
	asked := true
	l := begin(t)
	l.asks = func(w *ruling.Walk) {
		if asked {
			_, _ = w.Ask(casework.StepTriage)
		}
		w.KeepOwner()
	}
	asked = false
	l.state(casework.FactInformed)
	l.do(l.answerFor(casework.StepCaseReview, casework.Reviewed, 29))
	asked = true
	l.state(casework.FactInformed)
	require.Equal(t, []casework.Step{casework.StepTriage}, l.open())
	asked = false
	l.state(casework.FactInformed)
	require.Equal(t, []casework.Step{casework.StepCaseReview}, l.open())
}

// A step without a budget, as her choice, has no clock. The case is reviewed even so.
func TestARequestWithoutAClockIsNotForgotten(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepSolution)
	l.owned()
	require.Equal(t, []casework.Step{casework.StepSolution}, l.open())
	asked := l.task(casework.StepSolution).OpenedAt
	l.sleep(asked.Add(14*casetest.Day - time.Second))
	require.Equal(t, []casework.Step{casework.StepSolution}, l.open())
	l.sleep(asked.Add(14 * casetest.Day))
	require.Equal(t, []casework.Step{casework.StepCaseReview, casework.StepSolution}, l.open())
}

func TestTheOwnerOfAClosedGateIsAsked(t *testing.T) {
	t.Parallel()
	blocked := casework.Blocked("G02")
	l := begin(t, casework.StepScreening, casework.StepPlacement)
	l.c = l.c.Arm(ladder("placement#1", casetest.At()))
	l.owned()
	since := l.c.Waits[0].Since
	require.Equal(t, since.Add(5*casetest.Day), l.c.Waits[0].AskAt)
	l.sleep(since.Add(5*casetest.Day - time.Second))
	require.Equal(t, []casework.Step{casework.StepPlacement}, l.open())
	l.sleep(since.Add(5 * casetest.Day))
	require.Equal(t, []casework.Step{blocked, casework.StepPlacement}, l.open())
	require.Equal(t, casetest.Desk(casework.DeskMedical), l.task(blocked).Desk, "needs come first, and the doctor says that they are met")
	require.Equal(t, 5*casetest.Day, l.change.Clocks[0].Budget)

	l.refused(fault.Invalid, l.answerFor(blocked, casework.Acted, 15))
	acted := l.answerFor(blocked, casework.Acted, 14)
	l.do(acted)
	require.Equal(t, []casework.Step{casework.StepPlacement}, l.open())
	l.sleep(*acted.Until)
	require.Equal(t, []casework.Step{blocked, casework.StepPlacement}, l.open(), "and again while it is closed")

	l.do(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{yes(casework.FactNeedsMet)}, By: casetest.Officer(casework.DeskMedical, casework.RoleMedical)})
	require.Equal(t, casetest.Desk(casework.DeskScreener), l.task(blocked).Desk, "the next condition is another desk's")
	l.do(casework.Command{
		Kind: casework.KindState, By: casetest.Officer(casework.DeskScreener, casework.RoleScreener),
		Facts: []casework.Statement{fact(casework.FactInterpreter, "ok"), yes(casework.FactLawyerTold)},
	})
	l.give(casework.ConsentScreening)
	require.Equal(t, []casework.Step{casework.StepPlacement, casework.StepScreening}, l.open(), "it closes when the gate opens")
}

// A gate that an answer keeps closed, or that a request with a clock will open, has its owner already.
func TestAGateHasOneOwner(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepFearOfReturn, casework.StepVerifyNationality, casework.StepPlacement)
	l.c = l.c.Arm(ladder("placement#1", casetest.At()))
	known(&l.c, yes(casework.FactToldOfPurpose))
	l.owned()
	require.Equal(t, []casework.Step{casework.StepFearOfReturn, casework.StepPlacement}, l.open())
	l.sleep(casetest.At().Add(30 * casetest.Day))
	require.Equal(t, []casework.Step{casework.StepFearOfReturn, casework.StepPlacement}, l.open(), "she is asked about fear")
	l.decide(casework.StepFearOfReturn, casework.Yes)
	l.sleep(casetest.At().Add(60 * casetest.Day))
	require.Equal(t, []casework.Step{casework.StepPlacement}, l.open(), "no desk is pressed for her consent to contact a state that she fears")
}

// Her caseworker took a request back, and a later step waits for its answer. The desk that has no request any more
// is not waited for: her caseworker is.
func TestTheCaseworkerIsAskedAboutARecalledRequest(t *testing.T) {
	t.Parallel()
	c, now := casetest.Ready()
	casetest.Unsettle(&c, casework.StepVerifyNationality)
	casetest.Unsettle(&c, casework.StepTravelDocument)
	l := &life{tb: t, c: c, now: now, asks: asks(casework.StepVerifyNationality, casework.StepTravelDocument, casework.StepPlacement)}
	l.owned()
	l.c = l.c.Arm(ladder("placement#1", l.now))
	l.do(casework.Command{Kind: casework.KindRecall, Task: l.task(casework.StepVerifyNationality).ID, Reasoned: true, By: caseworker()})
	since := l.now
	l.sleep(since.Add(5*casetest.Day + time.Hour))
	asked := l.task(casework.Blocked("G11"))
	require.Equal(t, casetest.Desk(casework.DeskCaseworker), asked.Desk)
	l.do(casework.Command{Kind: casework.KindAskAgain, Step: casework.StepVerifyNationality, Reasoned: true, By: caseworker()})
	require.NotContains(t, l.open(), casework.Blocked("G11"), "it closes when the consulate is asked again")
	require.Contains(t, l.open(), casework.StepVerifyNationality)
}

// The question alone would tell a state of origin of a case.
func TestNoDeskOfTheStateOfOriginIsAskedAboutAGate(t *testing.T) {
	t.Parallel()
	rules := casetest.Rules()
	rules.Added = []casework.AddedCondition{{Gate: "G01", Fact: "mmr_mfa_approval", Owner: casework.DeskConsulate}}
	l := beginUnder(t, rules, casework.StepFearOfReturn, casework.StepPlacement)
	l.c = l.c.Arm(ladder("placement#1", casetest.At()))
	known(&l.c, yes(casework.FactToldOfPurpose))
	l.owned()
	l.sleep(casetest.At().Add(6 * casetest.Day))
	require.Equal(t, casetest.Desk(casework.DeskCaseworker), l.task(casework.Blocked("G01")).Desk)
}

func TestTheReviewDateOfAHoldStartsAClock(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepPlacement)
	l.c = l.c.Arm(ladder("placement#1", casetest.At()))
	l.owned()
	set := casework.Command{Kind: casework.KindReport, Event: casework.EventHoldSet, Hold: &casework.Hold{ID: "h1", Kind: "witness", ReviewBy: *casetest.After(20 * casetest.Day)}, By: caseworker()}
	l.do(set)
	review := casework.HoldReview("h1")
	l.sleep(casetest.At().Add(20*casetest.Day - time.Second))
	require.Equal(t, []casework.Step{casework.StepPlacement}, l.open())
	l.sleep(casetest.At().Add(20 * casetest.Day))
	require.Equal(t, []casework.Step{review, casework.StepPlacement}, l.open())
	require.Equal(t, casetest.Desk(casework.DeskProsecutor), l.task(review).Desk)
	require.Equal(t, 5*casetest.Day, l.change.Clocks[0].Budget)

	kept := l.answerFor(review, casework.Kept, 60)
	l.do(kept)
	require.Equal(t, *kept.Until, l.c.OnHold[0].ReviewBy)
	require.Equal(t, []casework.HoldChange{{Hold: l.c.OnHold[0]}}, l.change.Holds, "the record has the new date")
	l.sleep(*kept.Until)
	l.do(l.answerFor(review, casework.Lifted, 1))
	require.Empty(t, l.c.OnHold)
	require.Len(t, l.change.Holds, 1)
	require.True(t, l.change.Holds[0].Lifted)
	l.do(reviewedBy(set, l.now.Add(casetest.Day)))
	l.sleep(l.now.Add(2 * casetest.Day))
	require.Equal(t, []casework.Step{review, casework.StepPlacement}, l.open(), "a hold that is set again is reviewed again")
}

func reviewedBy(cmd casework.Command, review time.Time) casework.Command {
	hold := *cmd.Hold
	hold.ReviewBy = review
	cmd.Hold = &hold
	return cmd
}

// Running cases get what they lack when they adopt the edition.
func TestACaseGetsItsOwnerWhenItAdoptsTheRules(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.c.Edition = casework.EditionFirst
	l.c.OnHold = []casework.Hold{{ID: "h1", Kind: "bail", Since: casetest.At(), ReviewBy: *casetest.After(casetest.Day)}}
	l.owned()
	require.Empty(t, l.open(), "the earlier rules ask no desk")
	require.True(t, l.c.NextDue().IsZero())
	l.now = casetest.At().Add(2 * casetest.Day)
	l.do(casework.Command{Kind: casework.KindAdopt, Edition: casework.CurrentEdition, By: casework.System()})
	require.Equal(t, []casework.Step{casework.StepCaseReview, casework.HoldReview("h1")}, l.open())
}

// While a case stands still no owner is asked. It goes on at the end of its pause, with a clock again.
func TestAPauseIsNoWayOut(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.owned()
	l.do(l.answerFor(casework.StepCaseReview, casework.Reviewed, 5))
	l.do(casework.Command{Kind: casework.KindReport, Event: casework.EventPaused, Cause: casework.CauseCourt, By: caseworker()})
	end := l.c.Pause.Until
	l.sleep(end.Add(-time.Second))
	require.Empty(t, l.open(), "the review has run out, and the case stands still")
	require.Equal(t, end, l.c.NextDue())
	l.sleep(end)
	require.Nil(t, l.c.Pause)
	require.Contains(t, l.open(), casework.StepCaseReview)
}
