package engine_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/fault"
)

// broken is a record that answers every change with one fault.
type broken struct{ err error }

func (b broken) WriteChange(context.Context, casework.Change, []casework.ClockSet) (casework.Recorded, error) {
	return casework.Recorded{}, b.err
}

// writing is a workflow whose one Update is answered by the record.
func writing(ctx workflow.Context) error {
	record := func(ctx workflow.Context) error {
		ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
			StartToCloseTimeout: time.Second, RetryPolicy: &temporal.RetryPolicy{MaximumAttempts: 1},
		})
		var records *activities.Cases
		return workflow.ExecuteActivity(ctx, records.RecordChange, casework.Change{Ref: "q7m2"}).Get(ctx, nil)
	}
	if err := workflow.SetUpdateHandler(ctx, "write", record); err != nil {
		return err
	}
	return workflow.Sleep(ctx, time.Hour)
}

// secret must not reach a client or a history in any error.
const secret = "passport of a certain person"

func codes() map[string]fault.Code {
	all := map[string]fault.Code{}
	for _, code := range fault.Codes() {
		all[string(code)] = code
	}
	return all
}

func TestEveryCodeCrossesFromActivityThroughWorkflowToClient(t *testing.T) {
	t.Parallel()
	for name, code := range codes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := throughTestEnvironment(t, fault.Wrap(errors.New(secret), code, "what may be said"))
			require.Equal(t, code, fault.CodeOf(got))
			require.Equal(t, "what may be said", fault.MessageOf(got))
			require.NotContains(t, got.Error(), secret)
		})
	}
}

func TestAnErrorWithoutACodeIsUnknownAndShowsNothing(t *testing.T) {
	t.Parallel()
	got := throughTestEnvironment(t, errors.New(secret))
	require.Equal(t, fault.Unknown, fault.CodeOf(got))
	require.NotContains(t, got.Error(), secret)
}

// throughTestEnvironment returns the error that a client gets if the record answers with err.
func throughTestEnvironment(tb testing.TB, err error) error {
	tb.Helper()
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestWorkflowEnvironment()
	data, failure := engine.Converters(nil)
	env.SetDataConverter(data)
	env.SetFailureConverter(failure)
	env.RegisterActivity(&activities.Cases{Record: broken{err}})
	var got error
	env.RegisterDelayedCallback(func() {
		env.UpdateWorkflow("write", "", &testsuite.TestUpdateCallback{
			OnAccept: func() {}, OnReject: func(err error) { got = err }, OnComplete: func(_ any, err error) { got = err },
		})
	}, time.Second)
	env.ExecuteWorkflow(writing)
	require.True(tb, env.IsWorkflowCompleted())
	require.Error(tb, got)
	// An error at the client has gone through the failure converter and back.
	return engine.FromTemporal(failure.FailureToError(failure.ErrorToFailure(got)))
}

func TestDetailsArrive(t *testing.T) {
	t.Parallel()
	closed := []gate.Status{{Gate: "G12", Unmet: []gate.Unmet{{Condition: casework.CondFit, Owner: casework.DeskMedical}}}}
	_, failure := engine.Converters(nil)
	sent := temporal.NewNonRetryableApplicationError("a gate is closed", string(fault.GateClosed), nil, closed)
	got := engine.FromTemporal(failure.FailureToError(failure.ErrorToFailure(sent)))
	raw, ok := fault.DetailsOf(got).(json.RawMessage)
	require.True(t, ok)
	var arrived []gate.Status
	require.NoError(t, json.Unmarshal(raw, &arrived))
	require.Equal(t, closed, arrived)
}

func TestFailuresAreEncodedWithTheContextOfTheirWorkflow(t *testing.T) {
	t.Parallel()
	codec := &contextCodec{}
	_, failure := engine.Converters(codec)
	sc := converter.WorkflowSerializationContext{Namespace: "n", WorkflowID: "case/q7m2"}
	of := converter.WithFailureConverterSerializationContext(failure, sc)
	f := of.ErrorToFailure(temporal.NewApplicationError(secret, string(fault.Conflict), "detail"))
	require.Equal(t, "Encoded failure", f.GetMessage())
	require.Equal(t, "case/q7m2", string(f.GetEncodedAttributes().GetMetadata()["workflow"]))
	require.Equal(t, "case/q7m2", string(f.GetApplicationFailureInfo().GetDetails().GetPayloads()[0].GetMetadata()["workflow"]))
	require.Equal(t, secret, fault.MessageOf(engine.FromTemporal(of.FailureToError(f))))
}

func TestHeartbeatsAndIdentityTellNothingOfThisMachine(t *testing.T) {
	t.Parallel()
	options := engine.Options(engine.Config{Identity: "homeward-test"})
	require.Equal(t, "homeward-test", options.Identity)
	require.True(t, options.DisableWorkerEnvironmentInfo)
	require.Negative(t, options.WorkerHeartbeatInterval)
}
