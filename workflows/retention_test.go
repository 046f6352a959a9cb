package workflows_test

import (
	"context"
	"maps"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"example.org/homeward/activities"
	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
	"example.org/homeward/workflows"
)

// attic keeps cases that have ended, with the text that is in the file of each.
type attic struct {
	mu    sync.Mutex
	cases []record.EndedCase
	texts map[casework.Ref]map[retention.Kind]int
	noted map[retention.Kind]int
	due   []record.DueFile
}

func (a *attic) Purge(context.Context, retention.Kind, time.Time, int) (int, error) { return 0, nil }
func (a *attic) Destroy(context.Context, ...seal.Subject) error                     { return nil }
func (a *attic) OldKeys(context.Context, retention.Kind, time.Time, int) ([]seal.Subject, error) {
	return nil, nil
}

func (a *attic) Old(_ context.Context, kind retention.Kind, _ time.Time) (record.OldThings, error) {
	return record.OldThings{Kind: kind}, nil
}

func (a *attic) NoteOld(_ context.Context, old []record.OldThings) error {
	a.noted = map[retention.Kind]int{}
	for _, o := range old {
		a.noted[o.Kind] = o.Count
	}
	return nil
}

func (a *attic) EndedCases(_ context.Context, before time.Time, after casework.Ref, _ int) (out []record.EndedCase, _ error) {
	for _, c := range a.cases {
		if c.State.Ref > after && c.State.Ended.At.Before(before) {
			return []record.EndedCase{c}, nil // one at a time
		}
	}
	return nil, nil
}

func (a *attic) NoteDue(_ context.Context, _ []casework.Ref, due []record.DueFile) error {
	a.due = append(a.due, due...)
	return nil
}

func (a *attic) CountTexts(_ context.Context, ref casework.Ref, _ int64, kinds []retention.Kind) (map[retention.Kind]int, error) {
	out := map[retention.Kind]int{}
	for _, kind := range kinds {
		out[kind] = a.texts[ref][kind]
	}
	return out, nil
}

func (a *attic) EmptyTexts(ctx context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	out, err := a.CountTexts(ctx, ref, seq, kinds)
	for kind := range out {
		delete(a.texts[ref], kind)
	}
	return out, err
}

// Each daily look empties what is over its time by the rules of the corridor, and counts for
// everybody to see what the next one will: neither touches whose clock stands still.
func TestTheDailyLookEmptiesTextAndCountsTheNext(t *testing.T) {
	t.Parallel()
	book, err := retention.Load(corridors.Files(), nil)
	require.NoError(t, err)
	now := start0()
	closed := func(ref casework.Ref, at time.Time) record.EndedCase {
		return record.EndedCase{State: casework.Case{Ref: ref, OpenedAt: at, Ended: &casework.End{At: at, Closed: true}}}
	}
	year := now.AddDate(-1, 0, 0)
	held, asked, erased, child := closed("c-held", year), closed("d-asked", year), closed("e-erased", year), closed("f-child", year)
	held.State.OnHold = []casework.Hold{{ID: "h"}}
	asked.Asked, erased.Erased = true, true
	child.State.Facts = []casework.Fact{{Name: casework.FactAge, Value: "minor"}}
	a := &attic{texts: map[casework.Ref]map[retention.Kind]int{}, cases: []record.EndedCase{
		closed("a-old", year), closed("b-tomorrow", year.Add(12*time.Hour)), held, asked, erased, child,
	}}
	for _, c := range a.cases {
		a.texts[c.State.Ref] = map[retention.Kind]int{retention.Contact: 2, retention.Fear: 1}
	}
	untouched := maps.Clone(a.texts["b-tomorrow"])

	look := func() {
		var suite testsuite.WorkflowTestSuite
		env := suite.NewTestWorkflowEnvironment()
		env.SetStartTime(now)
		env.RegisterActivity(&activities.Keeper{Record: a, Keys: a, Rules: book, Now: func() time.Time { return now }})
		env.ExecuteWorkflow(workflows.Retention)
		require.True(t, env.IsWorkflowCompleted())
		require.NoError(t, env.GetWorkflowError())
	}
	for range 2 { // the second look finds nothing more
		look()
		require.Equal(t, map[retention.Kind]int{retention.Fear: 1}, a.texts["a-old"], "the one class whose time is over")
		require.Equal(t, 2, a.noted[retention.Contact], "of the case whose time is over tomorrow")
		require.Contains(t, a.noted, retention.Fear)
		for ref, left := range a.texts {
			if ref != "a-old" {
				require.Equal(t, untouched, left, "%s", ref)
			}
		}
	}
	now = now.AddDate(0, 0, 1)
	look()
	require.NotContains(t, a.texts["b-tomorrow"], retention.Contact)
	require.Zero(t, a.noted[retention.Contact])
	require.Empty(t, a.due, "no file is due")
}
