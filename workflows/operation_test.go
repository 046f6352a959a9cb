package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/workflows"
)

// answered is the answer to the sender of an Update.
type answered struct {
	answer operation.Answer
	err    error
	done   bool
}

func (a *answered) Accept()          {}
func (a *answered) Reject(err error) { a.err, a.done = err, true }
func (a *answered) Complete(result any, err error) {
	a.err, a.done = err, true
	if answer, ok := result.(operation.Answer); ok {
		a.answer = answer
	}
}

func (a *answered) code() fault.Code {
	var application *temporal.ApplicationError
	if a.err == nil || !temporal.IsApplicationError(a.err) {
		return ""
	}
	_ = asApplication(a.err, &application)
	return fault.Code(application.Type())
}

// rescueEnv is an operation in a test environment, with the record that it writes to.
type rescueEnv struct {
	*testsuite.TestWorkflowEnvironment

	ledger *ledger
}

func newRescue(tb testing.TB, l *ledger) *rescueEnv {
	tb.Helper()
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestWorkflowEnvironment()
	env.SetStartTime(at())
	env.RegisterWorkflowWithOptions(workflows.Rescue, workflow.RegisterOptions{Name: workflows.RescueWorkflow})
	env.RegisterActivity(&activities.Intake{Operations: l, Corridors: corridorsOf{l}, Cases: l, Now: env.Now})
	env.RegisterActivity(&activities.Cases{})
	env.SetTestTimeout(time.Minute)
	env.SetWorkerOptions(worker.Options{DeadlockDetectionTimeout: time.Minute}) // many tests share few processors
	return &rescueEnv{TestWorkflowEnvironment: env, ledger: l}
}

// send sends an Update after a while, under a key.
func (e *rescueEnv) send(after time.Duration, kind operation.Kind, cmd operation.Command) *answered {
	a := &answered{}
	e.RegisterDelayedCallback(func() { e.UpdateWorkflow(string(kind), "", a, cmd) }, after)
	return a
}

// run runs the operation to its end, which must come.
func (e *rescueEnv) run(tb testing.TB, in workflows.OperationInput) error {
	tb.Helper()
	e.ExecuteWorkflow(workflows.RescueWorkflow, in)
	require.True(tb, e.IsWorkflowCompleted())
	return e.GetWorkflowError()
}

func start() workflows.OperationInput {
	return workflows.OperationInput{Ref: "op", Open: &operation.Command{Key: "k-open", Host: "THA", Custodian: "bgf", By: lead()}}
}

func lead() casework.Actor { return officer("tha-coordination", casework.RoleOperationLead) }

func confirmList(key casework.Key) operation.Command {
	return operation.Command{Key: key, List: "list", By: lead()}
}

func closing() operation.Command { return operation.Command{Key: "k-close", By: lead()} }

func TestAnOperationOpensOneCaseForEachRow(t *testing.T) {
	t.Parallel()
	e := newRescue(t, newLedger(950)) // ten batches, in three waves
	opened := e.send(0, operation.KindOpen, operation.Command{})
	confirmed := e.send(time.Minute, operation.KindConfirmList, confirmList("k-list"))
	ended := e.send(time.Hour, operation.KindClose, closing())
	require.NoError(t, e.run(t, start()))

	require.NoError(t, opened.err)
	require.Equal(t, int64(1), opened.answer.Seq)
	require.NoError(t, confirmed.err)
	require.Equal(t, operation.Answer{Seq: 2, State: operation.Running, Cases: 950}, confirmed.answer)
	require.NoError(t, ended.err)
	require.Equal(t, operation.Closed, ended.answer.State)
	require.Len(t, e.ledger.started, 950)
	require.Equal(t, 950, e.ledger.starts, "no case was started twice")
	require.Equal(t, []operation.Kind{operation.KindOpen, operation.KindConfirmList, operation.KindListOpened, operation.KindClose}, e.ledger.kinds())
}

func TestACaseIsOpenedByAuthorityAndWithoutConsent(t *testing.T) {
	t.Parallel()
	e := newRescue(t, newLedger(2))
	e.send(time.Minute, operation.KindConfirmList, confirmList("k-list"))
	e.send(time.Hour, operation.KindClose, closing())
	require.NoError(t, e.run(t, start()))

	unknown, kenyan := e.ledger.started[caseOf("list", 0)], e.ledger.started[caseOf("list", 1)]
	require.Equal(t, "from-THA-", unknown.Pinned.Corridor, "a nationality that nobody knows leads to the corridor for anybody")
	require.Equal(t, "from-THA-KEN", kenyan.Pinned.Corridor)
	require.Equal(t, casework.ModeAuthority, kenyan.Mode)
	require.Empty(t, kenyan.Consents)
	require.Equal(t, lead(), kenyan.By, "whoever confirmed the list answers for the case")
	require.Contains(t, kenyan.Facts, casework.Statement{Name: casework.FactCustodian, Value: "bgf"})
	require.Contains(t, kenyan.Facts, casework.Statement{Name: casework.FactAge, Value: "disputed"})
	require.NotEqual(t, unknown.Key, kenyan.Key)
}

func TestAListConfirmedTwiceIsOpenedOnce(t *testing.T) {
	t.Parallel()
	e := newRescue(t, newLedger(30))
	first := e.send(time.Minute, operation.KindConfirmList, confirmList("k-list"))
	again := e.send(2*time.Minute, operation.KindConfirmList, confirmList("k-list"))
	other := e.send(3*time.Minute, operation.KindConfirmList, confirmList("k-other"))
	e.send(time.Hour, operation.KindClose, closing())
	require.NoError(t, e.run(t, start()))

	require.NoError(t, first.err)
	require.NoError(t, again.err)
	require.True(t, again.answer.Repeated)
	require.Equal(t, first.answer.Seq, again.answer.Seq)
	require.Equal(t, 30, again.answer.Cases)
	require.Equal(t, fault.Conflict, other.code())
	require.Equal(t, 30, e.ledger.starts)
}

func TestCrashesAndBreakdownsLoseNothingAndDoubleNothing(t *testing.T) {
	t.Parallel()
	for name, times := range map[string]int{
		"before WriteOperation": 3, "after WriteOperation": 3, "OpenCase": 5, "MarkOpened": 4,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLedger(130)
			l.broken[name] = times
			e := newRescue(t, l)
			e.send(time.Minute, operation.KindConfirmList, confirmList("k-list"))
			e.send(12*time.Hour, operation.KindClose, closing())
			require.NoError(t, e.run(t, start()))
			require.Zero(t, l.broken[name], "it did break down")
			require.Equal(t, 130, l.marked(t))
			require.Len(t, l.started, 130)
			require.Len(t, l.OperationChanges("op"), 4, "each change is written once")
		})
	}
}

func TestWhatCanNeverBeDoneIsTriedAgainLaterAndDoesNotEndTheOperation(t *testing.T) {
	t.Parallel()
	l := newLedger(3)
	l.lost = "OpenCases" // no corridor leads out any more when the cases are to be opened
	e := newRescue(t, l)
	in := start()
	e.send(time.Minute, operation.KindConfirmList, confirmList("k-list"))
	refused := e.send(30*time.Hour, operation.KindClose, closing())
	e.RegisterDelayedCallback(e.CancelWorkflow, 40*time.Hour)
	err := e.run(t, in)
	require.True(t, temporal.IsCanceledError(err), "%v", err)
	require.Equal(t, fault.Conflict, refused.code(), "there is work to do")
	require.Empty(t, l.started)
}

func TestAListThatLeadsNowhereIsRefused(t *testing.T) {
	t.Parallel()
	l := newLedger(3)
	l.lost = "PreviewList"
	e := newRescue(t, l)
	refused := e.send(time.Minute, operation.KindConfirmList, confirmList("k-list"))
	e.send(time.Hour, operation.KindClose, closing())
	require.NoError(t, e.run(t, start()))
	require.Equal(t, fault.Invalid, refused.code())
}

func TestAnUnknownListIsRefused(t *testing.T) {
	t.Parallel()
	e := newRescue(t, newLedger(3))
	cmd := confirmList("k-list")
	cmd.List = "elsewhere"
	refused := e.send(time.Minute, operation.KindConfirmList, cmd)
	e.send(time.Hour, operation.KindClose, closing())
	require.NoError(t, e.run(t, start()))
	require.Equal(t, fault.NotFound, refused.code())
	require.Equal(t, []operation.Kind{operation.KindOpen, operation.KindClose}, e.ledger.kinds())
}

func TestAPauseReachesEveryCaseAndSoDoesItsEnd(t *testing.T) {
	t.Parallel()
	l := newLedger(230)
	l.broken["TellCase"] = 2
	l.refuse[caseOf("list", 7)] = fault.New(fault.Conflict, "the case is closed")
	e := newRescue(t, l)
	e.send(time.Minute, operation.KindConfirmList, confirmList("k-list"))
	paused := e.send(time.Hour, operation.KindPause, operation.Command{Key: "k-pause", Cause: casework.CauseOperation, By: lead()})
	resumed := e.send(2*time.Hour, operation.KindResume, operation.Command{Key: "k-resume", By: lead()})
	e.send(3*time.Hour, operation.KindClose, closing())
	require.NoError(t, e.run(t, start()))

	require.Equal(t, operation.Paused, paused.answer.State)
	require.Equal(t, operation.Running, resumed.answer.State)
	require.Len(t, l.heard, 229, "every case but the one that is closed")
	for ref, events := range l.heard {
		require.Equal(t, []casework.Event{casework.EventPaused, casework.EventResumed}, events, ref)
	}
	require.Equal(t, []operation.Kind{
		operation.KindOpen, operation.KindConfirmList, operation.KindListOpened, operation.KindPause, operation.KindCasesTold,
		operation.KindResume, operation.KindCasesTold, operation.KindClose,
	}, l.kinds())
}

func TestAPausedOperationOpensNoCases(t *testing.T) {
	t.Parallel()
	l := newLedger(30)
	e := newRescue(t, l)
	e.send(time.Minute, operation.KindPause, operation.Command{Key: "k-pause", Cause: casework.CauseSecurity, By: lead()})
	e.send(time.Hour, operation.KindConfirmList, confirmList("k-list"))
	e.RegisterDelayedCallback(func() { require.Zero(t, l.starts) }, 20*time.Hour)
	e.send(24*time.Hour, operation.KindResume, operation.Command{Key: "k-resume", By: lead()})
	e.send(25*time.Hour, operation.KindClose, closing())
	require.NoError(t, e.run(t, start()))
	require.Equal(t, 30, l.starts)
}

func TestAnOpeningThatTheRecordRefusesEndsTheOperation(t *testing.T) {
	t.Parallel()
	e := newRescue(t, newLedger(3))
	in := start()
	in.Open.Custodian = "boss"
	opened := e.send(0, operation.KindOpen, operation.Command{})
	waiting := e.send(0, operation.KindConfirmList, confirmList("k-list"))
	require.Error(t, e.run(t, in))
	require.Equal(t, fault.Invalid, opened.code())
	require.Equal(t, fault.NotFound, waiting.code())
	require.Empty(t, e.ledger.OperationChanges("op"))
}
