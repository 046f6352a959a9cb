package tasks_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/selection"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/usecasetest"
)

// A frozen set has the rows of its moment; a bulk act takes each through the rules of one, and its answers add
// up.
func TestManyTasksAtOnce(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	me, other := usecasetest.By(t, "me", desk, casework.RoleConsul), usecasetest.By(t, "other", desk, casework.RoleConsul)
	refs := []casework.Ref{"case-one", "case-two", "case-six"}
	for i, ref := range refs {
		o.Ask(ref, "tha-ken", time.Duration(9+i)*24*time.Hour)
	}
	made, err := o.FreezeTasks(me, "k", "queue=all", tasks.Query{})
	require.NoError(t, err)
	items, err := selection.Parse(made.Items)
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(items), 3)
	require.Equal(t, noon.Add(time.Hour), made.Expires)
	cases, err := o.FreezeCases(me, "k2", "", record.CaseFilter{Open: new(true)})
	require.NoError(t, err)
	require.Len(t, cases.Items, 3)
	_, err = o.ShowSelection(other, made.ID)
	require.Equal(t, fault.NotFound, fault.CodeOf(err), "it is its account's")
	o.Ask("case-new", "tha-ken", 9*24*time.Hour)
	again, err := o.FreezeTasks(me, "k", "queue=all", tasks.Query{})
	require.NoError(t, err)
	require.Equal(t, made.Items, again.Items, "the rows are those of the first time")

	_, err = o.ClaimTask(other, tasks.Write{Case: items[0].Case, Task: items[0].Task, Key: "theirs"})
	require.NoError(t, err)
	gone := selection.Item{Case: "case-never", Task: "screening#1"}
	chosen, err := o.PreviewAct(me, selection.Claim, append([]selection.Item{gone, {Case: "case-two"}, {Case: "case-nil"}}, items...))
	require.NoError(t, err)
	why := map[selection.Hindrance]int{}
	for _, one := range chosen {
		why[one.Hinders]++
	}
	require.Equal(t, 2, why[selection.Left], "what never was is like what has left")
	require.Equal(t, 1, why[selection.Taken])

	act := tasks.BulkAct{Key: "bulk", Act: selection.Claim, Items: append([]selection.Item{gone}, items...)}
	var sums selection.Sums
	answers, err := o.ActOnTasks(me, act)
	require.NoError(t, err)
	for _, a := range answers {
		sums.Add(a.State, a.Err != nil)
	}
	require.Equal(t, selection.Sums{Asked: len(items) + 1, Recorded: len(items) - 1, Refused: 2}, sums)
	sent, refused := len(o.Commands.Sent()), 1 // the taken one: a refusal has done nothing, and is asked for once more
	repeated, err := o.ActOnTasks(me, act)
	require.NoError(t, err)
	require.Len(t, o.Commands.Sent(), sent+refused, "what was carried out is not carried out again")
	for i := range answers {
		require.Equal(t, answers[i].State, repeated[i].State)
	}
	mine, err := o.ListTasks(me, tasks.Query{Mine: true})
	require.NoError(t, err)
	require.Len(t, mine.Rows, len(items)-1)
	act.Key, act.Act = "back", selection.Release
	_, err = o.ActOnTasks(me, act)
	require.NoError(t, err)
	mine, err = o.ListTasks(me, tasks.Query{Mine: true})
	require.NoError(t, err)
	require.Empty(t, mine.Rows)
	_, err = o.ActOnTasks(me, tasks.BulkAct{Act: selection.Claim, Items: items})
	require.Equal(t, fault.NoKey, fault.CodeOf(err))
	_, err = o.ActOnTasks(me, tasks.BulkAct{Key: "none", Act: selection.Claim})
	require.Equal(t, "/items", usecasetest.PointerOf(t, err))
}
