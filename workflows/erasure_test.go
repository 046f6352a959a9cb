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
	taken   bool // somebody else has asked for the same
	// moved is how often something is written to the case between a look and the deed.
	moved int
	// given are those who were given something.
	given []erasure.Deletion
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
	if a.taken {
		return fault.New(fault.Conflict, "there is an open request")
	}
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

func (a *archive) FenceCase(context.Context, casework.Ref, int64) (bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.moved > 0 {
		a.moved--
		a.held = a.moved == 0 // and what comes last is a hold
		return false, nil
	}
	return true, nil
}

func (a *archive) Receivers(context.Context, casework.Ref, casework.DeskID) ([]erasure.Deletion, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if slices.Contains(a.done, "end") { // the wall of a case that is gone shows nothing
		return nil, fault.New(fault.NotFound, "it was looked for too late")
	}
	return a.given, nil
}

func (a *archive) Escalations(_ string, _ int, order casework.ClockOrder) ([]casework.EscalationAt, error) {
	if order.Desk == "unknown" {
		return nil, fault.New(fault.Unavailable, "this worker does not carry the corridor")
	}
	return []casework.EscalationAt{{Level: casework.EscalationReminder, At: order.Start.AddDate(0, 0, 4)}, {Level: casework.EscalationHeadOfDesk, At: order.Start.AddDate(0, 0, 5)}}, nil
}

func (a *archive) RecipientDesk(_ string, _ int, rung casework.EscalationLevel, desk casework.DeskID) casework.DeskID {
	if rung == casework.EscalationHeadOfDesk {
		return desk + "-head"
	}
	return desk
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
	e.RegisterActivity(&activities.Destroyer{Record: a, Keys: a, Runs: a, Retention: a, Clocks: a, Now: e.Now})
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

// told are the notices of the record, in order.
func (a *archive) told() (out []string) {
	for _, c := range a.changes {
		for _, n := range c.Notices {
			out = append(out, string(n.Kind)+" "+string(n.Level)+" to "+string(n.Desk))
		}
	}
	return out
}

// says has a receiver answer after a while.
func (e *erasing) says(after time.Duration, desk, agency string, what erasure.Deleting, why erasure.Reason) *answered {
	a := &answered{}
	e.RegisterDelayedCallback(func() {
		e.UpdateWorkflow(string(erasure.KindAnswer), "", a, erasure.Command{
			Key: casework.Key("k-" + desk + string(what)), Desk: casework.DeskID(desk), Answer: what, Reason: why,
			By: casework.Actor{Account: "a", Desk: casework.DeskID(desk), Agency: casework.AgencyID(agency), Role: casework.RoleConsul},
			// What nobody but the procedure says is not heard.
			Receivers: []erasure.Deletion{{Desk: "forged"}}, Gate: &casework.GateStatus{Open: true},
		})
	}, after)
	return a
}

// Her key goes at once; those who were given something are asked, reminded, and heard, for as
// long as it takes.
func TestErasureAsksWhoeverWasGivenSomething(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}, given: []erasure.Deletion{
		{Desk: "mission", Agency: "mfa", How: []erasure.How{erasure.ByTask}}, {Desk: "unknown", How: []erasure.How{erasure.ByReading}},
	}}
	e := newErasing(a)
	e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	var gone []string
	e.RegisterDelayedCallback(func() { gone = slices.Clone(a.done) }, time.Hour+time.Minute)
	const day = 24 * time.Hour
	early := e.says(time.Minute, "mission", "mfa", erasure.Deleted, "")
	held := e.says(2*day, "unknown", "", erasure.Kept, erasure.OwnHold)
	forged := e.says(3*day, "forged", "mfa", erasure.Deleted, "")
	late := e.says(40*day, "mission", "mfa", erasure.NotHeld, "")
	last := e.says(400*day, "unknown", "", erasure.Deleted, "")
	require.NoError(t, e.run(t))
	require.Equal(t, []string{"end", "key", "record", "run"}, gone, "the destruction waits for nobody")
	require.Error(t, early.err, "nobody is asked before it is done")
	require.NoError(t, held.err)
	require.Error(t, forged.err, "nobody was asked who was given nothing")
	require.NoError(t, late.err)
	require.NoError(t, last.err)
	require.Equal(t, []string{
		"delete_and_say_so  to mission", "delete_and_say_so  to unknown",
		"ladder_rung reminder to mission", "ladder_rung head_of_desk to mission-head", "ladder_rung head_of_desk to tha-dpo",
	}, a.told(), "who has answered hears no more of it")
	require.Equal(t, []erasure.Kind{
		erasure.KindRequest, erasure.KindApprove, erasure.KindDone, erasure.KindAnswer, erasure.KindTick, erasure.KindTick, erasure.KindAnswer, erasure.KindAnswer,
	}, a.kinds())
}

// Somebody for whom no corridor can be read is asked all the same, with thirty days to answer.
func TestNobodyIsLeftUnaskedForWantOfACorridor(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}, given: []erasure.Deletion{{Desk: "unknown", Agency: "mfa", How: []erasure.How{erasure.ByReading}}}}
	e := newErasing(a)
	e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	e.says(90*24*time.Hour, "unknown", "mfa", erasure.Deleted, "")
	require.NoError(t, e.run(t))
	d := a.changes[2].Next.Deletions[0]
	require.Len(t, d.Escalations, len(casework.EscalationThresholds()))
	require.Equal(t, 30*24*time.Hour, d.DueAt().Sub(d.AskedAt))
}

// A crash before or after anything that it does leaves nobody unasked, and asks nobody twice.
func TestReceiversAreAskedOnceAfterEveryCrash(t *testing.T) {
	t.Parallel()
	for _, when := range []string{"before end", "after end", "after key", "after record", "after run"} {
		a := &archive{broken: map[string]int{when: 2}, given: []erasure.Deletion{{Desk: "mission", Agency: "mfa", How: []erasure.How{erasure.ByTask}}}}
		e := newErasing(a)
		e.send(time.Hour, erasure.KindApprove, "second", "k-second")
		e.says(24*time.Hour, "mission", "mfa", erasure.Deleted, "")
		require.NoError(t, e.run(t), when)
		require.Equal(t, []string{"delete_and_say_so  to mission"}, a.told(), when)
	}
}

// A hold that comes between the last look and the deed is seen, because the deed looks again.
func TestAHoldAtTheLastMomentStopsAnErasure(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}, moved: 3}
	e := newErasing(a)
	e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	e.send(2*time.Hour, erasure.KindRefuse, "second", "k-refuse")
	require.NoError(t, e.run(t))
	require.Empty(t, a.done, "nothing is destroyed")
	require.Equal(t, []erasure.Kind{erasure.KindRequest, erasure.KindApprove, erasure.KindHalt, erasure.KindRefuse}, a.kinds())
}

// Two officers approve in the same moment: one of them does, and it is done once.
func TestTwoApprovalsAtOnce(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}}
	e := newErasing(a)
	first := e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	second := e.send(time.Hour, erasure.KindApprove, "third", "k-third")
	refused := e.send(time.Hour, erasure.KindRefuse, "fourth", "k-fourth")
	require.NoError(t, e.run(t))
	require.NoError(t, first.err)
	require.Error(t, second.err)
	require.Error(t, refused.err)
	require.Equal(t, []erasure.Kind{erasure.KindRequest, erasure.KindApprove, erasure.KindDone}, a.kinds())
}

// A second request for the same person, in the same moment, is refused by the record, and its
// procedure ends without touching anything.
func TestASecondRequestEndsByItself(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}, taken: true}
	require.ErrorContains(t, newErasing(a).run(t), "there is an open request")
	require.Empty(t, a.done)
	require.Empty(t, a.changes)
}
