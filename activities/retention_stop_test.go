package activities_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"example.org/homeward/activities"
	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/record/recordtest"
	"example.org/homeward/internal/retention"
)

// day is when the activities of this file run.
var day = time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)

// onePage is a record in memory whose pages of ended cases have one case each.
type onePage struct{ *recordtest.Memory }

func (o onePage) EndedCases(ctx context.Context, before time.Time, after casework.Ref, _ int) ([]record.EndedCase, error) {
	return o.Memory.EndedCases(ctx, before, after, 1)
}

// retained is the activity on a record of three cases that have ended long ago.
func retained(t *testing.T) (*activities.Retention, onePage) {
	t.Helper()
	book, err := retention.Load(corridors.Files(), nil)
	require.NoError(t, err)
	now := func() time.Time { return day }
	m := onePage{recordtest.New(now)}
	for _, ref := range []casework.Ref{"a", "b", "c"} {
		at := day.AddDate(-30, 0, 0)
		m.SeedCase(casework.Case{Ref: ref, Seq: 1, OpenedAt: at, Ended: &casework.End{At: at, Closed: true}})
		m.SetTexts(ref, map[retention.Kind]int{retention.Contact: 2})
	}
	return &activities.Retention{Record: m, Keys: m, Rules: book, Now: now}, m
}

// stopped runs an activity on a worker that is about to stop.
func stopped(t *testing.T, r *activities.Retention, activity any, in ...any) activities.KeepResult {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestActivityEnvironment()
	stop := make(chan struct{})
	close(stop)
	env.SetWorkerStopChannel(stop)
	env.RegisterActivity(r)
	value, err := env.ExecuteActivity(activity, in...)
	require.NoError(t, err)
	var result activities.KeepResult
	require.NoError(t, value.Get(&result))
	return result
}

// A worker that is about to stop ends after one transaction, and another goes on until nothing is left.
func TestAPurgeIsLeftToAnotherWorkerWhenThisOneStops(t *testing.T) {
	t.Parallel()
	r, m := retained(t)
	old := make([]time.Time, 1200)
	for i := range old {
		old[i] = day.AddDate(-20, 0, 0)
	}
	m.AddOld(retention.Failures, old...)
	for _, want := range []activities.KeepResult{
		{Purged: map[retention.Kind]int{retention.Failures: 500}, More: true},
		{Purged: map[retention.Kind]int{retention.Failures: 500}, More: true},
		{Purged: map[retention.Kind]int{retention.Failures: 200}},
		{Purged: map[retention.Kind]int{}},
	} {
		got := stopped(t, r, r.PurgeOld)
		for kind, n := range got.Purged {
			if n == 0 {
				delete(got.Purged, kind)
			}
		}
		require.Equal(t, want.More, got.More)
		require.Equal(t, want.Purged[retention.Failures], got.Purged[retention.Failures])
	}
	left, err := m.Old(t.Context(), retention.Failures, day)
	require.NoError(t, err)
	require.Zero(t, left.Count)
}

// The same for what goes through the files of ended cases: the result says behind which case to go
// on, and each case is seen once.
func TestEndedCasesAreLeftToAnotherWorkerWhenThisOneStops(t *testing.T) {
	t.Parallel()
	r, m := retained(t)
	for name, activity := range map[string]any{"texts": r.EmptyTexts, "due": r.SaveDue} {
		t.Run(name, func(t *testing.T) {
			var seen []casework.Ref
			emptied, due := 0, 0
			in := activities.EndedCasesInput{}
			for more := true; more; {
				result := stopped(t, r, activity, in)
				emptied, due, more = emptied+result.Purged[retention.Contact], due+result.Due, result.More
				if more {
					require.Greater(t, result.After, in.After, "it goes on, and never stands still")
					seen = append(seen, result.After)
				}
				in.After = result.After
			}
			require.Equal(t, []casework.Ref{"a", "b", "c"}, seen)
			if name == "texts" {
				require.Equal(t, 6, emptied)
				require.Empty(t, m.Texts("a"))
			} else {
				require.Equal(t, 3, due)
				files, err := m.DueFiles(t.Context(), 10)
				require.NoError(t, err)
				require.Len(t, files, 3, fmt.Sprint(files))
			}
		})
	}
}
