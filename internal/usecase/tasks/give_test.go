package tasks_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/usecasetest"
)

// A consul gives her claim to a colleague, who then finds the task among her own. Every account that cannot
// take it is refused in the same way.
func TestGivingAClaimToAColleague(t *testing.T) {
	t.Parallel()
	m := newMission(t, 1)
	const desk, id = "ken-mission-bangkok", "verify_nationality#1"
	m.Record.SeedColleagues(desk, casework.RoleConsul, "me", "other", "kept-out", "away")
	m.Record.SeedColleagues(desk, casework.RoleMissionHead, "head")
	m.Record.SeedColleagues("eth-mission-bangkok", casework.RoleConsul, "far")
	me, other, ref := consul(t.Context(), "me"), consul(t.Context(), "other"), m.refs[0]
	m.Do(ref, 0, casework.Command{Kind: casework.KindExcludeOfficer, Account: "kept-out", By: casework.Actor{Account: "case", Role: casework.RoleCaseworker}})
	_, err := m.SetAway(consul(t.Context(), "away"), noon, noon.Add(24*time.Hour), "other")
	require.NoError(t, err)

	none, err := m.ListTakers(me, ref, id)
	require.NoError(t, err)
	require.Empty(t, none, "she has not claimed it")
	_, err = m.GiveTask(me, tasks.Write{Case: ref, Task: id, Key: "early"}, "other")
	require.Equal(t, fault.Conflict, fault.CodeOf(err))
	_, err = m.ClaimTask(me, tasks.Write{Case: ref, Task: id, Key: "claim"})
	require.NoError(t, err)

	takers, err := m.ListTakers(me, ref, id)
	require.NoError(t, err)
	require.Len(t, takers, 3)
	require.Equal(t, casework.AccountID("other"), takers[0].Account)
	require.Equal(t, casework.AccountID("kept-out"), takers[1].Account, "a list does not tell whom the survivor has excluded")
	require.NotNil(t, takers[2].Away)
	none, err = m.ListTakers(other, ref, id)
	require.NoError(t, err)
	require.Empty(t, none, "it is not theirs to give")

	var refused []string
	for _, account := range []casework.AccountID{"kept-out", "head", "far", "disabled-or-unknown", "me"} {
		_, err = m.GiveTask(me, tasks.Write{Case: ref, Task: id, Key: "give " + string(account)}, account)
		require.Equal(t, fault.Invalid, fault.CodeOf(err), account)
		require.Equal(t, "/account", usecasetest.PointerOf(t, err), account)
		refused = append(refused, err.Error())
	}
	for _, text := range refused {
		require.Equal(t, refused[0], text, "the refusal does not tell why")
	}
	_, err = m.GiveTask(me, tasks.Write{Case: ref, Task: id, Key: "empty"}, "")
	require.Equal(t, "/account", usecasetest.PointerOf(t, err))
	_, err = m.GiveTask(consul(t.Context(), "kept-out"), tasks.Write{Case: ref, Task: id, Key: "out"}, "other")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))

	w := tasks.Write{Case: ref, Task: id, Version: 2, Key: "give"}
	first, err := m.GiveTask(me, w, "other")
	require.NoError(t, err)
	again, err := m.GiveTask(me, w, "other")
	require.NoError(t, err)
	require.Equal(t, first.Case.Seq, again.Case.Seq, "a repeat gets the first answer")
	mine, err := m.ListTasks(other, tasks.Query{Mine: true})
	require.NoError(t, err)
	require.Len(t, mine.Rows, 1)
	mine, err = m.ListTasks(me, tasks.Query{Mine: true})
	require.NoError(t, err)
	require.Empty(t, mine.Rows)
	shown, err := m.ShowTask(other, ref, id)
	require.NoError(t, err)
	require.Contains(t, shown.May, policy.GiveTask)
	require.Equal(t, casework.DeskID(desk), shown.Desk, "the desk stays the owner")
}
