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

// pausing is the command of an officer who pauses the open task of a step.
func (l *life) pausing(s casework.Step, by casework.Actor, cause casework.Cause) casework.Command {
	l.tb.Helper()
	return casework.Command{Kind: casework.KindPause, Task: l.task(s).ID, Cause: cause, By: by}
}

// A desk pauses for reasons of its own work. A choice of the survivor, a court or an illness is not for a
// consulate to state.
func TestCausesByKindOfDesk(t *testing.T) {
	t.Parallel()
	may := map[casework.DeskKind][]casework.Cause{
		casework.DeskConsulate:     {casework.CauseMission},
		casework.DeskImmigration:   {casework.CauseBorderClosed, casework.CauseSecurity},
		casework.DeskBorder:        {casework.CauseBorderClosed, casework.CauseCustodian, casework.CauseSecurity},
		casework.DeskProsecutor:    {casework.CauseCourt, casework.CauseSecurity},
		casework.DeskEscort:        {casework.CauseBorderClosed, casework.CauseSecurity},
		casework.DeskTransport:     {casework.CauseBorderClosed, casework.CauseSecurity, casework.CauseOperation},
		casework.DeskMovement:      {casework.CauseBorderClosed, casework.CauseSecurity, casework.CauseOperation},
		casework.DeskReceiving:     {casework.CauseSurvivorChoice, casework.CauseMedical, casework.CauseSecurity},
		casework.DeskReintegration: {casework.CauseSurvivorChoice, casework.CauseMedical, casework.CauseSecurity},
	}
	for kind, want := range may {
		l := begin(t, casework.StepTriage)
		for _, spec := range casework.Causes() {
			if spec.Cause == casework.CauseInformation {
				continue
			}
			cmd := l.pausing(casework.StepTriage, casetest.Officer(kind, ""), spec.Cause)
			err := l.try(cmd)
			if err == nil {
				require.Contains(t, want, spec.Cause, kind)
				l.do(casework.Command{Kind: casework.KindResume, Task: cmd.Task, By: medic()})
				continue
			}
			require.Equal(t, fault.Denied, fault.CodeOf(err))
			require.NotContains(t, want, spec.Cause, kind)
			require.Contains(t, fault.MessageOf(err), string(want[0]))
			l.refused(fault.Denied, casework.Command{Kind: casework.KindReport, Event: casework.EventPaused, Cause: spec.Cause, By: casetest.Officer(kind, "")})
		}
		r := casetest.Rules()
		require.ElementsMatch(t, want, r.CausesFor(casetest.Desk(kind), ""))
	}
}

// A pause ends by itself: the clock runs on, and the desk above is notified beside the desk itself.
func TestAPauseEndsByItself(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.c = l.c.Arm(casework.Recorded{Clocks: []casework.ClockSet{{Task: "triage#1", Escalations: []casework.EscalationAt{{Level: casework.EscalationHeadOfDesk, At: casetest.At().Add(casetest.Day)}}}}})
	l.do(l.pausing(casework.StepTriage, medic(), casework.CauseMedical))
	pause := l.task(casework.StepTriage).Pause
	require.Equal(t, l.now.Add(14*casetest.Day), pause.Until)
	require.Equal(t, pause.Until, l.c.NextDue())

	l.now = pause.Until.Add(-2 * time.Minute)
	l.do(casework.Command{Kind: casework.KindTick, By: casework.System()})
	require.NotNil(t, l.task(casework.StepTriage).Pause)
	l.do(casework.Command{Kind: casework.KindTick, By: casework.System()})
	require.Nil(t, l.task(casework.StepTriage).Pause)
	require.Equal(t, []casework.Notice{
		{Kind: casework.NoticePauseOver, Desk: casetest.Desk(casework.DeskMedical), Task: "triage#1"},
		{Kind: casework.NoticePauseOver, Desk: casetest.Desk(casework.DeskMedical), Task: "triage#1", Level: casework.EscalationFocalPoint},
	}, l.change.Notices)
	require.Len(t, l.change.Clocks, 1)
	require.Equal(t, pause.Until, l.change.Clocks[0].Resume.ResumedAt)
	require.Contains(t, l.entries(), "task_resumed ")
}

func TestThePauseOfACaseEndsByItself(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage, casework.StepRegister)
	l.do(l.pausing(casework.StepRegister, casetest.Officer(casework.DeskRegistrar, ""), casework.CauseSecurity)) // to end earlier
	own := l.task(casework.StepRegister).Pause.Until
	end := l.now.Add(20 * casetest.Day)
	l.do(casework.Command{Kind: casework.KindReport, Event: casework.EventPaused, Cause: casework.CauseCourt, Until: &end, By: caseworker()})
	require.Equal(t, end, l.c.Pause.Until)
	require.Zero(t, l.task(casework.StepTriage).Pause.Until, "it ends with the case")
	require.Equal(t, end, l.c.NextDue(), "no task continues before its case")
	l.now = own
	l.do(casework.Command{Kind: casework.KindTick, By: casework.System()})
	require.NotNil(t, l.task(casework.StepRegister).Pause)
	l.now = end.Add(-time.Minute)
	l.do(casework.Command{Kind: casework.KindTick, By: casework.System()})
	require.Nil(t, l.c.Pause)
	require.Nil(t, l.task(casework.StepTriage).Pause)
	require.Nil(t, l.task(casework.StepRegister).Pause)
	require.Contains(t, l.change.Notices, casework.Notice{Kind: casework.NoticePauseOver, Desk: casetest.Desk(casework.DeskCaseworker), Level: casework.EscalationFocalPoint})
}

func TestAPauseHasALongestTime(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	cmd := l.pausing(casework.StepTriage, medic(), casework.CauseMedical)
	late, past, fine := l.now.Add(61*casetest.Day), l.now.Add(-time.Hour), l.now.Add(50*casetest.Day)
	for _, wrong := range []*time.Time{&late, &past} {
		cmd.Until = wrong
		l.refused(fault.Invalid, cmd)
	}
	cmd.Until = &fine
	l.do(cmd)
	require.Equal(t, fine, l.task(casework.StepTriage).Pause.Until)
}

// A question has no end but its answer: the desk that was asked has a clock of its own.
func TestAQuestionHasNoEnd(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.do(casework.Command{Kind: casework.KindAsk, Task: "triage#1", By: medic()})
	require.Zero(t, l.task(casework.StepTriage).Pause.Until)
	l.give(casework.ConsentMedical)
	require.Zero(t, l.task(casework.StepTriage).Pause.Until)
}

// The pauses of an earlier release end as if they had had an end from the beginning.
func TestPausesOfAnEarlierRelease(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	cmd := l.pausing(casework.StepTriage, casetest.Officer(casework.DeskConsulate, ""), casework.CauseCourt)
	require.True(t, ruling.Stricter(l.c, cmd))
	cmd.Earlier = true
	l.do(cmd)
	since := l.now
	require.Zero(t, l.task(casework.StepTriage).Pause.Until)
	require.Zero(t, l.c.NextDue())
	require.True(t, ruling.Stricter(l.c, casework.Command{Kind: casework.KindConsent}))
	require.Equal(t, since.Add(30*casetest.Day), ruling.WithPausesLimited(l.c).Tasks[0].Pause.Until)
	require.Zero(t, l.task(casework.StepTriage).Pause.Until, "the case before stays as it was")
	l.give(casework.ConsentMedical)
	require.Equal(t, since.Add(30*casetest.Day), l.task(casework.StepTriage).Pause.Until)
	require.Equal(t, since.Add(30*casetest.Day), l.change.Updated[0].Pause.Until)
}
