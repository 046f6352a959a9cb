package workflows_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/workflows"
)

// TestAnOpenCaseHasAnOwnerAndAClock: a case that is open and does not stand still has a request at a desk with a
// due instant, or a timer that will open one. A case that stands still has an end of that, or a second person
// who is asked. It leads 100 lives of every lane by default, each of up to 53 commands, and looks at the case
// after each of them.
func TestAnOpenCaseHasAnOwnerAndAClock(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		rules := rapid.SampledFrom([]func() casework.Rules{everyStep, embassyFirst, stateToState}).Draw(rt, "lane")()
		_, h := liveUnder(rt, rules)
		for i, change := range h.changes {
			about := "the opening"
			if i > 0 {
				cmd := h.commands[i-1]
				about = string(cmd.Kind) + " " + string(cmd.Event) + " " + string(cmd.Outcome)
			}
			ownedAfter(rt, change.Next.Arm(ladders(change)), about)
		}
	})
}

// ownedAfter checks the sentence of TestAnOpenCaseHasAnOwnerAndAClock for one case.
func ownedAfter(t *rapid.T, c casework.Case, about string) {
	if c.Ended != nil {
		return
	}
	if p, frozen := c.Frozen(); frozen {
		asked, open := c.Task(p.Task)
		require.True(t, open && asked.Desk != "" && !asked.DueAt().IsZero(), "no second person is asked after %s", about)
		return
	}
	if c.Pause != nil {
		require.False(t, c.Pause.Until.IsZero(), "a pause without an end after %s", about)
		require.NotEmpty(t, c.Pause.By.Desk, "a pause without an owner after %s", about)
		require.False(t, c.NextDue().IsZero(), "a pause without a timer after %s", about)
		return
	}
	recalledAfter(t, c, about)
	for range 100 {
		if clocked(c) {
			return
		}
		now := c.NextDue()
		require.False(t, now.IsZero(), "nobody is waited for, and nothing will happen by itself, after %s", about)
		change, _, err := ruling.Accept(c, casework.Command{Key: "tick", Kind: casework.KindTick, At: now, By: casework.System()}, workflows.Procedure)
		require.NoError(t, err)
		c = change.Next.Arm(ladders(change))
	}
	require.Fail(t, "the case ticks and asks nobody", about)
}

// recalledAfter: where steps wait at a gate for nothing but the answer to a request that a person took back, the
// desk that had it has nothing to answer. Her caseworker is asked, or a timer will ask; where the caseworker has
// looked at it, that holds until a known instant.
func recalledAfter(t *rapid.T, c casework.Case, about string) {
	for _, wait := range c.Waits {
		rule, known := gate.ByID(wait.Gate)
		if !known {
			continue
		}
		status := rule.Check(gate.View{Case: &c, Now: c.TickedAt})
		other := func(u gate.Unmet) bool { return !slices.Contains(c.Recalled, answering()[u.Condition]) }
		if status.Open || slices.ContainsFunc(status.Unmet, other) {
			continue
		}
		for _, unmet := range status.Unmet {
			require.Equal(t, casework.DeskCaseworker, unmet.Owner, "%s waits for a desk that has no request, after %s", unmet.Condition, about)
		}
		asked, open := c.TaskFor(casework.Blocked(wait.Gate))
		answer, looked := c.Settlement(casework.Blocked(wait.Gate))
		_, reviewed := c.TaskFor(casework.StepCaseReview)
		switch {
		case open:
			require.True(t, asked.Reassigned || asked.Desk == c.Rules.Desks[casework.DeskCaseworker], "%s is asked after %s", asked.Desk, about)
			require.False(t, asked.DueAt().IsZero(), "a question without a due instant after %s", about)
		default:
			later := looked && answer.Until != nil || !c.ReviewAt.IsZero() || reviewed
			asks := slices.ContainsFunc(c.Waits, func(w casework.Wait) bool { return w.Gate == wait.Gate && !w.AskAt.IsZero() })
			require.True(t, asks || later, "no desk will be asked about %s after %s", wait.Gate, about)
		}
	}
}

// answering names the request whose answer meets a condition, for the conditions of gates before which the procedure
// asks something else first.
func answering() map[casework.ConditionID]casework.Step {
	return map[casework.ConditionID]casework.Step{
		casework.CondVerified: casework.StepVerifyNationality, casework.CondFearAsked: casework.StepFearOfReturn,
		casework.CondDocumentValid: casework.StepTravelDocument, casework.CondExitPermit: casework.StepExitPermit,
		casework.CondFineSettled: casework.StepFineWaiver, casework.CondFit: casework.StepFitToTravel,
		casework.CondReception: casework.StepReception, casework.CondCommitment: casework.StepEmbassyCommitment,
		casework.CondTwoScreenings: casework.StepScreening, casework.CondSlot: casework.StepBorderSlot,
	}
}

// clocked reports whether a request that moves the case is open at a desk and has a due instant, or stands still
// until a known instant or an answer. An attestation, an approval and a review of an access do not move it.
func clocked(c casework.Case) bool {
	return slices.ContainsFunc(c.Tasks, func(t casework.Task) bool {
		switch t.Step.Base() {
		case casework.StepAttest, casework.StepApproval, casework.StepAccessReview, casework.StepInformation:
			return false
		default:
		}
		waits := t.Pause != nil && (!t.Pause.Until.IsZero() || t.Asked != "")
		return t.Desk != "" && (!t.DueAt().IsZero() && t.Pause == nil || waits)
	})
}

// The ways in which a case was found open with no request, clock or end.
func TestNoCaseIsLeftAlone(t *testing.T) {
	t.Parallel()
	t.Run("lane B, and she is afraid", func(t *testing.T) {
		t.Parallel()
		p := onTheOtherSide(t)
		for _, task := range slices.Clone(p.c.Tasks) {
			if task.Step == casework.StepEmbassyCommitment {
				require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventSuperseded, Step: casework.StepFearOfReturn, Reasoned: true, By: officer("tha-supervisor", casework.RoleSupervisor)}))
				require.NoError(t, p.decide(casework.StepFearOfReturn, casework.Yes))
			}
		}
		require.NotContains(t, openSteps(p), casework.StepEmbassyCommitment)
		for _, task := range slices.Clone(p.c.Tasks) {
			if task.Step.Base() == casework.StepTellSurvivor {
				require.NoError(t, p.decide(task.Step, casework.Told))
			}
		}
		require.Contains(t, openSteps(p), casework.StepCaseReview, "open %v, waits %v", openSteps(p), p.c.Waits)
	})
	t.Run("lane B, and she withdraws her consent to return", func(t *testing.T) {
		t.Parallel()
		p := onTheOtherSide(t)
		require.NoError(t, p.send(withdrawing("C9")))
		require.NoError(t, p.send(withdrawing("C4")))
		for _, task := range slices.Clone(p.c.Tasks) {
			if task.Step.Base() == casework.StepAttest {
				require.NoError(t, p.decide(task.Step, casework.Attested))
			}
		}
		ownedNow(t, p)
	})
	t.Run("a custodian whom the host refuses", func(t *testing.T) {
		t.Parallel()
		p := onTheOtherSide(t)
		require.NoError(t, p.decide(casework.StepEmbassyCommitment, casework.Committed))
		require.NoError(t, moved(casework.MoveHold)(p))
		require.NoError(t, p.send(casework.Command{
			Kind: casework.KindReport, Event: casework.EventCustodyChanged, Facts: []casework.Statement{{Name: casework.FactCustodian, Value: "dkba"}},
			By: officer("tha-caseworker", casework.RoleCaseworker),
		}))
		require.NoError(t, p.decide(casework.StepBorderSlot, casework.Confirmed, until(p.now.Add(40*day))))
		require.True(t, waitsAt(p, "G14", casework.StepCrossing))
		p.now = p.now.Add(casework.GateWithin)
		require.NoError(t, p.send(casework.Command{Kind: casework.KindTick, By: casework.System()}))
		asked := taskFor(t, p, casework.Blocked("G14"))
		require.Equal(t, casework.DeskID("tha-border"), asked.Desk, "whose it is to find another way")
		require.Equal(t, asked.StartedAt.Add(casework.GateWithin), asked.DueAt())
	})
}

// ownedNow requires that a request with a clock is open now.
func ownedNow(tb testing.TB, p *person) {
	tb.Helper()
	require.True(tb, clocked(p.c), "open %v, waits %v", openSteps(p), p.c.Waits)
}
