package tasks_test

import (
	"context"
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

// A coded reason is shown to those who may read the written reasons, and to no one else: a coordinator sees
// that the consulate has refused, and not why.
func TestACodedReasonIsAsVisibleAsWrittenOnes(t *testing.T) {
	t.Parallel()
	m := newMission(t, 1)
	ref, me := m.refs[0], consul(t.Context(), "me")
	w := tasks.Write{Case: ref, Task: "verify_nationality#1", Key: "refuse"}
	_, err := m.DecideTask(me, w, tasks.Decision{Outcome: casework.NotNational, Reasons: "Asked twice.", Reason: casework.ReasonNoCapacity})
	require.Equal(t, "/reason", usecasetest.PointerOf(t, err), "it is not one of this step")
	_, err = m.DecideTask(me, w, tasks.Decision{Outcome: casework.NotNational, Reasons: "Asked twice.", Reason: casework.ReasonNoRecord})
	require.NoError(t, err)

	at := func(role casework.Role, kind casework.DeskKind, desk casework.DeskID) context.Context {
		return request.With(t.Context(), &request.Request{Session: "s", Purpose: policy.ForCasework, Actor: policy.Actor{
			Account: "reader", Role: role, Desk: desk, Kind: kind, Agency: "tha-msdhs", Country: "THA", Leads: desk == "tha-coordination",
		}})
	}
	for name, tt := range map[string]struct {
		ctx    context.Context
		detail string
		reason casework.Reason
	}{
		"a caseworker":  {at(casework.RoleCaseworker, casework.DeskCaseworker, "tha-caseworker-maesot"), "no_record", casework.ReasonNoRecord},
		"a coordinator": {at(casework.RoleCoordinator, casework.DeskSupervisor, "tha-coordination"), "", ""},
	} {
		lines, err := m.ShowTimeline(tt.ctx, ref, false, act.Paging{Limit: record.MaxLimit})
		require.NoError(t, err, name)
		seen := 0
		for _, line := range lines.Rows {
			if line.Code == casework.EntryDecided && line.Step == casework.StepVerifyNationality {
				seen++
				require.Equal(t, tt.detail, line.Detail, name)
				require.Equal(t, tt.detail == "", line.Words == "", "%s reads both or neither", name)
			}
		}
		require.Equal(t, 1, seen, name)
		shown, err := m.ShowCase(tt.ctx, ref)
		require.NoError(t, err, name)
		for _, step := range shown.Steps {
			if step.Step == casework.StepVerifyNationality {
				seen++
				require.Equal(t, casework.NotNational, step.Outcome, name)
				require.Equal(t, tt.reason, step.Reason, name)
			}
		}
		require.Equal(t, 2, seen, name)
	}
}
