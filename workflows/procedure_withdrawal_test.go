package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
	"example.org/homeward/workflows"
)

func TestSheChangesHerMindWithATicketAndChangesItBack(t *testing.T) {
	t.Parallel()
	p := ticketed(t)
	cmd := withdrawing("C9")
	cmd.Key, cmd.At = "look", p.now
	preview, err := ruling.PreviewWithdrawal(p.c, cmd, workflows.Procedure)
	require.NoError(t, err)
	require.NoError(t, p.send(withdrawing("C9")))
	require.Len(t, preview.Recalls, len(p.last.Closed))
	require.Equal(t, map[casework.UndoKind]casework.UndoState{"seat": "ordered", "ticket": "ordered", "manifest": "ordered"}, states(p.c))
	require.Contains(t, openSteps(p), casework.Attest("mmr-receiving"))
	require.NoError(t, p.decide(casework.TellSurvivor(1), casework.Told))
	require.NoError(t, p.decide(casework.StepRiskAssessment, casework.Low), "who knows of her is asked back, so the risk is looked at again")
	require.NoError(t, p.decide(casework.StepSolution, casework.Return), "to choose again is not yet to agree again")
	require.NotContains(t, openSteps(p), casework.StepSeat)
	takenBackAll(t, p)
	require.NoError(t, p.decide(casework.Attest("mmr-receiving"), casework.Attested))
	require.NoError(t, consents("C9")(p))
	require.Subset(t, openSteps(p), []casework.Step{casework.StepSeat, casework.StepReception, casework.StepExitPermit})
	require.NoError(t, p.decide(casework.StepExitPermit, casework.Granted, until(at().Add(30*day))))
	require.NoError(t, p.decide(casework.StepReception, casework.Accepted, facts(yes(casework.FactPickUp))))
	for _, s := range laneA()[18:] {
		require.NoError(t, s.do(p), "%s: open %v, waits %v", s.name, openSteps(p), p.c.Waits)
	}
	require.Equal(t, casework.StageClosed, p.c.Stage)
}

// TestWhoWithdrawsEverythingIsLetGo wherever she is on her way.
func TestWhoWithdrawsEverythingIsLetGo(t *testing.T) {
	t.Parallel()
	steps := laneA()
	for i := 3; i < len(steps)-1; i++ {
		t.Run("after "+steps[i].name, func(t *testing.T) {
			t.Parallel()
			p := opened(everyStep())
			walk(t, p, steps, steps[i].name)
			require.NoError(t, p.send(withdrawing("C1")))
			_, left := p.c.Settlement(casework.StepDeparture)
			_, arrived := p.c.Settlement(casework.StepArrival)
			for _, s := range openSteps(p) {
				travelling := s == casework.StepArrival && left && !arrived
				require.True(t, s == casework.StepClosure || s.Base() == casework.StepAttest || travelling, "%s is asked of somebody who wants none of it", s)
			}
			taskFor(t, p, casework.StepClosure)
			takenBackAll(t, p)
			if left && !arrived { // she is still received
				require.NoError(t, p.decide(casework.StepArrival, casework.Met, func(c *casework.Command) { c.By.Role = casework.RoleReceiver }))
			}
			for _, s := range openSteps(p) {
				if s.Base() == casework.StepAttest {
					require.NoError(t, p.decide(s, casework.Attested))
				}
			}
			require.NoError(t, p.decide(casework.StepClosure, casework.Closed))
			require.Equal(t, casework.StageClosed, p.c.Stage)
		})
	}
}

func TestWhoWantsNoContactAfterHerReturnHasNone(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "plan")
	require.NoError(t, p.send(withdrawing("C11")))
	require.Equal(t, []casework.Step{casework.StepClosure}, openSteps(p))
	require.NoError(t, p.decide(casework.StepClosure, casework.Closed))

	p = opened(everyStep())
	walk(t, p, laneA(), "arrive")
	require.NoError(t, p.send(withdrawing("C11")))
	require.Equal(t, []casework.Step{casework.StepPlan}, openSteps(p), "a plan is no visit")
	require.NoError(t, p.decide(casework.StepPlan, casework.Declined))
	require.NoError(t, p.decide(casework.StepClosure, casework.Closed))
}

func TestContagionStopsOnePassenger(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "check")
	require.NoError(t, state(p, "tha-medical", casework.Statement{Name: casework.FactContagious, Value: "suspected"}))
	board := moved(casework.MoveBoard, facts(yes(casework.FactIdentityMatch), yes(casework.FactAskedAgain)))
	require.Equal(t, fault.GateClosed, fault.CodeOf(board(p)))
	waive := casework.Command{Kind: casework.KindWaive, Gate: "G17", Reasoned: true, By: officer("tha-medical", casework.RoleMedical)}
	require.Equal(t, fault.Denied, fault.CodeOf(p.send(waive)), "nobody waives it")
	require.NoError(t, state(p, "tha-medical", casework.Statement{Name: casework.FactContagious, Value: "cleared"}))
	require.NoError(t, board(p))
}

func TestAnEmergencyOnTheWayToTheAirport(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "check")
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventEmergency, By: officer("tha-escort", casework.RoleEscort)}))
	require.Equal(t, casework.UndoOrdered, states(p.c)[casework.UndoManifest])
	require.Contains(t, p.last.Notices, casework.Notice{Kind: casework.NoticeEmergency, Desk: "tha-transport"})
	taskFor(t, p, casework.StepFitToTravel)
	takenBackAll(t, p)
	require.NoError(t, p.decide(casework.StepFitToTravel, casework.Fit))
	require.Error(t, moved(casework.MoveLock)(p), "the emergency is not over")
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventEmergencyOver, By: officer("tha-supervisor", casework.RoleSupervisor)}))
	require.NoError(t, moved(casework.MoveLock)(p))
}

// A rule that changes overnight (field reference 13.6) does not affect a person in flight.
func TestThePolicyChangesOvernight(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "verify")
	settled := len(p.c.Settlements)
	stricter := everyStep()
	stricter.Version = 2
	stricter.Added = []casework.AddedCondition{{Gate: "G12", Fact: "mfa_approval", Owner: casework.DeskImmigration}}
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventCorridorChanged, Pinned: &stricter, By: officer("tha-supervisor", casework.RoleSupervisor)}))
	require.Zero(t, p.c.Rules.Added, "not before a second person agrees")
	require.NoError(t, p.send(casework.Command{
		Kind: casework.KindDecide, Task: "approval/1#1", Outcome: casework.Agreed, Ref: p.c.Proposals[0].Digest, By: officer("tha-caseworker", casework.RoleCaseworker),
	}))
	require.Len(t, p.c.Settlements, settled+1, "the answer of the second person, and all others")
	for _, s := range laneA()[13:19] {
		require.NoError(t, s.do(p), s.name)
	}
	require.Equal(t, fault.GateClosed, fault.CodeOf(moved(casework.MoveTicket)(p)))
	require.NoError(t, state(p, "tha-immigration", yes("mfa_approval")))
	require.NoError(t, moved(casework.MoveTicket)(p))
}

// TestAReopenedCaseGoesOn from where it stood.
func TestAReopenedCaseGoesOn(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "")
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventReopened, By: officer("tha-supervisor", casework.RoleSupervisor)}))
	require.Equal(t, casework.StageReintegration, p.c.Stage)
	require.Equal(t, []casework.Step{casework.StepClosure}, openSteps(p))
	require.NoError(t, p.decide(casework.StepClosure, casework.Refused), "somebody keeps it open")
	taskFor(t, p, casework.StepClosure)
}
