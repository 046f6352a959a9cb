package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/workflows"
)

// state returns the state that the erasure shows to an operator.
func (e *erasing) state(tb testing.TB) (out erasure.Erasure) {
	tb.Helper()
	value, err := e.QueryWorkflow(workflows.QueryState)
	require.NoError(tb, err)
	require.NoError(tb, value.Get(&out))
	return out
}

// roll asks the erasure to continue in a new run.
func (e *erasing) roll(after time.Duration) *answered {
	a := &answered{}
	e.RegisterDelayedCallback(func() { e.UpdateWorkflow(workflows.UpdateRollover, "", a) }, after)
	return a
}

// carriedOver returns the input of the next run of an erasure that continues as new.
func carriedOver(tb testing.TB, err error) workflows.ErasureInput {
	tb.Helper()
	var next *workflow.ContinueAsNewError
	require.ErrorAs(tb, err, &next)
	require.Equal(tb, workflows.ErasureWorkflow, next.WorkflowType.Name)
	var in workflows.ErasureInput
	require.NoError(tb, converter.GetDefaultDataConverter().FromPayloads(next.Input, &in))
	require.Nil(tb, in.Open)
	require.NotNil(tb, in.Carried)
	return in
}

// An erasure may wait for receivers for years. In that time it continues in new runs with its whole state:
// the answers, the running clocks, and every known key.
func TestAnErasureIsRolledOver(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}, given: receivers()}
	first := newErasing(a)
	first.send(time.Hour, erasure.KindApprove, "second", "k-second")
	first.says(2*time.Hour, "mission", "mfa", erasure.Deleted, "")
	rolled := first.roll(3 * time.Hour)
	in := carriedOver(t, first.run(t))
	require.NoError(t, rolled.err)
	require.Equal(t, start0().Add(3*time.Hour), first.Now().UTC().Truncate(time.Second), "it takes no second to hand over")

	second := newErasing(a)
	second.SetStartTime(start0().Add(3 * time.Hour))
	again := second.send(time.Minute, erasure.KindApprove, "second", "k-second")
	twice := second.says(time.Minute, "mission", "mfa", erasure.NotHeld, "")
	second.says(400*24*time.Hour, "shelter", "ngo", erasure.Deleted, "")
	require.NoError(t, second.goOn(t, in))
	require.NoError(t, again.err, "a key that was answered in the first run gets its answer again")
	require.Equal(t, fault.Decided, twice.code())
	require.Equal(t, []string{"end", "key", "record", "run"}, a.done)
	require.Equal(t, []string{
		"delete_and_say_so  to mission", "delete_and_say_so  to shelter",
		"ladder_rung reminder to shelter", "ladder_rung head_of_desk to shelter-head", "ladder_rung head_of_desk to tha-dpo",
	}, a.told())
}

// While the data are being destroyed there is no new run: the one that has begun it ends it.
func TestAnErasureIsNotRolledOverInTheMiddleOfIt(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}, refuses: map[string]int{"record": 2}, given: receivers()}
	e := newErasing(a)
	e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	e.roll(time.Hour + 10*time.Minute)
	in := carriedOver(t, e.run(t))
	require.Equal(t, erasure.Erased, in.Carried.State)
	require.Nil(t, in.Carried.Stuck)
	require.Len(t, in.Carried.Deletions, 2)
	require.Equal(t, []string{"end", "key", "record", "run"}, a.done)
}

// A request that is not decided yet is rolled over too, and is decided in the next run.
func TestARequestForErasureIsRolledOver(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}}
	first := newErasing(a)
	first.roll(time.Hour)
	late := first.send(time.Hour, erasure.KindApprove, "second", "k-second")
	in := carriedOver(t, first.run(t))
	require.Equal(t, fault.RollingOver, late.code(), "it is to be sent again, with the same key")
	require.Equal(t, erasure.Requested, in.Carried.State)

	second := newErasing(a)
	second.send(time.Hour, erasure.KindApprove, "second", "k-second")
	opened := &answered{}
	second.RegisterDelayedCallback(func() {
		second.UpdateWorkflow("open", "", opened, erasure.Command{Key: "k-request", By: dpo("first")})
	}, time.Minute)
	require.NoError(t, second.goOn(t, in))
	require.NoError(t, opened.err)
	require.Equal(t, []string{"end", "key", "record", "run"}, a.done)
}
