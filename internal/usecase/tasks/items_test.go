package tasks_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/usecasetest"
)

// A question that names what is in question is read, with its items, by those who may read its words. A
// coordinator sees that a question was asked, and neither the words nor the items.
func TestItemsInQuestionAreAsVisibleAsTheQuestion(t *testing.T) {
	t.Parallel()
	m := newMission(t, 1)
	ref, me := m.refs[0], consul(t.Context(), "me")
	w := tasks.Write{Case: ref, Task: "verify_nationality#1", Key: "ask"}
	for _, wrong := range [][]casework.Item{{"story"}, {casework.ItemName, casework.ItemName}} {
		_, err := m.AskAtTask(me, w, "", "Is this her?", wrong)
		require.Equal(t, "/items", usecasetest.PointerOf(t, err))
	}
	_, err := m.AskAtTask(me, w, "", "Is this her?", []casework.Item{casework.ItemPhoto, casework.ItemBirth})
	require.NoError(t, err)

	for name, want := range map[string]struct {
		actor  policy.Actor
		detail string
	}{
		"a caseworker":  {policy.Actor{Role: casework.RoleCaseworker, Kind: casework.DeskCaseworker, Desk: "tha-caseworker-maesot"}, "birth_date photo"},
		"a coordinator": {policy.Actor{Role: casework.RoleCoordinator, Kind: casework.DeskSupervisor, Desk: "tha-coordination"}, ""},
	} {
		want.actor.Account, want.actor.Agency, want.actor.Country, want.actor.Leads = "reader", "tha-msdhs", "THA", true
		ctx := request.With(t.Context(), &request.Request{Session: "s", Purpose: policy.ForCasework, Actor: want.actor})
		lines, err := m.ShowTimeline(ctx, ref, false, act.Paging{Limit: record.MaxLimit})
		require.NoError(t, err, name)
		seen := 0
		for _, line := range lines.Rows {
			if line.Code == casework.EntryTaskAsked && line.Step == casework.StepVerifyNationality {
				seen++
				require.Equal(t, want.detail, line.Detail, name)
				require.Equal(t, want.detail == "", line.Words == "", "%s reads both or neither", name)
			}
		}
		require.Equal(t, 1, seen, name)
	}
}
