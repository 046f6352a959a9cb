package engine_test

import (
	"context"
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal/sealtest"
	"example.org/homeward/workflows"
)

// echoed answers a change with a fault whose code is given in place of the corridor.
type echoed struct{}

func (echoed) WriteChange(_ context.Context, change casework.Change, _ []casework.ClockSet) (casework.Recorded, error) {
	if code := fault.Code(change.Next.Rules.Corridor); code != "" {
		return casework.Recorded{}, fault.New(code, "what may be said")
	}
	return casework.Recorded{}, nil
}

// small replaces the workflow Case: open answers when its opening is on record, claim answers with the
// requested fault, release is refused twice as if the run were about to continue as new, pause fails
// twice for a temporary reason, recall closes it.
func small(ctx workflow.Context, in workflows.CaseInput) error {
	open, over, tried := false, false, 0
	write := func(ctx workflow.Context, code string) error {
		ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
			StartToCloseTimeout: time.Second, RetryPolicy: &temporal.RetryPolicy{MaximumAttempts: 1},
		})
		change := casework.Change{Ref: in.Ref, Next: casework.Case{Rules: casework.Rules{Corridor: code}}}
		var records *activities.Cases
		return workflow.ExecuteActivity(ctx, records.RecordChange, change).Get(ctx, nil)
	}
	handlers := map[string]any{
		engine.Open: func(ctx workflow.Context, _ casework.Command) (casework.Answer, error) {
			return casework.Answer{Seq: 1}, workflow.Await(ctx, func() bool { return open })
		},
		"claim":  func(ctx workflow.Context, cmd casework.Command) error { return write(ctx, cmd.Ref) },
		"recall": func(workflow.Context, casework.Command) error { over = true; return nil },
		"pause": func(workflow.Context, casework.Command) error {
			if tried++; tried < 3 {
				return temporal.NewApplicationError("a worker that knows it is needed", string(fault.Unavailable))
			}
			return nil
		},
	}
	for _, name := range []string{engine.Open, "claim", "recall", "pause"} {
		if err := workflow.SetUpdateHandler(ctx, name, handlers[name]); err != nil {
			return err
		}
	}
	away := 0
	busy := func(workflow.Context, casework.Command) error {
		if away++; away < 3 {
			return temporal.NewApplicationError("writing itself anew", string(fault.RollingOver))
		}
		return nil
	}
	welcome := func(workflow.Context, casework.Command) error { return nil }
	if err := workflow.SetUpdateHandlerWithOptions(ctx, "release", welcome, workflow.UpdateHandlerOptions{Validator: busy}); err != nil {
		return err
	}
	if err := write(ctx, ""); err != nil {
		return err
	}
	open = true
	return workflow.Await(ctx, func() bool { return over && workflow.AllHandlersFinished(ctx) })
}

func project(tb testing.TB) string {
	tb.Helper()
	dir, err := devstack.ProjectDir(".")
	require.NoError(tb, err)
	return dir
}

func TestOnARealServer(t *testing.T) {
	t.Parallel()
	stack, err := devstack.Up(t.Context(), devstack.Options{Project: project(t), Throwaway: true, Progress: t.Output()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, stack.Down()) })
	e, err := engine.Dial(t.Context(), engine.Config{
		Options:  client.Options{HostPort: stack.Temporal.Address(), Namespace: stack.Temporal.Namespace()},
		Identity: "homeward-test", Codec: engine.NewCodec(sealtest.New(t), stack.Temporal.Namespace()),
	})
	require.NoError(t, err)
	t.Cleanup(e.Close)
	w := worker.New(e.Client(), workflows.QueueCase, worker.Options{DisableRegistrationAliasing: true})
	w.RegisterWorkflowWithOptions(small, workflow.RegisterOptions{Name: workflows.CaseWorkflow})
	w.RegisterActivity(&activities.Cases{Record: echoed{}})
	require.NoError(t, w.Start())
	stop := w.Stop
	t.Cleanup(func() { stop() })

	target := record.Target{Kind: record.TargetCase, Ref: "q7m2"}
	send := func(tb testing.TB, to record.Target, name string, key casework.Key, cmd casework.Command) (json.RawMessage, error) {
		tb.Helper()
		args, err := json.Marshal(cmd)
		require.NoError(tb, err)
		ctx, cancel := context.WithTimeout(tb.Context(), 10*time.Second)
		defer cancel()
		return e.Send(ctx, to, name, key, args)
	}

	t.Run("a case is opened once, and says so", func(t *testing.T) {
		for range 2 {
			answer, err := send(t, target, engine.Open, "k-open", casework.Command{Kind: casework.KindOpen})
			require.NoError(t, err)
			require.JSONEq(t, `{"seq":1,"stage":""}`, string(answer))
		}
		require.NoError(t, e.OpenCase(t.Context(), "q7m2", casework.Command{Kind: casework.KindOpen}))
	})
	t.Run("every code arrives", func(t *testing.T) {
		for _, code := range fault.Codes() {
			if code == fault.RollingOver {
				continue // is sent again; see below
			}
			_, err := send(t, target, "claim", casework.Key("k-"+code), command(code))
			require.Equal(t, code, fault.CodeOf(err), "%s", code)
			require.Equal(t, "what may be said", fault.MessageOf(err))
		}
		_, err := send(t, target, "claim", "k-fine", casework.Command{})
		require.NoError(t, err)
	})
	t.Run("nothing of it stands in the history in clear", func(t *testing.T) {
		events := e.Client().GetWorkflowHistory(t.Context(), workflows.CaseID("q7m2"), "", false, 0)
		seen := 0
		host, err := os.Hostname()
		require.NoError(t, err)
		for events.HasNext() {
			event, err := events.Next()
			require.NoError(t, err)
			require.NotContains(t, event.String(), "what may be said")
			require.NotContains(t, event.String(), "@"+host, "the identity names this machine")
			require.NotContains(t, event.String(), host+":", "the worker's own queue names this machine")
			seen++
		}
		require.Greater(t, seen, 10)
	})
	t.Run("a case that writes itself anew", func(t *testing.T) {
		_, err := send(t, target, "release", "k-release", casework.Command{})
		require.NoError(t, err)
	})
	t.Run("a failure that passes is not the answer for ever", func(t *testing.T) {
		_, err := send(t, target, "pause", "k-pause", casework.Command{})
		require.Equal(t, fault.Unavailable, fault.CodeOf(err))
		require.Equal(t, "a worker that knows it is needed", fault.MessageOf(err))
		require.False(t, fault.Lasting(err), "the command stays, to be sent again")
		_, err = send(t, target, "pause", "k-pause", casework.Command{})
		require.NoError(t, err)
	})
	t.Run("a case that never was", func(t *testing.T) {
		_, err := send(t, record.Target{Kind: record.TargetCase, Ref: "nobody"}, "claim", "k-1", casework.Command{})
		require.Equal(t, fault.NotFound, fault.CodeOf(err))
	})
	t.Run("a case that is closed", func(t *testing.T) {
		_, err := send(t, target, "recall", "k-over", casework.Command{})
		require.NoError(t, err)
		require.Eventually(t, func() bool {
			_, err = send(t, target, "claim", "k-late", casework.Command{})
			return fault.CodeOf(err) == fault.Conflict
		}, 5*time.Second, 50*time.Millisecond)
		_, err = send(t, target, engine.Open, "k-open-2", casework.Command{Kind: casework.KindOpen})
		require.Equal(t, fault.Conflict, fault.CodeOf(err))
		require.NoError(t, e.OpenCase(t.Context(), "q7m2", casework.Command{Kind: casework.KindOpen}), "opening it in a batch again does nothing")
	})
	t.Run("a movement that never was has nothing to take back", func(t *testing.T) {
		require.NoError(t, e.TakeBack(t.Context(), "nowhere", "k-undo", "q7m2", casework.UndoSeat))
	})
	t.Run("a target of another kind", func(t *testing.T) {
		_, err := send(t, record.Target{Kind: "desk", Ref: "x"}, "claim", "k-x", casework.Command{})
		require.Equal(t, fault.Invalid, fault.CodeOf(err))
		_, err = send(t, record.Target{Kind: record.TargetCase}, "claim", "k-x", casework.Command{})
		require.Equal(t, fault.Invalid, fault.CodeOf(err))
	})
	t.Run("an unknown command", func(t *testing.T) {
		other := record.Target{Kind: record.TargetCase, Ref: "other"}
		_, err := send(t, other, engine.Open, "k-open", casework.Command{Kind: casework.KindOpen})
		require.NoError(t, err)
		_, err = send(t, other, "dance", "k-2", casework.Command{})
		require.Equal(t, fault.Unknown, fault.CodeOf(err))
	})
	t.Run("no worker", func(t *testing.T) {
		stop()
		stop = func() {}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := e.Send(ctx, record.Target{Kind: record.TargetCase, Ref: "other"}, "claim", "k-3", json.RawMessage(`{}`))
		require.Equal(t, fault.Busy, fault.CodeOf(err))
		require.False(t, fault.Lasting(err))
	})
	t.Run("no server", func(t *testing.T) {
		stack.Temporal.Kill()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := e.Send(ctx, record.Target{Kind: record.TargetCase, Ref: "other"}, "claim", "k-4", json.RawMessage(`{}`))
		require.Contains(t, []fault.Code{fault.Busy, fault.Unavailable}, fault.CodeOf(err))
		require.False(t, fault.Lasting(err))
	})
}

// command asks the small workflow for a fault.
func command(code fault.Code) casework.Command { return casework.Command{Ref: string(code)} }
