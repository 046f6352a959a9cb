package workflows_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record/recordtest"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
	"example.org/homeward/workflows"
)

// archive is a record in memory with one closed case, its key and its runs; it notes what was done
// in which order, and can break down before or after anything that it does.
type archive struct {
	*recordtest.Memory

	mu      sync.Mutex
	held    bool
	done    []string
	broken  map[string]int
	refuses map[string]int // the number of lasting refusals of each step
	taken   bool           // another user has requested the same
	// moved is the number of changes that are written to the case between a check and the fence.
	moved int
	// given are the desks that received data.
	given []erasure.Deletion
	// stop is how long an approved erasure can be stopped; 0 as in the histories of earlier releases.
	stop time.Duration
}

// open makes the record, unless the archive has one already.
func (a *archive) open() {
	if a.Memory != nil {
		return
	}
	a.Memory = recordtest.New(start0)
	a.SeedCase(a.theCase(1))
	if a.taken {
		other := erasure.Erasure{Ref: "e-other", Case: "case-1", Seq: 1, State: erasure.Requested, Basis: erasure.SurvivorAsked, RequestedBy: dpo("third"), RequestedAt: start0()}
		if err := a.Memory.WriteErasure(context.Background(), erasure.Change{Ref: "e-other", Seq: 1, Key: "k-other", Kind: erasure.KindRequest, By: dpo("third"), Next: other}); err != nil {
			panic(err)
		}
	}
}

// theCase returns the case after so many changes.
func (a *archive) theCase(seq int64) casework.Case {
	c := casework.Case{Ref: "case-1", Seq: seq, OpenedAt: start0(), Ended: &casework.End{At: start0(), Closed: true}}
	if a.stop > 0 {
		c.Rules.Desks = map[casework.DeskKind]casework.DeskID{casework.DeskSupervisor: "tha-supervisor", casework.DeskCaseworker: "tha-caseworker"}
	}
	if a.held {
		c.OnHold = []casework.Hold{{ID: "h", Kind: "witness", Since: start0(), ReviewBy: start0().AddDate(1, 0, 0)}}
	}
	return c
}

// step does one of the steps that must be done once and in order, with the failures before and after it
// that the test has set.
func (a *archive) step(what string, do func() error) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.broken["before "+what] > 0 {
		a.broken["before "+what]--
		return fault.New(fault.Unavailable, "away")
	}
	if err := a.refused(what); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
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

// refused refuses a step for good, as often as the test has set. The caller holds the lock.
func (a *archive) refused(what string) error {
	if a.refuses[what] == 0 {
		return nil
	}
	a.refuses[what]--
	return fault.New(fault.Conflict, "another change stands at this place")
}

func (a *archive) hold(held bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.held = held
	a.SeedCase(a.theCase(1))
}

func (a *archive) WriteErasure(ctx context.Context, change erasure.Change) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.refused("write " + string(change.Kind)); err != nil {
		return err
	}
	return a.Memory.WriteErasure(ctx, change)
}

func (a *archive) Due(casework.Case, time.Time) (time.Time, retention.Rule, bool) {
	return time.Time{}, retention.Rule{}, false
}

func (a *archive) StopWithin() time.Duration { return a.stop }

func (a *archive) FenceCase(ctx context.Context, ref casework.Ref, seq int64) (bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.refused("fence"); err != nil {
		return false, err
	}
	if a.moved > 0 {
		a.moved--
		a.held = a.moved == 0 // the last change is a hold
		a.SeedCase(a.theCase(seq + 1))
	}
	return a.Memory.FenceCase(ctx, ref, seq)
}

func (a *archive) Receivers(context.Context, casework.Ref, casework.DeskID) ([]erasure.Deletion, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.refused("receivers"); err != nil {
		return nil, err
	}
	if slices.Contains(a.done, "end") { // row-level security shows nothing of an erased case
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

func (a *archive) StripCase(ctx context.Context, ref casework.Ref, at time.Time) error {
	return a.step("record", func() error { return a.Memory.StripCase(ctx, ref, at) })
}

func (a *archive) Destroy(ctx context.Context, s ...seal.Subject) error {
	return a.step("key", func() error { return a.Memory.Destroy(ctx, s...) })
}

func (a *archive) EndCase(context.Context, casework.Ref) error {
	return a.step("end", func() error { return nil })
}

func (a *archive) RemoveCase(context.Context, casework.Ref) error {
	return a.step("run", func() error { return nil })
}

func start0() time.Time { return time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC) }

// erasing runs the procedure against an archive.
type erasing struct {
	*testsuite.TestWorkflowEnvironment

	archive *archive
}

func newErasing(a *archive) *erasing {
	a.open()
	var suite testsuite.WorkflowTestSuite
	e := &erasing{suite.NewTestWorkflowEnvironment(), a}
	e.SetStartTime(start0())
	e.RegisterWorkflowWithOptions(workflows.Erasure, workflow.RegisterOptions{Name: workflows.ErasureWorkflow})
	e.RegisterActivity(&activities.Erasure{Record: a, Keys: a, Runs: a, Retention: a, Clocks: a, Now: e.Now})
	e.RegisterActivity(&activities.Cases{})
	return e
}

func dpo(account casework.AccountID) casework.Actor {
	return casework.Actor{Account: account, Desk: "tha-dpo", Agency: "tha-" + casework.AgencyID(account), Role: casework.RoleDPO}
}

// send sends a command after a while and returns the place of its answer.
func (e *erasing) send(after time.Duration, kind erasure.Kind, by, key string) *answered {
	a := &answered{}
	e.RegisterDelayedCallback(func() {
		e.UpdateWorkflow(string(kind), "", a, erasure.Command{Key: casework.Key(key), By: dpo(casework.AccountID(by))})
	}, after)
	return a
}

func (e *erasing) run(tb testing.TB) error {
	tb.Helper()
	return e.goOn(tb, workflows.ErasureInput{Ref: "e-1", Open: &erasure.Command{
		Key: "k-request", By: dpo("first"), Case: "case-1", Basis: erasure.SurvivorAsked,
	}})
}

func (e *erasing) goOn(tb testing.TB, in workflows.ErasureInput) error {
	tb.Helper()
	e.ExecuteWorkflow(workflows.ErasureWorkflow, in)
	require.True(tb, e.IsWorkflowCompleted())
	return e.GetWorkflowError()
}

// codeOf returns the code of the error of a workflow.
func codeOf(tb testing.TB, err error) fault.Code {
	tb.Helper()
	var application *temporal.ApplicationError
	require.ErrorAs(tb, err, &application)
	return fault.Code(application.Type())
}

// changes returns the written changes of the request, each once.
func (a *archive) changes() []erasure.Change { return a.ErasureChanges("e-1") }

func (a *archive) kinds() []erasure.Kind {
	var out []erasure.Kind
	for _, c := range a.changes() {
		out = append(out, c.Kind)
	}
	return out
}
