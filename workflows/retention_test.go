package workflows_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/testsuite"

	"example.org/homeward/activities"
	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/record/recordtest"
	"example.org/homeward/internal/retention"
	"example.org/homeward/workflows"
)

// oneByOne is a record in memory whose pages of ended cases have one case each.
type oneByOne struct{ *recordtest.Memory }

func (o oneByOne) EndedCases(ctx context.Context, before time.Time, after casework.Ref, _ int) ([]record.EndedCase, error) {
	return o.Memory.EndedCases(ctx, before, after, 1)
}

// Each daily run empties texts that are past their period by the rules of the corridor, and counts what the
// next run will empty. Neither includes cases whose clock is stopped.
func TestTheDailyLookEmptiesTextAndCountsTheNext(t *testing.T) {
	t.Parallel()
	book, err := retention.Load(corridors.Files(), nil)
	require.NoError(t, err)
	ctx := t.Context()
	now := start0()
	m := oneByOne{recordtest.New(func() time.Time { return now })}
	closed := func(ref casework.Ref, at time.Time, also ...func(*casework.Case)) {
		c := casework.Case{Ref: ref, Seq: 1, OpenedAt: at, Ended: &casework.End{At: at, Closed: true}}
		for _, f := range also {
			f(&c)
		}
		m.SeedCase(c)
		m.SetTexts(ref, map[retention.Kind]int{retention.Contact: 2, retention.Fear: 1})
	}
	year := now.AddDate(-1, 0, 0)
	closed("a-old", year)
	closed("b-tomorrow", year.Add(12*time.Hour))
	closed("c-held", year, func(c *casework.Case) { c.OnHold = []casework.Hold{{ID: "h"}} })
	closed("d-asked", year)
	require.NoError(t, m.WriteErasure(ctx, erasure.Change{Ref: "e-1", Seq: 1, Key: "k", Next: erasure.Erasure{
		Ref: "e-1", Case: "d-asked", Seq: 1, State: erasure.Requested, RequestedBy: dpo("first"), RequestedAt: now,
	}}))
	closed("e-erased", year)
	require.NoError(t, m.Destroy(ctx, "case/e-erased"))
	closed("f-child", year, func(c *casework.Case) { c.Facts = []casework.Fact{{Name: casework.FactAge, Value: "minor"}} })
	untouched := m.Texts("b-tomorrow")
	keep := book.Rule(retention.Failures, "").Keep
	m.AddOld(retention.Failures, keep.Before(now).Add(-time.Hour), keep.Before(now).Add(time.Hour), now)
	noted := func(kind retention.Kind) int {
		all, err := m.Overdue(ctx)
		require.NoError(t, err)
		at := slices.IndexFunc(all, func(o record.Overdue) bool { return o.Kind == kind })
		require.GreaterOrEqual(t, at, 0, "%s is counted", kind)
		return all[at].Count
	}
	left := func(kind retention.Kind) int {
		old, err := m.Old(ctx, kind, now.AddDate(1, 0, 0))
		require.NoError(t, err)
		return old.Count
	}

	look := func() {
		var suite testsuite.WorkflowTestSuite
		env := suite.NewTestWorkflowEnvironment()
		env.SetStartTime(now)
		daily := &activities.Retention{Record: m, Keys: m, Rules: book, Now: func() time.Time { return now }}
		env.RegisterActivity(daily)
		env.RegisterActivityWithOptions(daily.PreviewRetention, activity.RegisterOptions{Name: activities.PreviewDaily})
		env.RegisterActivityWithOptions(daily.SaveDue, activity.RegisterOptions{Name: activities.SaveDueFiles})
		env.ExecuteWorkflow(workflows.Retention)
		require.True(t, env.IsWorkflowCompleted())
		require.NoError(t, env.GetWorkflowError())
	}
	for range 2 { // the second look finds nothing more
		look()
		require.Equal(t, map[retention.Kind]int{retention.Fear: 1}, m.Texts("a-old"), "the one class whose time is over")
		require.Equal(t, 2, noted(retention.Contact), "of the case whose time is over tomorrow")
		require.Zero(t, noted(retention.Fear))
		for _, ref := range []casework.Ref{"b-tomorrow", "c-held", "d-asked", "e-erased", "f-child"} {
			require.Equal(t, untouched, m.Texts(ref), "%s", ref)
		}
		require.Equal(t, 2, left(retention.Failures), "the one whose time is over is purged")
		require.Equal(t, 1, noted(retention.Failures), "and the next one tomorrow")
	}
	now = now.AddDate(0, 0, 1)
	look()
	require.NotContains(t, m.Texts("b-tomorrow"), retention.Contact)
	require.Zero(t, noted(retention.Contact))
	require.Equal(t, 1, left(retention.Failures))
	due, err := m.DueFiles(ctx, 10)
	require.NoError(t, err)
	require.Empty(t, due, "no file is due")
}
