package usecase_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/selection"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/usecasetest"
)

const (
	desk = casework.DeskID("ken-mission-bangkok")
	team = casework.DeskID("tha-caseworker-maesot")
)

// by returns a context of an account with a role at a desk.
func by(t *testing.T, account casework.AccountID, at casework.DeskID, role casework.Role) context.Context {
	t.Helper()
	ctx := as(t, at, role)
	request.From(ctx).Actor.Account = account
	return ctx
}

func pointerOf(t *testing.T, err error) string {
	t.Helper()
	require.Equal(t, fault.Invalid, fault.CodeOf(err), "%v", err)
	fields, _ := fault.DetailsOf(err).(usecase.InvalidFields)
	require.Len(t, fields, 1)
	return fields[0].Pointer
}

func TestAViewIsItsAuthorsOrTheDesks(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	me, colleague := by(t, "me", desk, casework.RoleConsul), by(t, "other", desk, casework.RoleConsul)
	far := by(t, "far", team, casework.RoleCaseworker)
	names := func(ctx context.Context) (out []string) {
		found, err := o.ListViews(ctx, record.CaseList)
		require.NoError(t, err)
		for _, v := range found {
			out = append(out, v.Name)
		}
		return out
	}
	write := usecase.ViewWrite{Key: "k1", List: record.CaseList, Name: "  Clearance ", Query: "clock=overdue&stage=clearance"}
	id, err := o.SaveView(me, write)
	require.NoError(t, err)
	again, err := o.SaveView(me, write)
	require.NoError(t, err)
	require.Equal(t, id, again, "a repeated form saves one view")
	require.Equal(t, []string{"Clearance"}, names(me))
	require.Empty(t, names(colleague))

	write.ID, write.Name = id, "Taken"
	_, err = o.SaveView(colleague, write)
	require.Equal(t, policy.Missing(), err, "like a view that does not exist")
	_, err = o.RemoveView(colleague, record.CaseList, id)
	require.NoError(t, err)
	require.Equal(t, []string{"Clearance"}, names(me))

	write.Name, write.Shared, write.Query = "Ours", true, ""
	_, err = o.SaveView(me, write)
	require.NoError(t, err)
	require.Equal(t, []string{"Ours"}, names(colleague))
	require.Empty(t, names(far))
	write.Name = "Ours, changed"
	_, err = o.SaveView(colleague, write)
	require.NoError(t, err)
	found, err := o.ListViews(me, record.CaseList)
	require.NoError(t, err)
	require.Equal(t, []usecase.SavedView{{ID: id, Name: "Ours, changed", Shared: true, Mine: true}}, found, "it stays whose it is")
	for range 2 {
		_, err = o.RemoveView(colleague, record.CaseList, id)
		require.NoError(t, err, "a repeated form has the same answer")
	}
	require.Empty(t, names(me))
}

func TestAViewHoldsAShortNameAndCodes(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	me := by(t, "me", desk, casework.RoleConsul)
	for pointer, w := range map[string]usecase.ViewWrite{
		"/name":  {Key: "a", List: record.CaseList, Name: strings.Repeat("x", 61)},
		"/list":  {Key: "a", List: "people", Name: "x"},
		"/query": {Key: "a", List: record.CaseList, Name: "x", Query: "name=Hanna Tesfaye"},
	} {
		_, err := o.SaveView(me, w)
		require.Equal(t, pointer, pointerOf(t, err))
	}
	_, err := o.SaveView(me, usecase.ViewWrite{Key: "a", List: record.CaseList, Name: " "})
	require.Equal(t, "/name", pointerOf(t, err))
	for i := range 50 {
		_, err = o.SaveView(me, usecase.ViewWrite{Key: strings.Repeat("k", i+1), List: record.CaseList, Name: "x"})
		require.NoError(t, err)
	}
	_, err = o.SaveView(me, usecase.ViewWrite{Key: "one more", List: record.CaseList, Name: "x"})
	require.Equal(t, "/name", pointerOf(t, err))
}

func TestAnAbsenceEndsByItselfAndGivesNoRight(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Record.SeedColleagues(desk, casework.RoleCaseworker, "me", "other", "third")
	me, other, third := by(t, "me", desk, casework.RoleConsul), by(t, "other", desk, casework.RoleConsul), by(t, "third", desk, casework.RoleConsul)
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
		require.Equal(t, tt.pointer, pointerOf(t, err), name)
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
	elsewhere, err := o.ListAbsences(by(t, "far", team, casework.RoleCaseworker))
	require.NoError(t, err)
	require.Empty(t, elsewhere)

	// The stand-in sees the tasks that the absent officer has claimed, and the desk sees who is away.
	o.Ask("c7m2k9x4pq", "tha-ken", 9*24*time.Hour)
	var open []usecase.Task
	list := func(ctx context.Context, q usecase.TaskQuery) []usecase.Task {
		found, err := o.ListTasks(ctx, q)
		require.NoError(t, err)
		return found.Rows
	}
	open = list(me, usecase.TaskQuery{})
	require.NotEmpty(t, open)
	require.Empty(t, list(other, usecase.TaskQuery{StandIn: true}))
	_, err = o.ClaimTask(me, usecase.TaskWrite{Case: open[0].Case, Task: open[0].ID, Key: "claim"})
	require.NoError(t, err)
	mine := list(other, usecase.TaskQuery{StandIn: true})
	require.Len(t, mine, 1)
	require.Equal(t, casework.AccountID("other"), mine[0].Away.StandIn)
	require.Empty(t, list(third, usecase.TaskQuery{StandIn: true}), "only the stand-in")
	require.Len(t, list(third, usecase.TaskQuery{Handler: "me"}), 1)
	require.Empty(t, list(third, usecase.TaskQuery{Handler: "other"}))
	one, err := o.ShowTask(other, open[0].Case, open[0].ID)
	require.NoError(t, err)
	require.NotNil(t, one.Away)
	_, err = o.EndAway(me)
	require.NoError(t, err)
	require.Empty(t, list(other, usecase.TaskQuery{StandIn: true}))

	later := usecasetest.New(t, tomorrow)
	later.Record.Memory = o.Record.Memory
	_, err = o.SetAway(me, noon.Add(-time.Hour), tomorrow, "other")
	require.NoError(t, err)
	ended, err := later.ShowSettings(me)
	require.NoError(t, err)
	require.Nil(t, ended.Away, "nobody has to end it")
}

func TestSettingsAreKeptWithTheAccount(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	me := by(t, "me", desk, casework.RoleConsul)
	_, err := o.SetLanguage(me, "my")
	require.NoError(t, err)
	_, err = o.SetKeys(me, true)
	require.NoError(t, err)
	found, err := o.ShowSettings(me)
	require.NoError(t, err)
	require.Equal(t, usecase.Settings{Keys: true, Language: "my"}, found)
	_, err = o.SetLanguage(me, "Burmese, please")
	require.Equal(t, "/language", pointerOf(t, err))
	other, err := o.ShowSettings(by(t, "other", desk, casework.RoleConsul))
	require.NoError(t, err)
	require.Equal(t, usecase.Settings{}, other)
}

// A frozen set has the rows of its moment; a bulk act takes each through the rules of one, and its answers add
// up.
func TestManyTasksAtOnce(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	me, other := by(t, "me", desk, casework.RoleConsul), by(t, "other", desk, casework.RoleConsul)
	refs := []casework.Ref{"case-one", "case-two", "case-six"}
	for i, ref := range refs {
		o.Ask(ref, "tha-ken", time.Duration(9+i)*24*time.Hour)
	}
	made, err := o.FreezeTasks(me, "k", "queue=all", usecase.TaskQuery{})
	require.NoError(t, err)
	items, err := selection.Parse(made.Items)
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(items), 3)
	require.Equal(t, noon.Add(time.Hour), made.Expires)
	cases, err := o.FreezeCases(me, "k2", "", record.CaseFilter{Open: true})
	require.NoError(t, err)
	require.Len(t, cases.Items, 3)
	_, err = o.ShowSelection(other, made.ID)
	require.Equal(t, fault.NotFound, fault.CodeOf(err), "it is its account's")
	o.Ask("case-new", "tha-ken", 9*24*time.Hour)
	again, err := o.FreezeTasks(me, "k", "queue=all", usecase.TaskQuery{})
	require.NoError(t, err)
	require.Equal(t, made.Items, again.Items, "the rows are those of the first time")

	_, err = o.ClaimTask(other, usecase.TaskWrite{Case: items[0].Case, Task: items[0].Task, Key: "theirs"})
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

	act := usecase.BulkAct{Key: "bulk", Act: selection.Claim, Items: append([]selection.Item{gone}, items...)}
	var sums selection.Sums
	answers, err := o.ActOnTasks(me, act)
	require.NoError(t, err)
	for _, a := range answers {
		sums.Add(a.State, a.Err != nil)
	}
	require.Equal(t, selection.Sums{Asked: len(items) + 1, Recorded: len(items) - 1, Refused: 2}, sums)
	sent := len(o.Commands.Sent())
	repeated, err := o.ActOnTasks(me, act)
	require.NoError(t, err)
	require.Len(t, o.Commands.Sent(), sent, "a repeated form changes nothing")
	require.Equal(t, answers[2].State, repeated[2].State)
	mine, err := o.ListTasks(me, usecase.TaskQuery{Mine: true})
	require.NoError(t, err)
	require.Len(t, mine.Rows, len(items)-1)
	act.Key, act.Act = "back", selection.Release
	_, err = o.ActOnTasks(me, act)
	require.NoError(t, err)
	mine, err = o.ListTasks(me, usecase.TaskQuery{Mine: true})
	require.NoError(t, err)
	require.Empty(t, mine.Rows)
	_, err = o.ActOnTasks(me, usecase.BulkAct{Act: selection.Claim, Items: items})
	require.Equal(t, fault.NoKey, fault.CodeOf(err))
	_, err = o.ActOnTasks(me, usecase.BulkAct{Key: "none", Act: selection.Claim})
	require.Equal(t, "/items", pointerOf(t, err))
}

func TestCasesAreCountedUnderTheFiltersAndWithout(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	for _, ref := range []casework.Ref{"case-one", "case-two", "else"} {
		o.Ask(ref, "tha-ken", 9*24*time.Hour)
	}
	n, err := o.CountCases(by(t, "me", desk, casework.RoleConsul), record.CaseFilter{Open: true, RefBegins: "case"})
	require.NoError(t, err)
	require.Equal(t, usecase.CaseCount{Matching: 2, All: 3}, n)
	n, err = o.CountCases(by(t, "far", "tls-caseworker-dili", casework.RoleCaseworker), record.CaseFilter{Open: true})
	require.NoError(t, err)
	require.Zero(t, n, "a number tells nothing of what is not theirs to see")
}
