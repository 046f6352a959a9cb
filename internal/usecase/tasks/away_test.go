package tasks_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/usecasetest"
	"example.org/homeward/internal/usecase/visible"
)

func TestAnAbsenceEndsByItselfAndGivesNoRight(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Record.SeedColleagues(desk, casework.RoleCaseworker, "me", "other", "third")
	me, other, third := usecasetest.By(t, "me", desk, casework.RoleConsul), usecasetest.By(t, "other", desk, casework.RoleConsul), usecasetest.By(t, "third", desk, casework.RoleConsul)
	tomorrow := noon.Add(24 * time.Hour)
	for name, tt := range map[string]struct {
		from, until time.Time
		standIn     casework.AccountID
		pointer     string
	}{
		"no beginning":    {time.Time{}, tomorrow, "other", "/from"},
		"no end":          {noon, time.Time{}, "other", "/until"},
		"over before":     {noon.Add(-48 * time.Hour), noon.Add(-24 * time.Hour), "other", "/until"},
		"ends at start":   {tomorrow, tomorrow, "other", "/until"},
		"for too long":    {noon, noon.AddDate(1, 0, 0), "other", "/until"},
		"themselves":      {noon, tomorrow, "me", "/stand_in"},
		"no colleague":    {noon, tomorrow, "far", "/stand_in"},
		"without anybody": {noon, tomorrow, "", "/stand_in"},
	} {
		_, err := o.SetAway(me, tt.from, tt.until, tt.standIn)
		require.Equal(t, tt.pointer, usecasetest.PointerOf(t, err), name)
	}
	_, err := o.SetAway(me, noon.Add(-time.Hour), tomorrow, "other")
	require.NoError(t, err)
	shown, err := o.ShowSettings(me)
	require.NoError(t, err)
	require.Equal(t, []casework.AccountID{"other", "third"}, shown.Colleagues)
	require.Equal(t, casework.AccountID("other"), shown.Away.StandIn)
	away, err := o.ListAbsences(third)
	require.NoError(t, err)
	require.Len(t, away, 1)
	handlers, err := o.ListHandlers(third)
	require.NoError(t, err)
	require.NotNil(t, handlers[0].Away)
	require.Nil(t, handlers[1].Away)
	elsewhere, err := o.ListAbsences(usecasetest.By(t, "far", team, casework.RoleCaseworker))
	require.NoError(t, err)
	require.Empty(t, elsewhere)

	// The stand-in sees the tasks that the absent officer has claimed, and the desk sees who is away.
	o.Ask("c7m2k9x4pq", "tha-ken", 9*24*time.Hour)
	var open []visible.Task
	list := func(ctx context.Context, q tasks.Query) []visible.Task {
		found, err := o.ListTasks(ctx, q)
		require.NoError(t, err)
		return found.Rows
	}
	open = list(me, tasks.Query{})
	require.NotEmpty(t, open)
	require.Empty(t, list(other, tasks.Query{StandIn: true}))
	_, err = o.ClaimTask(me, tasks.Write{Case: open[0].Case, Task: open[0].ID, Key: "claim"})
	require.NoError(t, err)
	mine := list(other, tasks.Query{StandIn: true})
	require.Len(t, mine, 1)
	require.Equal(t, casework.AccountID("other"), mine[0].Away.StandIn)
	require.Empty(t, list(third, tasks.Query{StandIn: true}), "only the stand-in")
	require.Len(t, list(third, tasks.Query{Handler: "me"}), 1)
	require.Empty(t, list(third, tasks.Query{Handler: "other"}))
	one, err := o.ShowTask(other, open[0].Case, open[0].ID)
	require.NoError(t, err)
	require.NotNil(t, one.Away)
	_, err = o.EndAway(me)
	require.NoError(t, err)
	require.Empty(t, list(other, tasks.Query{StandIn: true}))

	later := usecasetest.New(t, tomorrow)
	later.Record.Memory = o.Record.Memory
	_, err = o.SetAway(me, noon.Add(-time.Hour), tomorrow, "other")
	require.NoError(t, err)
	ended, err := later.ShowSettings(me)
	require.NoError(t, err)
	require.Nil(t, ended.Away, "nobody has to end it")
}
