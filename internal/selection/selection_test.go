package selection_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/selection"
)

func TestRowsAreNamedByTheirReferences(t *testing.T) {
	t.Parallel()
	items, err := selection.Parse([]string{"c7m2k9x4pq", "c7m2k9x4pq/follow_up/3m#1", "c7m2k9x4pq"})
	require.NoError(t, err)
	require.Equal(t, []selection.Item{{Case: "c7m2k9x4pq"}, {Case: "c7m2k9x4pq", Task: "follow_up/3m#1"}}, items)
	require.Equal(t, []string{"c7m2k9x4pq", "c7m2k9x4pq/follow_up/3m#1"}, selection.Texts(items))
	require.Equal(t, []casework.Ref{"c7m2k9x4pq"}, selection.Cases(items))
	for _, bad := range []string{"", "/", "a b", "c7/", "c7/TASK", "<b>", "c7\n"} {
		_, err := selection.Parse([]string{"c7m2k9x4pq", bad})
		require.Equal(t, fault.Malformed, fault.CodeOf(err), "%q", bad)
	}
	var many []string
	for i := range selection.Most + 1 {
		many = append(many, strconv.Itoa(i))
	}
	_, err = selection.Parse(many)
	require.Equal(t, fault.TooLarge, fault.CodeOf(err))
	_, err = selection.Parse(many[1:])
	require.NoError(t, err)
}

func TestAnotherNumberThanTheShownOneIsRefusedWhole(t *testing.T) {
	t.Parallel()
	two := []selection.Item{{Case: "a"}, {Case: "b"}}
	require.NoError(t, selection.Check(two, "2"))
	for _, shown := range []string{"1", "3", "", "two", "-2"} {
		require.Equal(t, fault.Conflict, fault.CodeOf(selection.Check(two, shown)), shown)
	}
}

func TestAnActFitsATask(t *testing.T) {
	t.Parallel()
	me, other := casework.Actor{Account: "me", Desk: "d1"}, casework.Actor{Account: "other", Desk: "d1"}
	free := record.TaskRow{Task: casework.Task{Desk: "d1"}}
	mine, theirs, far := free, free, free
	mine.ClaimedBy, theirs.ClaimedBy, far.Desk = &me, &other, "d2"
	for name, tt := range map[string]struct {
		act  selection.Act
		task record.TaskRow
		want selection.Hindrance
	}{
		"claim what is free":          {selection.Claim, free, selection.Fits},
		"claim mine":                  {selection.Claim, mine, selection.Mine},
		"claim a colleague's":         {selection.Claim, theirs, selection.Taken},
		"claim another desk's":        {selection.Claim, far, selection.OtherDesk},
		"release mine":                {selection.Release, mine, selection.Fits},
		"release what is free":        {selection.Release, free, selection.NotTaken},
		"release a colleague's":       {selection.Release, theirs, selection.NotTaken},
		"reassign another desk's":     {selection.Reassign, far, selection.Fits},
		"reassign what is claimed":    {selection.Reassign, theirs, selection.Fits},
		"release what another desk's": {selection.Release, far, selection.OtherDesk},
	} {
		require.Equal(t, tt.want, selection.Hinders(tt.act, tt.task, me), name)
	}
}

func TestAskedIsTheSumOfTheAnswers(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var sums selection.Sums
		n := rapid.IntRange(0, 50).Draw(t, "n")
		for range n {
			state := rapid.SampledFrom([]record.CommandState{record.CommandPending, record.CommandSettled, record.CommandRefused, ""}).Draw(t, "state")
			sums.Add(state, rapid.Bool().Draw(t, "refused") || state == record.CommandRefused)
		}
		require.Equal(t, n, sums.Asked)
		require.Equal(t, sums.Asked, sums.Recorded+sums.Refused+sums.Waiting)
	})
}
