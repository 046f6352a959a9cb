package workflows_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record/recordtest"
	"example.org/homeward/workflows"
)

// caseEnv is one Case in a test environment, with its record and with movements that undo acts. Its clock
// begins at at().
type caseEnv struct {
	*testsuite.TestWorkflowEnvironment

	tb      testing.TB
	replies []*caseReply

	record  *recordtest.Memory
	mu      sync.Mutex
	calls   int      // the number of calls to write a change
	taken   []taking // the acts that a movement was asked to undo, call by call
	before  func(casework.Change) error
	after   func(casework.Change) error // the record has it, and the answer is lost
	seats   func(taking) error
	unknown bool // no worker knows the corridor version of the case

	started, fired, cancelled int // timers
}

func newCaseEnv(tb testing.TB) *caseEnv {
	tb.Helper()
	suite := testsuite.WorkflowTestSuite{}
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	e := &caseEnv{TestWorkflowEnvironment: suite.NewTestWorkflowEnvironment(), tb: tb, record: recordtest.New(at)}
	e.SetStartTime(at())
	e.SetTestTimeout(time.Minute)
	e.SetWorkerOptions(worker.Options{DeadlockDetectionTimeout: time.Minute}) // many tests share few processors
	e.RegisterWorkflowWithOptions(workflows.Case, workflow.RegisterOptions{Name: workflows.CaseWorkflow})
	e.RegisterActivity(&activities.Cases{Record: e, Clocks: tenDays{e}})
	e.RegisterActivity(&activities.Undo{Movements: e})
	e.SetOnTimerScheduledListener(func(string, time.Duration) { e.started++ })
	e.SetOnTimerFiredListener(func(string) { e.fired++ })
	e.SetOnTimerCanceledListener(func(string) { e.cancelled++ })
	return e
}

// taking is one call to a movement to undo an act.
type taking struct {
	movement  casework.Ref
	key       casework.Key
	passenger casework.Ref
	what      casework.UndoKind
}

// WriteChange fails before or after the record has the change, as the test wants.
func (e *caseEnv) WriteChange(ctx context.Context, change casework.Change, clocks []casework.ClockSet) (casework.Recorded, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.calls++
	if e.before != nil {
		if err := e.before(change); err != nil {
			return casework.Recorded{}, err
		}
	}
	recorded, err := e.record.WriteChange(ctx, change, clocks)
	if err != nil {
		return casework.Recorded{}, err
	}
	if e.after != nil {
		if err := e.after(change); err != nil {
			return casework.Recorded{}, err
		}
	}
	return recorded, nil
}

// changes returns the recorded changes of the case, each once, in order.
func (e *caseEnv) changes() []casework.Change { return e.record.Changes("case-1") }

// execute runs the case to the end of its run. A carried state is on record first.
func (e *caseEnv) execute(in workflows.CaseInput) {
	e.tb.Helper()
	if _, err := e.record.CaseState(e.tb.Context(), in.Ref); in.Carried != nil && err != nil {
		e.record.SeedCase(*in.Carried)
	}
	e.ExecuteWorkflow(workflows.CaseWorkflow, in)
	require.True(e.tb, e.IsWorkflowCompleted())
}

// TakeBack is the movement's side of an undo.
func (e *caseEnv) TakeBack(_ context.Context, movement casework.Ref, key casework.Key, passenger casework.Ref, what casework.UndoKind) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	one := taking{movement, key, passenger, what}
	e.taken = append(e.taken, one)
	if e.seats != nil {
		return e.seats(one)
	}
	return nil
}

// tenDays are clocks with ten days for every task, or with the days that the task asks for.
type tenDays struct{ *caseEnv }

func (c tenDays) Escalations(_ string, _ int, order casework.ClockOrder) ([]casework.EscalationAt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.unknown {
		return nil, fault.New(fault.Unavailable, "this worker does not carry the corridor's version")
	}
	return ladders(casework.Change{Clocks: []casework.ClockOrder{order}}).Clocks[0].Escalations, nil
}

func (c tenDays) RecipientDesk(_ string, _ int, rung casework.EscalationLevel, desk casework.DeskID) casework.DeskID {
	return desk + "/" + casework.DeskID(rung)
}

// caseReply is the answer to the sender of a command.
type caseReply struct {
	tb     testing.TB
	answer casework.Answer
	err    error
	done   bool
	at     time.Time
	now    func() time.Time
}

func (r *caseReply) Accept()          {}
func (r *caseReply) Reject(err error) { r.err, r.done, r.at = err, true, r.now() }
func (r *caseReply) Complete(result any, err error) {
	r.err, r.done, r.at = err, true, r.now()
	if answer, ok := result.(casework.Answer); ok {
		r.answer = answer
	}
}

// code returns the code of the refusal, "" for none. An error without a code is a mistake of the test, such
// as a mock with wrong parameters.
func (r *caseReply) code() fault.Code {
	r.tb.Helper()
	require.True(r.tb, r.done, "nobody has answered")
	if r.err == nil {
		return ""
	}
	var application *temporal.ApplicationError
	require.ErrorAs(r.tb, r.err, &application, "an error without a code: %v", r.err)
	require.Contains(r.tb, fault.Codes(), fault.Code(application.Type()), "an error without a code: %v", r.err)
	return fault.Code(application.Type())
}

// send sends a command to the case at some time after its beginning. The Update has no ID, so that the case
// and not the environment recognises a repeated key.
func (e *caseEnv) send(after time.Duration, cmd casework.Command) *caseReply {
	e.tb.Helper()
	if cmd.Key == "" {
		cmd.Key = casework.Key(fmt.Sprintf("sent-%d", len(e.replies)+1))
	}
	reply := &caseReply{tb: e.tb, now: func() time.Time { return e.Now().UTC() }}
	e.replies = append(e.replies, reply)
	e.RegisterDelayedCallback(func() { e.UpdateWorkflow(string(cmd.Kind), "", reply, cmd) }, after)
	return reply
}

// roll asks the case to continue in a new run.
func (e *caseEnv) roll(after time.Duration) *caseReply {
	reply := &caseReply{tb: e.tb, now: func() time.Time { return e.Now().UTC() }}
	e.RegisterDelayedCallback(func() { e.UpdateWorkflow(workflows.UpdateRollover, "", reply) }, after)
	return reply
}

// live runs the case for a while, then cancels it, and returns its state.
func (e *caseEnv) live(in workflows.CaseInput, during time.Duration) casework.Case {
	e.tb.Helper()
	var state casework.Case
	e.RegisterDelayedCallback(func() {
		value, err := e.QueryWorkflow(workflows.QueryState)
		require.NoError(e.tb, err)
		require.NoError(e.tb, value.Get(&state))
		e.CancelWorkflow()
	}, during)
	e.execute(in)
	var cancelled *temporal.CanceledError
	require.ErrorAs(e.tb, e.GetWorkflowError(), &cancelled, "a case ends only when it is cancelled")
	return state
}

// liveUntilRolled lets the case run until it continues as new, and returns the input of the new run.
func (e *caseEnv) liveUntilRolled(in workflows.CaseInput) workflows.CaseInput {
	e.tb.Helper()
	e.execute(in)
	var next *workflow.ContinueAsNewError
	require.ErrorAs(e.tb, e.GetWorkflowError(), &next)
	require.Equal(e.tb, workflows.CaseWorkflow, next.WorkflowType.Name)
	var handed workflows.CaseInput
	require.NoError(e.tb, converter.GetDefaultDataConverter().FromPayloads(next.Input, &handed))
	require.Nil(e.tb, handed.Open)
	require.NotNil(e.tb, handed.Carried)
	return handed
}

// knows sets, at some time after the beginning, whether a worker has the corridor version of the case.
func (e *caseEnv) knows(after time.Duration, known bool) {
	e.RegisterDelayedCallback(func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.unknown = !known
	}, after)
}

// of returns the recorded changes of a kind.
func (e *caseEnv) of(kind casework.Kind) []casework.Change {
	var out []casework.Change
	for _, c := range e.changes() {
		if c.Kind == kind {
			out = append(out, c)
		}
	}
	return out
}
