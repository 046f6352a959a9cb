package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"

	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
)

func TestErasureGoesThroughInItsOrder(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}}
	e := newErasing(a)
	own := e.send(time.Hour, erasure.KindApprove, "first", "k-own")
	second := e.send(2*time.Hour, erasure.KindApprove, "second", "k-second")
	require.NoError(t, e.run(t))
	require.Equal(t, fault.Denied, own.code(), "whoever asks does not approve")
	require.NoError(t, second.err)
	require.Equal(t, []string{"end", "key", "record", "run"}, a.done)
	require.Equal(t, []erasure.Kind{erasure.KindRequest, erasure.KindApprove, erasure.KindDone}, a.kinds())
}

// After a crash before or after any step the erasure continues, and the order of the steps is the same.
func TestErasureGoesOnAfterEveryCrash(t *testing.T) {
	t.Parallel()
	for _, when := range []string{"before ", "after "} {
		for _, what := range []string{"end", "key", "record", "run"} {
			t.Run(when+what, func(t *testing.T) {
				t.Parallel()
				a := &archive{broken: map[string]int{when + what: 3}}
				e := newErasing(a)
				e.send(time.Hour, erasure.KindApprove, "second", "k-second")
				require.NoError(t, e.run(t))
				require.Equal(t, []string{"end", "key", "record", "run"}, a.done)
				require.Equal(t, erasure.KindDone, a.kinds()[2])
			})
		}
	}
}

func TestAHoldKeepsAnErasureFromBeingAskedFor(t *testing.T) {
	t.Parallel()
	a := &archive{held: true, broken: map[string]int{}}
	require.Equal(t, fault.GateClosed, codeOf(t, newErasing(a).run(t)))
	require.Empty(t, a.done)
	require.Empty(t, a.changes())
}

// A hold between request and approval refuses the approval; once it is lifted, it can be approved.
func TestAHoldKeepsAnErasureFromBeingApproved(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}}
	e := newErasing(a)
	e.RegisterDelayedCallback(func() { a.hold(true) }, time.Hour)
	held := e.send(2*time.Hour, erasure.KindApprove, "second", "k-held")
	e.RegisterDelayedCallback(func() { a.hold(false) }, 3*time.Hour)
	e.send(4*time.Hour, erasure.KindApprove, "second", "k-free")
	require.NoError(t, e.run(t))
	require.Equal(t, fault.GateClosed, held.code())
	require.Equal(t, []string{"end", "key", "record", "run"}, a.done)
}

// A hold that comes after the approval, while the worker was away, still stops it: nothing is
// destroyed, and a second person has to look again.
func TestAHoldStopsAnErasureThatIsApproved(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}}
	e := newErasing(a)
	e.SetOnActivityCompletedListener(func(info *activity.Info, _ converter.EncodedValue, _ error) {
		if info.ActivityType.Name == "RecordErasure" && len(a.kinds()) == 2 {
			a.hold(true)
		}
	})
	e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	refused := e.send(2*time.Hour, erasure.KindRefuse, "second", "k-refuse")
	require.NoError(t, e.run(t))
	require.NoError(t, refused.err)
	require.Empty(t, a.done, "nothing is destroyed")
	require.Equal(t, []erasure.Kind{erasure.KindRequest, erasure.KindApprove, erasure.KindHalt, erasure.KindRefuse}, a.kinds())
}

func TestARefusedErasureTouchesNothing(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}}
	e := newErasing(a)
	e.send(time.Hour, erasure.KindRefuse, "second", "k-refuse")
	late := e.send(time.Hour, erasure.KindApprove, "third", "k-late")
	require.NoError(t, e.run(t))
	require.Equal(t, fault.Decided, late.code())
	require.Empty(t, a.done)
}
