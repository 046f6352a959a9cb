package casework_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// TestADeathEndsEverything except that a person closes the case.
func TestADeathEndsEverything(t *testing.T) {
	t.Parallel()
	l := seated(t)
	l.asks = func(w *casework.Walk) {
		if w.Case().Deceased() {
			_, _ = w.Ask(casework.StepClosure)
			return
		}
		asks(casework.StepBoarding, casework.StepTriage)(w)
	}
	l.give("C10")
	l.c.Undo = append(l.c.Undo, casework.UndoEntry{ID: 4, Kind: casework.UndoReception, State: casework.UndoArmed, Desk: desk(casework.DeskReceiving)})
	l.withdraw("C10") // the receiver is asked to attest the deletion
	l.do(casework.Command{Kind: casework.KindAsk, Task: l.task(casework.StepTriage).ID, By: officer(casework.DeskMedical, "")})
	open := l.c.Tasks
	l.report(casework.EventDeath)

	require.True(t, l.c.Deceased())
	require.Equal(t, casework.DeathInCare, l.c.Modality)
	require.Equal(t, []casework.Step{casework.StepClosure}, l.open())
	require.Len(t, l.change.Closed, len(open), "every task is recalled, and once")
	require.Empty(t, l.change.Notices, "no machine tells anybody")
	require.True(t, l.c.NextDue().IsZero(), "no clock runs")
	require.Equal(t, []casework.UndoKind{"manifest", "ticket", "seat"}, l.ordered(), "seats go back silently")
	require.Equal(t, casework.UndoImpossible, l.c.Undo[3].State, "nobody is asked to attest any more")

	for _, e := range casework.Events() {
		l.refused(fault.Conflict, reporting(e))
	}
	l.refused(fault.Conflict, giving(casework.ModeSign, "C1"))
	l.refused(fault.Conflict, casework.Command{Kind: casework.KindWithdraw, Consents: []casework.Consent{"C1"}, By: caseworker()})
	l.refused(fault.Conflict, casework.Command{Kind: casework.KindMove, Move: &casework.Move{Kind: casework.MoveHold, Movement: "mov-1", DepartsAt: at().Add(30 * day)}, By: caseworker()})
	for range 2 {
		next, _ := l.c.NextUndo()
		l.undone(next.ID, casework.Attested)
		require.Empty(t, l.change.Notices)
	}
	next, _ := l.c.NextUndo()
	l.undone(next.ID, casework.Refused)
	require.Equal(t, casework.UndoImpossible, l.c.Undo[0].State)
	require.Equal(t, []casework.Step{casework.StepClosure}, l.open())
	l.decide(casework.StepClosure, casework.Closed)
	require.Equal(t, casework.StageClosed, l.c.Stage)
	require.Empty(t, l.change.Notices)
	l.refused(fault.Conflict, reporting(casework.EventReopened))
}

func TestAClosedCaseIsReopenedAndNothingElse(t *testing.T) {
	t.Parallel()
	l := seated(t)
	l.asks = asks(casework.StepClosure, casework.StepTriage)
	l.give("C12")
	known(&l.c, yes(casework.FactSafetyAlert))
	l.decide(casework.StepClosure, casework.Closed)
	require.Equal(t, casework.StageClosed, l.c.Stage)
	require.Empty(t, l.c.Tasks, "what was open is recalled")
	require.True(t, l.c.NextDue().IsZero())
	require.Contains(t, l.entries(), "case_closed ")
	for _, kind := range casework.UpdateKinds() {
		if kind == casework.KindEndAccess || kind == casework.KindExcludeOfficer { // commands that end access are always accepted
			continue
		}
		l.refused(fault.Conflict, casework.Command{Kind: kind, Event: casework.EventEmergency, By: caseworker()})
	}
	l.report(casework.EventReopened)
	require.Nil(t, l.c.Ended)
	require.Equal(t, []casework.Step{casework.StepClosure, casework.StepTriage}, l.open())
	require.NotEqual(t, casework.StageClosed, l.c.Stage)
}

func TestACaseDoesNotCloseOverAnOpenMatter(t *testing.T) {
	t.Parallel()
	l := seated(t)
	l.asks = asks(casework.StepClosure)
	l.report(casework.EventContactLost)
	err := l.try(l.deciding(casework.StepClosure, casework.Closed))
	require.Equal(t, fault.GateClosed, fault.CodeOf(err))
	l.decide(casework.StepClosure, casework.Refused)
	l.now = l.now.Add(400 * day)
	l.do(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{fact(casework.FactSafetyAlert, "closed")}, By: caseworker()})
	l.decide(casework.StepClosure, casework.Closed)
}

// TestAPausedCaseOpensNoTasks, and afterwards its clocks continue with the time that was left. Clocks
// that were paused by themselves, and the survivor's rights, are not affected.
func TestAPausedCaseOpensNoTasks(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage, casework.StepRegister, casework.StepReflection)
	rungs := func() {
		recorded := casework.Recorded{}
		for _, order := range l.change.Clocks {
			set := casework.ClockSet{Task: order.Task, Escalations: []casework.EscalationAt{{Level: casework.EscalationHeadOfDesk, At: order.Start.Add(10 * day)}}}
			if order.Resume != nil {
				set.Escalations[0].At = order.Resume.Escalations[0].At.Add(order.Resume.ResumedAt.Sub(order.Resume.PausedAt))
			}
			recorded.Clocks = append(recorded.Clocks, set)
		}
		l.c = l.c.Arm(recorded)
	}
	rungs()
	l.do(casework.Command{Kind: casework.KindPause, Task: "register#1", Cause: casework.CauseCourt, By: officer(casework.DeskRegistrar, "")})
	pause := reporting(casework.EventPaused)
	pause.Cause = casework.CauseOperation
	l.do(pause)
	l.refused(fault.Conflict, pause)
	l.asks = asks(casework.StepTriage, casework.StepRegister, casework.StepReflection, casework.StepPlacement)
	require.NotNil(t, l.task(casework.StepTriage).Pause)
	require.Nil(t, l.task(casework.StepReflection).Pause, "a right runs on")
	l.give("C1")
	require.NotContains(t, l.open(), casework.StepPlacement)

	l.now = l.now.Add(30 * day)
	l.report(casework.EventResumed)
	rungs()
	require.Contains(t, l.open(), casework.StepPlacement)
	require.Nil(t, l.task(casework.StepTriage).Pause)
	require.NotNil(t, l.task(casework.StepRegister).Pause, "it had stood still before")
	due := l.task(casework.StepTriage).DueAt()
	require.WithinDuration(t, at().Add(40*day), due, time.Hour)
	require.Equal(t, at().Add(10*day), l.task(casework.StepReflection).DueAt())
}

func TestAnAnswerDuringAPauseStartsNoClock(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.do(casework.Command{Kind: casework.KindAsk, Task: "triage#1", By: officer(casework.DeskMedical, "")})
	pause := reporting(casework.EventPaused)
	pause.Cause = casework.CauseSecurity
	l.do(pause)
	l.decide("information/triage", casework.Answered)
	require.NotNil(t, l.task(casework.StepTriage).Pause)
	require.Empty(t, l.task(casework.StepTriage).Asked)
	l.report(casework.EventResumed)
	require.Nil(t, l.task(casework.StepTriage).Pause)
}

func TestACaseMovesToAnotherCorridor(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage, casework.StepRegister)
	r := rules()
	r.Version, r.Modality = 2, casework.StateFacilitated
	r.Desks[casework.DeskMedical] = "another-clinic"
	cmd := reporting(casework.EventCorridorChanged)
	cmd.Pinned = &r
	l.do(cmd)
	require.Equal(t, 2, l.c.Rules.Version)
	require.Equal(t, casework.StateFacilitated, l.c.Modality)
	require.Equal(t, casework.DeskID("another-clinic"), l.task(casework.StepTriage).Desk, "the desk of the new corridor is asked")
	require.Equal(t, 2, l.task(casework.StepTriage).Attempt)
	require.Equal(t, 1, l.task(casework.StepRegister).Attempt, "and nobody else")
}

func TestASupersededDeterminationIsReviewedAgain(t *testing.T) {
	t.Parallel()
	l := begin(t)
	settle(&l.c, casework.StepDetermination, casework.NotVictim, 0)
	settle(&l.c, casework.StepReview, casework.Upheld, 0)
	cmd := reporting(casework.EventSuperseded)
	cmd.Step, cmd.Reasoned = casework.StepDetermination, true
	l.do(cmd)
	l.unsettled(casework.StepDetermination, casework.StepReview)
	require.Equal(t, casework.EntrySuperseded, l.change.Entries[1].Code)
}

func TestOpeningNeedsRules(t *testing.T) {
	t.Parallel()
	_, _, err := casework.Open("case-1", casework.Command{At: at()}, asks())
	require.Equal(t, fault.Invalid, fault.CodeOf(err))
	r := rules()
	r.ScreeningOwed = true
	l := beginUnder(t, r, casework.StepRegister)
	require.True(t, l.c.FactIs(casework.FactScreeningDebt, "owed"))
	require.Equal(t, casework.StageRescue, l.c.Stage)
	require.Equal(t, int64(1), l.answer.Seq)
}
