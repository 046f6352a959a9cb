package postgres_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// Lists are read often, and each row has a separate key. So a list of cases opens nothing, and an inbox
// opens only the values that its desk needs.
func TestListsOpenNextToNothing(t *testing.T) {
	t.Parallel()
	seen := dbtest.NewBox(t)
	w := dbtest.NewWith(t, seen)
	const cases = 12
	for i := range cases {
		first, clocks := dbtest.Opened(casework.Ref(fmt.Sprintf("case-%02d", i)))
		w.Write(t, first, clocks...)
		second := dbtest.Next(first, casework.KindPause)
		one := first.Opened[0]
		switch i {
		case 0:
			one.Pause = &casework.Pause{Cause: casework.CauseMedical, Since: second.At, By: dbtest.Screener()}
			second.Updated = []casework.Task{one}
		case 1:
			one.Pause = &casework.Pause{Cause: casework.CauseMission, Since: second.At, By: dbtest.Screener()}
			second.Updated = []casework.Task{one}
		case 2:
			one.Votes = []casework.Vote{{By: dbtest.Screener(), Outcome: casework.Refer, At: second.At, Key: second.Key}}
			second.Updated = []casework.Task{one}
		case 3:
			second.Next.Pause = &casework.Pause{Cause: casework.CauseCourt, Since: second.At, By: dbtest.Screener()}
		case 4:
			second.Next.Pause = &casework.Pause{Cause: casework.CauseOperation, Since: second.At, By: dbtest.Screener()}
		case 5, 6:
			second = dbtest.Decided(first, one, casework.Refer)
		}
		w.Write(t, second)
	}
	seen.Openings()

	list, err := w.Cases(t.Context(), record.CaseFilter{})
	require.NoError(t, err)
	require.Len(t, list.Rows, cases)
	require.Zero(t, seen.Openings(), "a list of cases opens nothing")
	paused := map[casework.Ref]casework.Cause{}
	for _, row := range list.Rows {
		if row.Paused != nil {
			require.False(t, row.Paused.Since.IsZero())
			paused[row.Ref] = row.Paused.Cause
		}
	}
	require.Equal(t, map[casework.Ref]casework.Cause{"case-03": "", "case-04": casework.CauseOperation}, paused,
		"since when is known; why, where it tells nothing of the person")
	one, err := w.Case(t.Context(), "case-03")
	require.NoError(t, err)
	require.Equal(t, casework.CauseCourt, one.Paused.Cause, "the case itself has it")
	seen.Openings()

	inbox, err := w.Tasks(t.Context(), record.TaskFilter{Desk: "tha-screener"})
	require.NoError(t, err)
	require.Len(t, inbox.Rows, cases-2)
	require.Equal(t, 1, seen.Openings(), "the one pause whose cause tells of the person")
	for _, row := range inbox.Rows {
		switch row.Case {
		case "case-00":
			require.Equal(t, casework.CauseMedical, row.Pause.Cause)
		case "case-01":
			require.Equal(t, casework.CauseMission, row.Pause.Cause)
		case "case-02":
			require.Equal(t, "acc-screener", string(row.Votes[0].By.Account))
			require.Empty(t, row.Votes[0].Outcome, "no list tells what was voted")
		}
	}
	vote, err := w.Task(t.Context(), "case-02", "screening#1")
	require.NoError(t, err)
	require.Equal(t, casework.Refer, vote.Votes[0].Outcome)
	seen.Openings()

	ended, err := w.Tasks(t.Context(), record.TaskFilter{Status: record.TaskDecided})
	require.NoError(t, err)
	require.Len(t, ended.Rows, 2)
	require.Equal(t, 2, seen.Openings())
	require.Subset(t, seen.Prefetched, []seal.Subject{"case/case-05", "case/case-06"}, "keys are fetched together")
}
