package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/casework"
	"example.org/homeward/workflows"
)

// feared is a case in which she said that she fears to return, and this was superseded.
func feared(t *testing.T) *person {
	t.Helper()
	p := opened(everyStep())
	worker := officer("tha-caseworker", casework.RoleCaseworker)
	require.NoError(t, p.send(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{yes(casework.FactToldOfPurpose)}, By: worker}))
	require.NoError(t, p.decide(casework.StepRegister, casework.Registered))
	require.NoError(t, p.decide(casework.StepFearOfReturn, casework.Yes))
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventSuperseded, Step: casework.StepFearOfReturn, Reasoned: true, By: worker}))
	return p
}

// turned lives a case in which one officer then says that she does not fear to return, judged by the rules of
// a version.
func turned(t *testing.T, version workflow.Version) (*caseReply, casework.Case) {
	t.Helper()
	e, p := newCaseEnv(t), feared(t)
	e.SetStartTime(p.now)
	e.OnGetVersion("rules-edition", workflow.DefaultVersion, workflow.Version(casework.CurrentEdition)).Return(workflow.DefaultVersion)
	e.OnGetVersion("two-people/6", workflow.DefaultVersion, workflow.Version(1)).Return(version)
	reply := e.send(time.Minute, casework.Command{
		Kind: casework.KindDecide, Task: "fear_of_return#2", Outcome: casework.No, By: officer("tha-caseworker", casework.RoleCaseworker),
	})
	return reply, e.live(workflows.CaseInput{Ref: "case-1", Carried: &p.c}, time.Hour)
}

func TestACaseAsksTheVersionOfWhatItJudgesOtherwise(t *testing.T) {
	t.Parallel()
	reply, state := turned(t, 1)
	require.Empty(t, reply.code())
	require.False(t, reply.answer.Settled)
	_, settled := state.Settlement(casework.StepFearOfReturn)
	require.False(t, settled)
}

// A history of the earlier release holds the answer of one officer, and replays as that release took it.
func TestAHistoryOfTheEarlierReleaseIsJudgedByItsRules(t *testing.T) {
	t.Parallel()
	reply, state := turned(t, workflow.DefaultVersion)
	require.Empty(t, reply.code())
	require.True(t, reply.answer.Settled)
	s, _ := state.Settlement(casework.StepFearOfReturn)
	require.Equal(t, casework.No, s.Outcome)
}

// A case of an earlier release with a pause without an end gets one when it continues in a new run.
func TestANewRunLimitsPauses(t *testing.T) {
	t.Parallel()
	e, p := newCaseEnv(t), opened(everyStep())
	pause := casework.Command{Kind: casework.KindPause, Task: "triage#1", Cause: casework.CauseMedical, Earlier: true, By: officer("tha-medical", casework.RoleMedical)}
	require.NoError(t, p.send(pause))
	since := p.now
	e.SetStartTime(p.now)
	e.roll(time.Minute)
	next := e.liveUntilRolled(workflows.CaseInput{Ref: "case-1", Carried: &p.c})
	task, _ := next.Carried.TaskFor(casework.StepTriage)
	require.Equal(t, since.Add(14*day), task.Pause.Until)
}
