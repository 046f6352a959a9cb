package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/seal"
)

// A page of ended cases has the same data of each case as reading the case alone, with one query and one
// fetch of keys.
func TestEndedCasesAreReadTogether(t *testing.T) {
	t.Parallel()
	box := dbtest.NewBox(t)
	w := dbtest.NewWith(t, box)
	ctx := t.Context()
	born := civil.Date{Year: 2009, Month: time.May, Day: 14}
	refs := []casework.Ref{"case-a", "case-b", "case-c"}
	for i, ref := range refs {
		change, clocks := dbtest.Opened(ref)
		change.Next.Ended = &casework.End{At: dbtest.Day.AddDate(-1, 0, 0), Closed: true}
		if i > 0 { // of the first case no person was recorded
			person := record.Person{Birth: birth.Date{AsWritten: "2009", Readings: []birth.Reading{{From: born.AddDays(-9), To: born}}}}
			w.Stored(t, change.Key, dbtest.OfCase(ref), "open", casework.Command{}, record.Words{Opening: &record.Opening{Person: person}})
		}
		w.Write(t, change, clocks...)
	}
	require.NoError(t, box.Destroy(ctx, "case/case-c"))
	box.Openings()
	box.Prefetched = nil

	ended, err := w.EndedCases(ctx, dbtest.Day, "", 10)
	require.NoError(t, err)
	require.LessOrEqual(t, box.Openings(), 2*len(refs), "the state and the date of birth, and nothing else of her")
	require.Equal(t, []seal.Subject{"case/case-a", "case/case-b", "case/case-c"}, box.Prefetched)
	require.Len(t, ended, len(refs))
	for i, ref := range refs {
		found, err := w.Case(ctx, ref)
		require.NoError(t, err)
		require.Equal(t, record.EndedCase{State: found.State, Born: found.Born(), Erased: found.Erased}, ended[i], ref)
	}
	require.Equal(t, born.Start(time.UTC), ended[1].Born)
	require.True(t, ended[2].Erased)
	require.Zero(t, ended[2].Born)
}

// The states of many cases are those that are read one by one; one that is not there is left out.
func TestCaseStatesAreReadTogether(t *testing.T) {
	t.Parallel()
	box := dbtest.NewBox(t)
	w := dbtest.NewWith(t, box)
	ctx := t.Context()
	for _, ref := range []casework.Ref{"case-a", "case-b", "case-c"} {
		change, clocks := dbtest.Opened(ref)
		w.Write(t, change, clocks...)
	}
	require.NoError(t, box.Destroy(ctx, "case/case-b"))
	states, err := w.CaseStates(ctx, []casework.Ref{"case-a", "case-b", "never-was", "case-a"})
	require.NoError(t, err)
	require.Len(t, states, 2)
	for ref, got := range states {
		want, err := w.CaseState(ctx, ref)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	none, err := w.CaseStates(ctx, nil)
	require.NoError(t, err)
	require.Empty(t, none)
}
