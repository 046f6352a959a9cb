package workflows_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
)

func slipping(to time.Time) func(*person) error {
	return moved(casework.MoveSlip, func(c *casework.Command) { c.Move.DepartsAt = to })
}

// takenBackAll lets the workflow's part of every undo happen.
func takenBackAll(t *testing.T, p *person) {
	t.Helper()
	for {
		next, more := p.c.NextUndo()
		if !more {
			return
		}
		require.NoError(t, p.send(casework.Command{Kind: casework.KindUndone, UndoID: next.ID, Outcome: casework.Attested, By: casework.System()}))
	}
}

// TestAPermitThatEndsBeforeASlippedFlight (field reference 13.39): the gate closes again,
// the permit is asked for again, and she flies when it is there.
func TestAPermitThatEndsBeforeASlippedFlight(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "check") // the permit holds for thirty days
	p.now = at().Add(9 * day)
	later := at().Add(32 * day)
	require.NoError(t, slipping(later)(p))
	slipped := p.now
	require.Equal(t, map[casework.UndoKind]casework.UndoState{"seat": "armed", "ticket": "armed", "manifest": "ordered"}, states(p.c), "seat and ticket may still be of use")
	permit := taskFor(t, p, casework.StepExitPermit)
	require.Equal(t, 2, permit.Attempt)
	g13, _ := gate.ByID("G13")
	for _, unmet := range g13.Check(gate.View{Case: &p.c, Now: p.now}).Unmet {
		require.Equal(t, slipped, unmet.Since, unmet.Condition)
	}
	takenBackAll(t, p)
	require.Error(t, moved(casework.MoveLock)(p))
	require.NoError(t, p.decide(casework.StepExitPermit, casework.Granted, until(at().Add(60*day))))
	require.NoError(t, p.decide(casework.StepFitToTravel, casework.Fit, until(at().Add(40*day))), "two weeks were not enough either")
	p.now = at().Add(29*day + time.Hour)
	require.NoError(t, moved(casework.MoveLock)(p))
	check := taskFor(t, p, casework.StepPreEmbarkation)
	require.Equal(t, later.Add(-72*time.Hour), check.NotBefore, "the last check is asked for anew, in its new window")
	require.NoError(t, p.decide(casework.StepPreEmbarkation, casework.Fit))
	for _, s := range laneA()[22:] {
		require.NoError(t, s.do(p), s.name)
	}
	require.Equal(t, casework.StageClosed, p.c.Stage)
}

// TestAWaiverThatEndsBeforeASlippedFlight (field reference 13.39): the fine is waived until a day, and the flight slips beyond
// it. The waiver is asked for again, and the manifest is not locked before it is given.
func TestAWaiverThatEndsBeforeASlippedFlight(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	ends := at().Add(20 * day)
	steps := laneA()
	fine := slices.IndexFunc(steps, func(s step) bool { return s.name == "fine" })
	steps[fine].do = decided(casework.StepFineWaiver, casework.Granted, until(ends))
	walk(t, p, steps, "check")
	p.now = at().Add(9 * day)
	require.NoError(t, slipping(ends.Add(3*day))(p))
	again := taskFor(t, p, casework.StepFineWaiver)
	require.Equal(t, 2, again.Attempt)
	takenBackAll(t, p)
	require.Equal(t, fault.GateClosed, fault.CodeOf(moved(casework.MoveLock)(p)))
	require.NoError(t, p.decide(casework.StepFineWaiver, casework.Granted, until(ends.Add(30*day))))
	require.NotContains(t, openSteps(p), casework.StepFineWaiver)
}

// TestTheLastCheckIsTooOld (field reference 13.25): done sixty hours before, the flight is
// delayed by fourteen.
func TestTheLastCheckIsTooOld(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "lock")
	p.now = departure().Add(-60 * time.Hour)
	require.NoError(t, p.decide(casework.StepPreEmbarkation, casework.Fit))
	taskFor(t, p, casework.StepBoarding)
	require.NoError(t, slipping(departure().Add(11*time.Hour))(p))
	taskFor(t, p, casework.StepBoarding)
	require.NoError(t, slipping(departure().Add(14*time.Hour))(p))
	require.NotContains(t, openSteps(p), casework.StepBoarding)
	board := moved(casework.MoveBoard, facts(yes(casework.FactIdentityMatch), yes(casework.FactAskedAgain)))
	require.Equal(t, fault.GateClosed, fault.CodeOf(board(p)))
	p.now = departure().Add(-time.Hour)
	require.NoError(t, p.decide(casework.StepPreEmbarkation, casework.Fit))
	require.NoError(t, board(p))
}

func TestAPhysicianCanDoWithoutTheLastCheck(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "lock")
	board := moved(casework.MoveBoard, facts(yes(casework.FactIdentityMatch), yes(casework.FactAskedAgain)))
	require.Error(t, board(p))
	require.NoError(t, p.send(casework.Command{Kind: casework.KindWaive, Gate: "G16", Reasoned: true, By: officer("tha-medical", casework.RoleMedical)}))
	require.NoError(t, board(p))
	require.NoError(t, moved(casework.MoveDepart)(p))
}

// TestADocumentIssuedAgain (field reference 13.35, I5): the ticket and the manifest follow it.
func TestADocumentIssuedAgain(t *testing.T) {
	t.Parallel()
	p := ticketed(t)
	require.NoError(t, p.send(casework.Command{
		Kind: casework.KindReport, Event: casework.EventSuperseded, Step: casework.StepTravelDocument, Reasoned: true, By: officer("mmr-mission-bangkok", casework.RoleConsul),
	}))
	takenBackAll(t, p)
	require.NoError(t, p.decide(casework.StepTravelDocument, casework.Issued, until(at().Add(300*day)), ref("doc-2")))
	require.Equal(t, casework.UndoOrdered, states(p.c)[casework.UndoTicket])
	require.Error(t, moved(casework.MoveLock)(p))
	takenBackAll(t, p)
	taskFor(t, p, casework.StepTicket)
	require.NoError(t, moved(casework.MoveTicket)(p))
	require.Equal(t, "doc-2", p.c.Trip.Document)
	require.NoError(t, moved(casework.MoveLock)(p))
}

func TestArrivalIsTheReceiversWord(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "depart")
	require.Equal(t, []casework.Step{casework.StepArrival}, openSteps(p))
	arrival := taskFor(t, p, casework.StepArrival)
	require.Equal(t, casework.DeskID("mmr-receiving"), arrival.Desk)
	require.Equal(t, fault.GateClosed, fault.CodeOf(p.decide(casework.StepArrival, casework.Met)), "of the desk, and of an account that receives")
	require.Equal(t, fault.Denied, fault.CodeOf(moved(casework.MoveArrive)(p)))
	receiver := func(c *casework.Command) { c.By.Role = casework.RoleReceiver }
	require.NoError(t, p.decide(casework.StepArrival, casework.NotMet, receiver))
	require.True(t, p.c.FactIs(casework.FactSafetyAlert, "open"))
	require.Equal(t, []casework.Step{casework.StepArrival}, openSteps(p), "she is looked for until she is found")
	require.NoError(t, p.decide(casework.StepArrival, casework.Detained, receiver))
	require.Subset(t, openSteps(p), []casework.Step{casework.StepSafetyCall, casework.StepPlan})
}

func TestFollowUpsHaveTheirWindows(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "plan")
	arrived, _ := p.c.Settlement(casework.StepArrival)
	for _, visit := range p.c.Rules.Visits {
		task := taskFor(t, p, casework.FollowUp(visit.Name))
		opens := arrived.At.Add(visit.After - visit.Window)
		require.Equal(t, opens, task.NotBefore, visit.Name)
		require.Equal(t, arrived.At.Add(visit.After+visit.Window), task.DueAt(), "%s is late when its window closes", visit.Name)
		if p.now.Before(opens) {
			require.Error(t, p.send(casework.Command{Kind: casework.KindDecide, Task: task.ID, Outcome: casework.Reached, By: officer("mmr-ngo", "")}))
		}
		require.NoError(t, p.decide(task.Step, casework.Reached))
	}
	require.Equal(t, []casework.Step{casework.StepClosure}, openSteps(p))
}

func TestMissedContactIsLookedForAndCloses(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "plan")
	for _, visit := range []string{"1w", "1m", "3m", "6m", "12m"} {
		for range 3 {
			require.NoError(t, p.decide(casework.FollowUp(visit), casework.Missed))
		}
	}
	require.Equal(t, []casework.Step{casework.StepClosure}, openSteps(p), "silence ends the visits, not the case")
	require.Equal(t, fault.GateClosed, fault.CodeOf(p.decide(casework.StepClosure, casework.Closed)))
	require.Equal(t, fault.Conflict, fault.CodeOf(p.send(casework.Command{Kind: casework.KindWaive, Gate: "G22", Reasoned: true, By: officer("tha-supervisor", casework.RoleSupervisor)})), "nobody waives an alert")
	require.NoError(t, state(p, "mmr-ngo", casework.Statement{Name: casework.FactSafetyAlert, Value: "closed"}))
	require.NoError(t, p.decide(casework.StepClosure, casework.Closed))
}
