package workflows_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
)

// second is an officer of the same desk, with another account.
func second() casework.Actor {
	a := officer("tha-coordination", casework.RoleCoordinator)
	a.Account = "acct-second"
	return a
}

// strict returns a record with a list of more people than one officer may act for alone.
func strict(rows int) *ledger {
	l := newLedger(rows)
	l.alone = 10
	return l
}

func TestAListOfManyPeopleWaitsForASecondPerson(t *testing.T) {
	t.Parallel()
	l := strict(30)
	e := newRescue(t, l)
	seen := l.fingerprint(t)
	unseen := e.send(time.Minute, operation.KindConfirmList, confirmList("k-unseen"))
	proposal := confirmList("k-list")
	proposal.Fingerprint = seen
	proposed := e.send(2*time.Minute, operation.KindConfirmList, proposal)
	var waiting int
	e.RegisterDelayedCallback(func() { waiting = l.starts }, 3*time.Hour)
	alone := e.send(4*time.Hour, operation.KindApproveList, operation.Command{Key: "k-alone", List: "list", By: lead(), Fingerprint: seen})
	early := e.send(5*time.Hour, operation.KindClose, closing())
	approval := operation.Command{Key: "k-yes", List: "list", By: second(), Fingerprint: seen}
	approved := e.send(6*time.Hour, operation.KindApproveList, approval)
	again := e.send(7*time.Hour, operation.KindApproveList, approval)
	last := closing()
	last.Key = "k-last"
	e.send(8*time.Hour, operation.KindClose, last)
	require.NoError(t, e.run(t, start()))

	require.Equal(t, fault.GateClosed, unseen.code())
	require.NoError(t, proposed.err)
	require.True(t, proposed.answer.Waits)
	require.Equal(t, 30, proposed.answer.Cases)
	require.Zero(t, waiting, "nothing is opened while it waits")
	require.Equal(t, fault.Denied, alone.code())
	require.Equal(t, fault.Conflict, early.code(), "no operation is closed over a list that waits")
	require.NoError(t, approved.err)
	require.Equal(t, operation.Answer{Seq: 3, State: operation.Running, Cases: 30}, approved.answer)
	require.True(t, again.answer.Repeated)
	require.Equal(t, 30, l.starts)
	require.Equal(t, lead(), l.started[caseOf("list", 1)].By, "whoever read the list answers for the case")
	require.Equal(t, []operation.Kind{
		operation.KindOpen, operation.KindProposeList, operation.KindApproveList, operation.KindListOpened, operation.KindClose,
	}, l.kinds())
}

func TestAListThatChangedIsNotApproved(t *testing.T) {
	t.Parallel()
	l := strict(30)
	e := newRescue(t, l)
	seen := l.fingerprint(t)
	proposal := confirmList("k-list")
	proposal.Fingerprint = seen
	e.send(time.Minute, operation.KindConfirmList, proposal)
	e.RegisterDelayedCallback(func() { l.ChangeRow("list") }, 2*time.Minute)
	approved := e.send(3*time.Minute, operation.KindApproveList, operation.Command{Key: "k-yes", List: "list", By: second(), Fingerprint: seen})
	refused := e.send(4*time.Minute, operation.KindRefuseList, operation.Command{Key: "k-no", List: "list", By: second()})
	e.send(time.Hour, operation.KindClose, closing())
	require.NoError(t, e.run(t, start()))
	require.Equal(t, fault.Stale, approved.code())
	require.NoError(t, refused.err)
	require.Zero(t, l.starts)
}

func TestAListThatWaitsOutlivesARollover(t *testing.T) {
	t.Parallel()
	l := strict(30)
	seen := l.fingerprint(t)
	l.broken["ListContents"], l.broken["after WriteOperation"] = 2, 2
	first := newRescue(t, l)
	proposal := confirmList("k-list")
	proposal.Fingerprint = seen
	first.send(time.Minute, operation.KindConfirmList, proposal)
	first.RegisterDelayedCallback(func() { first.UpdateWorkflow("rollover", "", &answered{}) }, time.Hour)
	in := carried(t, first.run(t, start()))
	require.Len(t, in.Carried.Proposals, 1)

	next := newRescue(t, l)
	next.send(0, operation.KindApproveList, operation.Command{Key: "k-yes", List: "list", By: second(), Fingerprint: seen})
	next.send(time.Hour, operation.KindClose, closing())
	require.NoError(t, next.run(t, in))
	require.Equal(t, 30, l.starts)
}

// An operation that began before second persons were required replays as before, and the gate applies to
// its next lists. The replay of released histories is tested in package worker.
func TestAListConfirmedBeforeTheGateIsOpenedAsItWas(t *testing.T) {
	t.Parallel()
	l := strict(30)
	e := newRescue(t, l)
	e.OnGetVersion("second-person/2", workflow.DefaultVersion, workflow.Version(1)).Return(workflow.DefaultVersion)
	e.OnGetVersion("second-person/4", workflow.DefaultVersion, workflow.Version(1)).Return(workflow.Version(1))
	l.add("later", 30)
	e.send(time.Minute, operation.KindConfirmList, confirmList("k-list"))
	later := confirmList("k-later")
	later.List = "later"
	refused := e.send(time.Hour, operation.KindConfirmList, later)
	e.send(2*time.Hour, operation.KindClose, closing())
	require.NoError(t, e.run(t, start()))
	require.Equal(t, 30, l.starts)
	require.Equal(t, fault.GateClosed, refused.code(), "the next list of the same operation")
}

// With more open cases than one officer may act for alone a resuming waits for a second person; each case gets its report
// of it once the second person has agreed.
func TestManyCasesGoOnWhenASecondPersonAgrees(t *testing.T) {
	t.Parallel()
	l := newLedger(12)
	e := newRescue(t, l)
	e.send(time.Minute, operation.KindConfirmList, confirmList("k-list"))
	e.RegisterDelayedCallback(func() { l.alone = 10 }, 30*time.Minute)
	e.send(time.Hour, operation.KindPause, operation.Command{Key: "k-pause", Cause: casework.CauseOperation, By: lead()})
	first := e.send(2*time.Hour, operation.KindResume, operation.Command{Key: "k-resume", By: lead()})
	own, agreed := &answered{}, &answered{}
	e.RegisterDelayedCallback(func() {
		row, err := l.Operation(context.Background(), "op")
		require.NoError(t, err)
		require.Equal(t, operation.Paused, row.State)
		cmd := operation.Command{Key: "k-own", By: lead(), Digest: row.Resume.Digest}
		e.UpdateWorkflow(string(operation.KindAgreeResume), "", own, cmd)
		cmd.Key, cmd.By = "k-agree", second()
		e.UpdateWorkflow(string(operation.KindAgreeResume), "", agreed, cmd)
	}, 3*time.Hour)
	e.send(4*time.Hour, operation.KindClose, closing())
	require.NoError(t, e.run(t, start()))
	require.True(t, first.answer.Waits)
	require.Equal(t, 12, first.answer.Cases)
	require.Equal(t, fault.Denied, own.code())
	require.Equal(t, operation.Running, agreed.answer.State)
	require.Len(t, l.heard, 12)
	for ref, events := range l.heard {
		require.Equal(t, []casework.Event{casework.EventPaused, casework.EventResumed}, events, ref)
	}
	require.Contains(t, l.kinds(), operation.KindProposeResume)
	require.NotContains(t, l.kinds(), operation.KindResume)
}

// A resuming in a history of an earlier release was carried out at once, and replays so.
func TestAResumingOfAnEarlierReleaseTookOne(t *testing.T) {
	t.Parallel()
	l := newLedger(12)
	e := newRescue(t, l)
	e.OnGetVersion("resume-two-people/6", workflow.DefaultVersion, workflow.Version(1)).Return(workflow.DefaultVersion)
	e.send(time.Minute, operation.KindConfirmList, confirmList("k-list"))
	e.RegisterDelayedCallback(func() { l.alone = 10 }, 30*time.Minute)
	e.send(time.Hour, operation.KindPause, operation.Command{Key: "k-pause", Cause: casework.CauseOperation, By: lead()})
	first := e.send(2*time.Hour, operation.KindResume, operation.Command{Key: "k-resume", By: lead()})
	e.send(4*time.Hour, operation.KindClose, closing())
	require.NoError(t, e.run(t, start()))
	require.Equal(t, operation.Running, first.answer.State)
	require.False(t, first.answer.Waits)
}
