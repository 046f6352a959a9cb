package engine_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// patient runs an activity, waits for a signal and returns both results. An error of the keys must not
// reach it: it would end with an error, or lose the signal.
func patient(ctx workflow.Context, first string) (string, error) {
	var looked string
	options := workflow.ActivityOptions{StartToCloseTimeout: time.Minute}
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, options), "look").Get(ctx, &looked); err != nil {
		return "", err
	}
	var word string
	workflow.GetSignalChannel(ctx, "word").Receive(ctx, &word)
	return first + looked + word, nil
}

// shutter is the access of one process to the keys, which a test can close.
type shutter struct {
	seal.KeyStore

	shut  atomic.Bool
	asked atomic.Int32
}

func (v *shutter) FindKeys(ctx context.Context, subjects []seal.Subject) (map[seal.Subject]seal.Wrapped, error) {
	if v.shut.Load() {
		v.asked.Add(1)
		return nil, fault.New(fault.Unavailable, "away")
	}
	return v.KeyStore.FindKeys(ctx, subjects)
}

// The worker cannot use the keys while its activity answers and while a signal arrives. It waits, and
// continues when the keys are available; the workflow does not fail, and the signal is not lost.
func TestAWorkflowWaitsForItsKeys(t *testing.T) {
	t.Parallel()
	stack, err := devstack.Up(t.Context(), devstack.Options{Project: project(t), Throwaway: true, Progress: t.Output()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, stack.Down()) })
	store, kek := &sealtest.Store{}, sealtest.NewKEK(t, "test")
	dial := func(way *shutter) *engine.Engine { // a process, which keeps no key in memory
		box := sealtest.With(t, seal.KeyedOptions{Store: way, KEKs: seal.KEKs{Now: kek}, MaxAge: time.Nanosecond})
		e, err := engine.Dial(t.Context(), engine.Config{
			Options:  client.Options{HostPort: stack.Temporal.Address(), Namespace: stack.Temporal.Namespace()},
			Identity: "homeward-test", Codec: engine.NewCodec(box, stack.Temporal.Namespace()),
		})
		require.NoError(t, err)
		t.Cleanup(e.Close)
		return e
	}
	way := &shutter{KeyStore: store}
	starter, working := dial(&shutter{KeyStore: store}), dial(way)
	w := worker.New(working.Client(), "patient", worker.Options{DisableRegistrationAliasing: true})
	w.RegisterWorkflowWithOptions(patient, workflow.RegisterOptions{Name: "patient"})
	attempts := make(chan int32, 100)
	w.RegisterActivityWithOptions(func(ctx context.Context) (string, error) {
		attempt := activity.GetInfo(ctx).Attempt
		attempts <- attempt
		way.shut.Store(attempt == 1) // the first answer cannot be encrypted, and neither can why
		return " looked ", nil
	}, activity.RegisterOptions{Name: "look"})
	require.NoError(t, w.Start())
	t.Cleanup(w.Stop)
	run, err := starter.Client().ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{
		ID: "case/q7m2", TaskQueue: "patient", WorkflowTaskTimeout: time.Second,
	}, "patient", secret)
	require.NoError(t, err)
	require.EqualValues(t, 1, <-attempts)
	require.EqualValues(t, 2, <-attempts, "the activity is tried again")

	settled := func() bool { // the activity is done, and the workflow waits
		about, err := starter.Client().DescribeWorkflowExecution(t.Context(), run.GetID(), "")
		return err == nil && len(about.GetPendingActivities()) == 0 && about.GetPendingWorkflowTask() == nil
	}
	require.Eventually(t, settled, 20*time.Second, 50*time.Millisecond)
	way.shut.Store(true)
	way.asked.Store(0)
	require.NoError(t, starter.Client().SignalWorkflow(t.Context(), run.GetID(), "", "word", secret))
	require.Eventually(t, func() bool { return way.asked.Load() >= 2 }, 30*time.Second, 50*time.Millisecond, "it is tried again and again")
	_, err = working.Send(t.Context(), record.Target{Kind: record.TargetCase, Ref: "q7m2"}, "claim", "k", []byte(`{}`))
	require.Equal(t, fault.Unavailable, fault.CodeOf(err), "a command is not sent in clear, and may be sent again")
	way.shut.Store(false)

	var said string
	require.NoError(t, run.Get(t.Context(), &said))
	require.Equal(t, secret+" looked "+secret, said)
	events := starter.Client().GetWorkflowHistory(t.Context(), run.GetID(), "", false, 0)
	for events.HasNext() {
		event, err := events.Next()
		require.NoError(t, err)
		require.NotContains(t, event.String(), secret)
		require.NotContains(t, event.String(), "looked")
	}
}
