package ruling_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/casework/ruling"
)

// ladder returns the escalation times of a task for a budget of ten days.
func ladder(task casework.TaskID, start time.Time) casework.Recorded {
	set := casework.ClockSet{Task: task}
	for _, level := range casework.EscalationThresholds() {
		set.Escalations = append(set.Escalations, casework.EscalationAt{Level: level.Level, At: start.Add(10 * casetest.Day * time.Duration(level.Percent) / 100)})
	}
	return casework.Recorded{Clocks: []casework.ClockSet{set}}
}

func (l *life) tick(at time.Time) {
	l.tb.Helper()
	l.now = at.Add(-time.Minute)
	l.do(casework.Command{Kind: casework.KindTick, By: casework.System()})
}

func TestRungsFireInOrderAndOnce(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	require.True(t, l.c.NextDue().IsZero(), "no clock before the record has computed one")
	require.True(t, l.task(casework.StepTriage).DueAt().IsZero())
	l.c = l.c.Arm(ladder("triage#1", casetest.At()))
	require.Equal(t, casetest.At().Add(10*casetest.Day), l.task(casework.StepTriage).DueAt())
	version := l.task(casework.StepTriage).Version
	for i, level := range casework.EscalationThresholds() {
		due := l.c.NextDue()
		require.Equal(t, casetest.At().Add(10*casetest.Day*time.Duration(level.Percent)/100), due)
		l.tick(due)
		require.Equal(t, []casework.Notice{{Kind: casework.NoticeEscalation, Desk: casetest.Desk(casework.DeskMedical), Level: level.Level, Task: "triage#1"}}, l.change.Notices)
		require.Equal(t, i+1, l.task(casework.StepTriage).Fired)
	}
	require.True(t, l.c.NextDue().IsZero())
	require.Equal(t, version, l.task(casework.StepTriage).Version, "a rung makes no answer stale")
	l.tick(casetest.At().Add(100 * casetest.Day))
	require.Empty(t, l.change.Entries)
}

func TestALateTickFiresAllThatWasReached(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.c = l.c.Arm(ladder("triage#1", casetest.At()))
	l.tick(casetest.At().Add(12 * casetest.Day))
	require.Equal(t, 3, l.task(casework.StepTriage).Fired)
	require.Len(t, l.change.Notices, 3)
	require.Len(t, l.change.Updated, 1)
	late := begin(t, casework.StepTriage)
	late.tick(casetest.At().Add(20 * casetest.Day))
	late.c = late.c.Arm(ladder("triage#1", casetest.At())) // escalations that are already past when they arrive
	require.True(t, late.c.NextDue().After(late.now.Add(-time.Second)), "are due at once and not long ago")
	require.False(t, late.c.NextDue().After(late.now.Add(time.Second)))
}

func TestAPausedClockIsNotDue(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.c = l.c.Arm(ladder("triage#1", casetest.At()))
	l.now = casetest.At().Add(2 * casetest.Day)
	l.do(casework.Command{Kind: casework.KindPause, Task: "triage#1", Cause: casework.CauseCourt, By: medic()})
	paused := l.now
	require.Equal(t, paused.Add(30*casetest.Day), l.c.NextDue(), "only the end of the pause is")
	l.tick(casetest.At().Add(30 * casetest.Day))
	require.Zero(t, l.task(casework.StepTriage).Fired)
	l.do(casework.Command{Kind: casework.KindResume, Task: "triage#1", By: medic()})
	require.Equal(t, []casework.ClockOrder{{
		Task: "triage#1", Step: casework.StepTriage, Desk: casetest.Desk(casework.DeskMedical), Start: casetest.At(),
		Resume: &casework.Resumption{PausedAt: paused, ResumedAt: l.now, Escalations: l.task(casework.StepTriage).Escalations},
	}}, l.change.Clocks)
}

func TestATaskThatHasNotBegunLosesNoTimeInAPause(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.asks = func(w *ruling.Walk) {
		_, _ = w.AskAt(casework.StepTriage, casetest.At().Add(20*casetest.Day), casetest.Day)
	}
	l.give("C1")
	l.c = l.c.Arm(ladder("triage#1", casetest.At().Add(20*casetest.Day)))
	l.do(casework.Command{Kind: casework.KindPause, Task: "triage#1", Cause: casework.CauseCourt, By: medic()})
	l.now = casetest.At().Add(10 * casetest.Day)
	l.do(casework.Command{Kind: casework.KindResume, Task: "triage#1", By: medic()})
	require.Empty(t, l.change.Clocks, "its clock had not begun")
	l.do(casework.Command{Kind: casework.KindPause, Task: "triage#1", Cause: casework.CauseCourt, By: medic()})
	l.now = casetest.At().Add(22 * casetest.Day)
	l.do(casework.Command{Kind: casework.KindResume, Task: "triage#1", By: medic()})
	require.Equal(t, casetest.At().Add(20*casetest.Day), l.change.Clocks[0].Resume.PausedAt, "the time before the beginning is not counted")
}

func TestReflectionElapsesAndIsNeverLate(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepReflection)
	l.c = l.c.Arm(ladder("reflection#1", casetest.At()))
	l.tick(casetest.At().Add(5 * casetest.Day))
	require.Empty(t, l.change.Notices)
	require.False(t, l.c.Is(casework.StepReflection, l.now, casework.Elapsed))
	l.tick(casetest.At().Add(10 * casetest.Day))
	s, _ := l.c.Settlement(casework.StepReflection)
	require.Equal(t, casework.Elapsed, s.Outcome)
	require.Equal(t, casework.System(), s.By)
	require.Empty(t, l.c.Tasks)
}

// TestAnswersRunOut: an answer is valid up to the last instant for which it matters.
func TestAnswersRunOut(t *testing.T) {
	t.Parallel()
	instant := time.Millisecond
	for name, tt := range map[string]struct {
		step    casework.Step
		outcome casework.Outcome
		departs time.Duration // 0 for no trip
		ends    time.Duration // the first instant at which it is no longer valid
	}{
		"a permit, no trip":               {casework.StepExitPermit, casework.Granted, 0, 30*casetest.Day + instant},
		"a permit, the trip before":       {casework.StepExitPermit, casework.Granted, 30 * casetest.Day, 30*casetest.Day + instant},
		"a permit, the trip after":        {casework.StepExitPermit, casework.Granted, 30*casetest.Day + time.Second, 0},
		"a permit, a trip that never was": {casework.StepExitPermit, casework.Granted, casetest.Day, 30*casetest.Day + instant},
		"a fine waiver":                   {casework.StepFineWaiver, casework.Granted, 0, 30*casetest.Day + instant},
		"a document and its margin":       {casework.StepTravelDocument, casework.Issued, 0, 23*casetest.Day + instant},
		"a document, the trip in time":    {casework.StepTravelDocument, casework.Issued, 23 * casetest.Day, 23*casetest.Day + instant},
		"a document, the trip too late":   {casework.StepTravelDocument, casework.Issued, 23*casetest.Day + time.Second, 0},
		"a risk":                          {casework.StepRiskAssessment, casework.Low, 0, 30 * casetest.Day},
		"a slot":                          {casework.StepBorderSlot, casework.Confirmed, 0, 30 * casetest.Day},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := unguarded(t, tt.step)
			l.c.Trip = nil
			if tt.departs > 0 {
				l.c.Trip = &casework.Trip{Movement: "mov-1", DepartsAt: casetest.At().Add(tt.departs), Document: "doc-1"}
			}
			for _, s := range []casework.Step{casework.StepDeparture, casework.StepManifest} {
				casetest.Unsettle(&l.c, s)
			}
			casetest.Settle(&l.c, tt.step, tt.outcome, 0)
			l.c.Settlements[casetest.Slot(&l.c, tt.step)].Until = casetest.After(30 * casetest.Day)
			for _, s := range l.c.Settlements {
				if s.Step != tt.step {
					l.c.Settlements[casetest.Slot(&l.c, s.Step)].Until = nil
				}
			}
			_, now := l.c.ValidSettlement(tt.step, l.now)
			require.Equal(t, tt.ends > 0, now)
			if !now {
				return
			}
			_, before := l.c.ValidSettlement(tt.step, casetest.At().Add(tt.ends-instant))
			_, then := l.c.ValidSettlement(tt.step, casetest.At().Add(tt.ends))
			require.True(t, before)
			require.False(t, then)
			require.Equal(t, casetest.At().Add(tt.ends), l.c.NextDue(), "and a timer wakes the case then")
			l.give("C12")
			require.NotContains(t, l.open(), tt.step)
			l.tick(casetest.At().Add(tt.ends))
			require.Contains(t, l.open(), tt.step, "so that it is asked for again")
			require.Equal(t, casework.EntryExpired, l.change.Entries[0].Code)
			require.True(t, l.c.NextDue().IsZero(), "once")
		})
	}
}

func TestNothingRunsOutAfterADeparture(t *testing.T) {
	t.Parallel()
	c, _ := casetest.Ready()
	for i := range c.Settlements {
		c.Settlements[i].Until = casetest.After(30 * casetest.Day)
	}
	require.True(t, c.NextDue().IsZero())
	require.True(t, c.Is(casework.StepExitPermit, casetest.At().Add(500*casetest.Day), casework.Granted), "it was good when she left")
}
