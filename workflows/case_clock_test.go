package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/workflows"
)

// rungTimes gives when each rung of a task was reached, by the changes on record.
func rungTimes(e *caseEnv, task casework.TaskID) map[casework.EscalationLevel]time.Duration {
	out := map[casework.EscalationLevel]time.Duration{}
	for _, change := range e.of(casework.KindTick) {
		for _, entry := range change.Entries {
			if entry.Code == casework.EntryEscalated && entry.Task == task {
				out[casework.EscalationLevel(entry.Detail)] = change.At.Sub(at())
			}
		}
	}
	return out
}

func TestALadderIsClimbedAtItsInstants(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	state := e.live(opening(), 100*day)
	require.Equal(t, map[casework.EscalationLevel]time.Duration{
		casework.EscalationDigest: 5 * day, casework.EscalationReminder: 8 * day, casework.EscalationHeadOfDesk: 10 * day,
		casework.EscalationFocalPoint: 15 * day, casework.EscalationCoordinator: 20 * day,
	}, rungTimes(e, "register#1"))
	require.Equal(t, rungTimes(e, "register#1"), rungTimes(e, "triage#1"))
	ticks := e.of(casework.KindTick)
	require.Len(t, ticks, 5, "two tasks with the same instants share them")
	for i, tick := range ticks {
		rung := casework.EscalationThresholds()[i].Level
		require.Equal(t, casework.System(), tick.By)
		require.ElementsMatch(t, []casework.Notice{
			{Kind: casework.NoticeEscalation, Desk: "tha-registrar/" + casework.DeskID(rung), Level: rung, Task: "register#1"},
			{Kind: casework.NoticeEscalation, Desk: "tha-medical/" + casework.DeskID(rung), Level: rung, Task: "triage#1"},
		}, tick.Notices, "each rung is told to its level")
	}
	require.Equal(t, 5, e.fired, "one timer for each instant and none beyond the last")
	require.Len(t, state.Tasks, 2, "silence ends nothing")
	require.Equal(t, casework.StageRescue, state.Stage)
}

func TestAPausedClockGoesOnWithTheTimeThatIsLeft(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	medic := officer("tha-medical", casework.RoleMedical)
	paused := e.send(6*day, casework.Command{Kind: casework.KindPause, Task: "triage#1", Cause: casework.CauseBorderClosed, Until: new(at().Add(50 * day)), By: medic})
	resumed := e.send(36*day, casework.Command{Kind: casework.KindResume, Task: "triage#1", By: medic})
	e.live(opening(), 100*day)
	require.Empty(t, paused.code())
	require.Empty(t, resumed.code())
	require.Equal(t, map[casework.EscalationLevel]time.Duration{
		casework.EscalationDigest: 5 * day, casework.EscalationReminder: 38 * day, casework.EscalationHeadOfDesk: 40 * day,
		casework.EscalationFocalPoint: 45 * day, casework.EscalationCoordinator: 50 * day,
	}, rungTimes(e, "triage#1"), "thirty days later, but for the rung that had been reached")
	require.Equal(t, 8*day, rungTimes(e, "register#1")[casework.EscalationReminder], "the other clock runs on")
}

// A pause that no officer ends is over by itself, and the desk above is notified.
func TestAPausedClockGoesOnByItself(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	e.send(6*day, casework.Command{Kind: casework.KindPause, Task: "triage#1", Cause: casework.CauseBorderClosed, By: officer("tha-medical", casework.RoleMedical)})
	e.live(opening(), 100*day)
	require.Equal(t, map[casework.EscalationLevel]time.Duration{
		casework.EscalationDigest: 5 * day, casework.EscalationReminder: 22 * day, casework.EscalationHeadOfDesk: 24 * day,
		casework.EscalationFocalPoint: 29 * day, casework.EscalationCoordinator: 34 * day,
	}, rungTimes(e, "triage#1"))
	var told []casework.Notice
	for _, tick := range e.of(casework.KindTick) {
		if tick.At.Equal(at().Add(20 * day)) {
			told = tick.Notices
		}
	}
	require.Contains(t, told, casework.Notice{Kind: casework.NoticePauseOver, Desk: "tha-medical", Task: "triage#1"})
	require.Contains(t, told, casework.Notice{Kind: casework.NoticePauseOver, Desk: "tha-medical/ministry_focal_point", Level: casework.EscalationFocalPoint, Task: "triage#1"})
}

func TestInformationStopsOneClockAndStartsAnother(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	asked := e.send(2*day, casework.Command{Kind: casework.KindAsk, Task: "triage#1", By: officer("tha-medical", casework.RoleMedical)})
	answered := e.send(9*day, casework.Command{
		Kind: casework.KindAnswer, Task: "information/triage#1", Outcome: casework.Answered, By: officer("tha-caseworker", casework.RoleCaseworker),
	})
	e.live(opening(), 100*day)
	require.Empty(t, asked.code())
	require.Empty(t, answered.code())
	require.Equal(t, casework.TaskID("information/triage#1"), asked.answer.Task)
	require.Equal(t, map[casework.EscalationLevel]time.Duration{casework.EscalationDigest: 7 * day}, rungTimes(e, "information/triage#1"))
	require.Equal(t, 12*day, rungTimes(e, "triage#1")[casework.EscalationDigest], "seven days later")
}

func TestOneTimerForEachCase(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		send                      []casework.Command // a day after one another
		during                    time.Duration
		started, fired, cancelled int
	}{
		"two tasks, nothing happens":            {during: 4 * day, started: 1},
		"a decision that brings nothing sooner": {during: 4 * day, started: 1, send: []casework.Command{triaging("ann")}},
		"what was armed comes and nothing is due": {during: 6 * day, started: 2, fired: 1, send: []casework.Command{
			{Kind: casework.KindConsent, Consents: []casework.Consent{"C1"}, Mode: casework.ModeSign, Until: in(30 * day), By: officer("tha-caseworker", "")},
			{Kind: casework.KindPause, Task: "triage#1", Cause: casework.CauseMedical, By: officer("tha-medical", "")},
			{Kind: casework.KindPause, Task: "register#1", Cause: casework.CauseCourt, By: officer("tha-registrar", "")},
		}},
		"something comes sooner": {during: 4 * day, started: 2, cancelled: 1, send: []casework.Command{
			{Kind: casework.KindConsent, Consents: []casework.Consent{"C1"}, Mode: casework.ModeSign, Until: in(4*day + time.Hour), By: officer("tha-caseworker", "")},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newCaseEnv(t)
			var replies []*caseReply
			for i, cmd := range tt.send {
				replies = append(replies, e.send(time.Duration(i+1)*day, cmd))
			}
			e.live(opening(), tt.during)
			for _, r := range replies {
				require.Empty(t, r.code())
			}
			require.Equal(t, tt.started, e.started, "started")
			require.Equal(t, tt.fired, e.fired, "fired")
			require.Equal(t, tt.cancelled, e.cancelled, "cancelled")
			require.Empty(t, e.of(casework.KindTick))
		})
	}
}

// in is an instant some time after the beginning.
func in(d time.Duration) *time.Time {
	then := at().Add(d)
	return &then
}

func TestReflectionRunsOutByItself(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "chair")
	task, running := p.c.TaskFor(casework.StepReflection)
	require.True(t, running)
	e := newCaseEnv(t)
	staff := e.send(time.Hour, casework.Command{
		Kind: casework.KindDecide, Task: task.ID, Outcome: casework.Elapsed, Reasoned: true, By: officer(task.Desk, casework.RoleCaseworker),
	})
	state := e.live(goingOn(p), 12*day)
	require.Equal(t, fault.Denied, staff.code(), "nobody of the staff shortens it")
	reflection, done := state.Settlement(casework.StepReflection)
	require.True(t, done)
	require.Equal(t, casework.Elapsed, reflection.Outcome)
	require.Equal(t, casework.System(), reflection.By)
	require.Equal(t, task.DueAt(), reflection.At)
	require.Empty(t, rungTimes(e, task.ID), "nobody is late while a right runs its time")
	_, asked := state.TaskFor(casework.StepRiskAssessment)
	require.True(t, asked, "and the way goes on")
}

func TestAPermitThatRunsOutIsAskedForAgain(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "permit") // granted for thirty days
	e := newCaseEnv(t)
	state := e.live(goingOn(p), 31*day)
	var expired []casework.Change
	for _, tick := range e.of(casework.KindTick) {
		for _, entry := range tick.Entries {
			if entry.Code == casework.EntryExpired && entry.Step == casework.StepExitPermit {
				expired = append(expired, tick)
			}
		}
	}
	require.Len(t, expired, 1)
	require.Equal(t, at().Add(30*day+time.Millisecond), expired[0].At)
	require.Equal(t, []casework.TaskID{"exit_permit#2"}, []casework.TaskID{expired[0].Opened[0].ID})
	task, asked := state.TaskFor(casework.StepExitPermit)
	require.True(t, asked)
	require.Equal(t, at().Add(30*day+time.Millisecond), task.OpenedAt)
}

func TestATickThatTheRecordRefusesIsOfferedAgain(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	refuse := times(3, fault.New(fault.Invalid, "the corridor has no clock for this step"))
	e.before = func(c casework.Change) error {
		if c.Kind != casework.KindTick {
			return nil
		}
		return refuse(c)
	}
	meanwhile := e.send(5*day+time.Minute, triaging("ann"))
	e.live(opening(), 6*day)
	require.Empty(t, meanwhile.code(), "the case lives")
	require.Equal(t, 5*day+45*time.Minute, rungTimes(e, "register#1")[casework.EscalationDigest])
}

func TestTheStateIsWhatTheRecordWasTold(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	e.send(time.Hour, triaging("ann"))
	state := e.live(opening(), 30*day)
	last := e.changes()[len(e.changes())-1].Next
	require.Equal(t, last.Seq, state.Seq)
	require.Len(t, state.Tasks, len(last.Tasks))
	for i, task := range last.Tasks {
		require.Equal(t, task.ID, state.Tasks[i].ID)
		require.Equal(t, task.Fired, state.Tasks[i].Fired)
		require.NotEmpty(t, state.Tasks[i].Escalations, "with the clocks that the record has computed")
	}
	for i, change := range e.changes() {
		require.Equal(t, int64(i+1), change.Seq, "numbered without a gap")
	}
	require.Equal(t, "case/case-1", workflows.CaseID(state.Ref))
}
