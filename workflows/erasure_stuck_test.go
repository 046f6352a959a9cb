package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
)

// receivers are two desks that were given something.
func receivers() []erasure.Deletion {
	return []erasure.Deletion{
		{Desk: "mission", Agency: "mfa", How: []erasure.How{erasure.ByTask}}, {Desk: "shelter", Agency: "ngo", How: []erasure.How{erasure.ByReading}},
	}
}

// Any lasting refusal once the erasure is approved is not the end: the refusal is recorded once, the
// desk that approved is notified, the step is tried again, nothing that was done before is done
// twice, and every receiver is asked.
func TestARefusedStepDoesNotEndAnErasure(t *testing.T) {
	t.Parallel()
	for what, step := range map[string]erasure.Step{
		"fence": erasure.StepFence, "receivers": erasure.StepReceivers, "end": erasure.StepEnd, "key": erasure.StepKey,
		"record": erasure.StepStrip, "run": erasure.StepRemove, "write done": erasure.StepAsk,
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			a := &archive{broken: map[string]int{}, refuses: map[string]int{what: 3}, given: receivers()}
			e := newErasing(a)
			e.send(time.Hour, erasure.KindApprove, "second", "k-second")
			var stuck erasure.Erasure
			e.RegisterDelayedCallback(func() { stuck = e.state(t) }, time.Hour+20*time.Minute)
			late := e.send(time.Hour+30*time.Minute, erasure.KindRefuse, "third", "k-late")
			for _, r := range receivers() {
				e.says(48*time.Hour, string(r.Desk), string(r.Agency), erasure.Deleted, "")
			}
			require.NoError(t, e.run(t))

			require.Equal(t, erasure.Approved, stuck.State)
			require.Equal(t, &erasure.Stuck{Step: step, Code: fault.Conflict, Since: stuck.Stuck.Since}, stuck.Stuck)
			require.Equal(t, fault.Decided, late.code(), "commands are answered meanwhile")
			require.Equal(t, []string{"end", "key", "record", "run"}, a.done)
			require.Equal(t, []erasure.Kind{
				erasure.KindRequest, erasure.KindApprove, erasure.KindStuck, erasure.KindDone, erasure.KindAnswer, erasure.KindAnswer,
			}, a.kinds())
			done := a.changes()[3]
			require.Equal(t, start0().Add(time.Hour+45*time.Minute), done.At.Truncate(time.Minute))
			require.Nil(t, done.Next.Stuck)
			require.Equal(t, []string{"erasure_stuck  to tha-dpo", "delete_and_say_so  to mission", "delete_and_say_so  to shelter"}, a.told())
		})
	}
}

// The record itself may refuse both the change that the data are destroyed and the refusal of that change.
// Then only the log shows it, and the erasure still continues.
func TestARecordThatRefusesEverythingDoesNotEndAnErasure(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}, refuses: map[string]int{"write done": 5, "write stuck": 5}, given: receivers()[:1]}
	e := newErasing(a)
	e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	e.says(48*time.Hour, "mission", "mfa", erasure.Deleted, "")
	require.NoError(t, e.run(t))
	require.Equal(t, []erasure.Kind{erasure.KindRequest, erasure.KindApprove, erasure.KindDone, erasure.KindAnswer}, a.kinds())
	require.Equal(t, []string{"delete_and_say_so  to mission"}, a.told())
}

// A level of a receiver's ladder that the record refuses is offered again.
func TestALevelThatTheRecordRefusesIsOfferedAgain(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}, refuses: map[string]int{"write tick": 2}, given: receivers()[:1]}
	e := newErasing(a)
	e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	e.says(6*24*time.Hour, "mission", "mfa", erasure.Deleted, "")
	require.NoError(t, e.run(t))
	require.Equal(t, []string{
		"delete_and_say_so  to mission", "ladder_rung reminder to mission", "ladder_rung head_of_desk to mission-head", "ladder_rung head_of_desk to tha-dpo",
	}, a.told())
}

// An administrator who cancels the workflow while the data are being destroyed does not leave it
// half done: the receivers are asked before it ends.
func TestACancellationDoesNotBreakADestructionOff(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{"before record": 3}, given: receivers()}
	e := newErasing(a)
	e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	e.SetOnActivityCompletedListener(func(info *activity.Info, _ converter.EncodedValue, _ error) {
		if info.ActivityType.Name == "DestroyKey" {
			e.CancelWorkflow()
		}
	})
	var cancelled *temporal.CanceledError
	require.ErrorAs(t, e.run(t), &cancelled)
	require.Equal(t, []string{"end", "key", "record", "run"}, a.done)
	require.Equal(t, erasure.KindDone, a.kinds()[2])
	require.Equal(t, casework.System(), a.changes()[2].By)
}
