package workflows_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/workflows"
)

func asApplication(err error, target **temporal.ApplicationError) bool {
	return errors.As(err, target)
}

// carried returns the input of the next run.
func carried(tb testing.TB, err error) workflows.OperationInput {
	tb.Helper()
	var next *workflow.ContinueAsNewError
	require.ErrorAs(tb, err, &next)
	require.Equal(tb, workflows.RescueWorkflow, next.WorkflowType.Name)
	var in workflows.OperationInput
	require.NoError(tb, converter.GetDefaultDataConverter().FromPayloads(next.Input, &in))
	require.Nil(tb, in.Open)
	return in
}

func TestARolloverInTheMiddleLosesNothing(t *testing.T) {
	t.Parallel()
	l := newLedger(950)
	first := newRescue(t, l)
	first.send(time.Minute, operation.KindConfirmList, confirmList("k-list"))
	first.send(time.Minute, operation.KindPause, operation.Command{Key: "k-pause", Cause: casework.CauseOperation, By: lead()})
	first.RegisterDelayedCallback(func() { first.UpdateWorkflow(workflows.UpdateRollover, "", &answered{}) }, time.Minute)
	in := carried(t, first.run(t, start()))
	require.NotEmpty(t, in.Carried.Jobs, "the work was not done when the run ended")

	second := newRescue(t, l)
	again := second.send(0, operation.KindConfirmList, confirmList("k-list"))
	opened := second.send(0, operation.KindOpen, operation.Command{})
	second.send(time.Hour, operation.KindResume, operation.Command{Key: "k-resume", By: lead()})
	second.send(10*time.Hour, operation.KindClose, closing())
	require.NoError(t, second.run(t, in))
	require.True(t, again.answer.Repeated, "a key that was settled in an earlier run is known")
	require.Equal(t, int64(2), again.answer.Seq)
	require.NoError(t, opened.err)
	require.Equal(t, 950, l.starts)
	require.Equal(t, 950, l.marked(t))
	for n := range 950 {
		ref := caseOf("list", n)
		heard := l.heard[ref]
		if len(heard) == 2 {
			require.Equal(t, []casework.Event{casework.EventPaused, casework.EventResumed}, heard)
		}
	}
}

func TestALongOperationGoesOnAsNewWhenTheServerSuggestsIt(t *testing.T) {
	t.Parallel()
	l := newLedger(950)
	e := newRescue(t, l)
	e.send(time.Minute, operation.KindConfirmList, confirmList("k-list"))
	e.SetContinueAsNewSuggested(true)
	in := carried(t, e.run(t, start()))
	runs := 1
	for ; runs < 20; runs++ {
		next := newRescue(t, l)
		if runs == 1 {
			next.send(0, operation.KindConfirmList, confirmList("k-list"))
		}
		next.send(time.Hour, operation.KindClose, closing())
		err := next.run(t, in)
		if err == nil {
			break
		}
		in = carried(t, err)
	}
	require.Less(t, runs, 20)
	require.Equal(t, 950, l.starts)
}

// Until the new run has begun every command is refused, to be sent again; that takes milliseconds.
func TestWhileItDrainsAnOperationTakesNoCommands(t *testing.T) {
	t.Parallel()
	e := newRescue(t, newLedger(3))
	e.RegisterDelayedCallback(func() { e.UpdateWorkflow(workflows.UpdateRollover, "", &answered{}) }, time.Minute)
	late := &answered{}
	e.SetOnActivityStartedListener(func(info *activity.Info, _ context.Context, _ converter.EncodedValues) {
		if info.ActivityType.Name == "TurnPage" {
			e.UpdateWorkflow(string(operation.KindConfirmList), "", late, confirmList("k-list"))
		}
	})
	carried(t, e.run(t, start()))
	require.Equal(t, fault.RollingOver, late.code())
	require.Equal(t, at().Add(time.Minute), e.Now().UTC(), "no timer is waited for")
}

// A run that an earlier release has drained with a timer replays with a timer.
func TestADrainOfAnEarlierReleaseTakesATimer(t *testing.T) {
	t.Parallel()
	e := newRescue(t, newLedger(3))
	e.OnGetVersion("yield-by-activity", workflow.DefaultVersion, workflow.Version(1)).Return(workflow.DefaultVersion)
	e.RegisterDelayedCallback(func() { e.UpdateWorkflow(workflows.UpdateRollover, "", &answered{}) }, time.Minute)
	late := e.send(time.Minute+5*time.Millisecond, operation.KindConfirmList, confirmList("k-list"))
	carried(t, e.run(t, start()))
	require.Equal(t, fault.RollingOver, late.code())
}
