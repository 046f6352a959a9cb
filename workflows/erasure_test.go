package workflows_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/testsuite"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
	"example.org/homeward/workflows"
)

// archive is a record of one closed case in memory, with keys and runs; it notes what was done
// in which order, and can break down before or after anything that it does.
type archive struct {
	mu      sync.Mutex
	held    bool
	done    []string
	changes []erasure.Change
	broken  map[string]int
}

func (a *archive) did(what string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.broken["before "+what] > 0 {
		a.broken["before "+what]--
		return fault.New(fault.Unavailable, "away")
	}
	if !slices.Contains(a.done, what) {
		a.done = append(a.done, what)
	}
	if a.broken["after "+what] > 0 {
		a.broken["after "+what]--
		return fault.New(fault.Unavailable, "away")
	}
	return nil
}

func (a *archive) hold(held bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.held = held
}

func (a *archive) WriteErasure(_ context.Context, change erasure.Change) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !slices.ContainsFunc(a.changes, func(c erasure.Change) bool { return c.Seq == change.Seq }) {
		a.changes = append(a.changes, change)
	}
	return nil
}

func (a *archive) Case(context.Context, casework.Ref) (record.CaseDetail, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if slices.Contains(a.done, "key") {
		return record.CaseDetail{Erased: true}, nil
	}
	c := casework.Case{Ref: "case-1", OpenedAt: start0(), Ended: &casework.End{At: start0(), Closed: true}}
	if a.held {
		c.OnHold = []casework.Hold{{ID: "h", Kind: "witness", Since: start0(), ReviewBy: start0().AddDate(1, 0, 0)}}
	}
	return record.CaseDetail{State: c}, nil
}

func (a *archive) Due(casework.Case, time.Time) (time.Time, retention.Rule, bool) {
	return time.Time{}, retention.Rule{}, false
}

func (a *archive) StripCase(context.Context, casework.Ref, time.Time) error { return a.did("record") }

func (a *archive) Destroy(_ context.Context, s ...seal.Subject) error {
	if !slices.Equal(s, []seal.Subject{"case/case-1"}) {
		return fault.New(fault.Invalid, "another subject")
	}
	return a.did("key")
}
func (a *archive) EndCase(context.Context, casework.Ref) error    { return a.did("end") }
func (a *archive) RemoveCase(context.Context, casework.Ref) error { return a.did("run") }

func start0() time.Time { return time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC) }

// erasing runs the procedure against an archive.
type erasing struct {
	*testsuite.TestWorkflowEnvironment

	archive *archive
}

func newErasing(a *archive) *erasing {
	var suite testsuite.WorkflowTestSuite
	e := &erasing{suite.NewTestWorkflowEnvironment(), a}
	e.SetStartTime(start0())
	e.RegisterActivity(&activities.Destroyer{Record: a, Keys: a, Runs: a, Retention: a, Now: e.Now})
	return e
}

func dpo(account casework.AccountID) casework.Actor {
	return casework.Actor{Account: account, Desk: "tha-dpo", Agency: "tha-social", Role: casework.RoleDPO}
}

// send sends a command after a while and gives where its answer will be.
func (e *erasing) send(after time.Duration, kind erasure.Kind, by, key string) *answered {
	a := &answered{}
	e.RegisterDelayedCallback(func() {
		e.UpdateWorkflow(string(kind), "", a, erasure.Command{Key: casework.Key(key), By: dpo(casework.AccountID(by))})
	}, after)
	return a
}

func (e *erasing) run(tb testing.TB) error {
	tb.Helper()
	e.ExecuteWorkflow(workflows.Erasure, workflows.ErasureInput{Ref: "e-1", Open: erasure.Command{
		Key: "k-request", By: dpo("first"), Case: "case-1", Basis: erasure.SurvivorAsked,
	}})
	require.True(tb, e.IsWorkflowCompleted())
	return e.GetWorkflowError()
}

func (a *archive) kinds() []erasure.Kind {
	var out []erasure.Kind
	for _, c := range a.changes {
		out = append(out, c.Kind)
	}
	return out
}

func TestErasureGoesThroughInItsOrder(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}}
	e := newErasing(a)
	own := e.send(time.Hour, erasure.KindApprove, "first", "k-own")
	second := e.send(2*time.Hour, erasure.KindApprove, "second", "k-second")
	require.NoError(t, e.run(t))
	require.Error(t, own.err, "whoever asks does not approve")
	require.NoError(t, second.err)
	require.Equal(t, []string{"end", "key", "record", "run"}, a.done)
	require.Equal(t, []erasure.Kind{erasure.KindRequest, erasure.KindApprove, erasure.KindDone}, a.kinds())
}

// A crash before or after any of its deeds: it goes on, and the order stays.
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
	require.Error(t, newErasing(a).run(t))
	require.Empty(t, a.done)
	require.Empty(t, a.changes)
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
	require.Error(t, held.err)
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
	require.Error(t, late.err)
	require.Empty(t, a.done)
}
