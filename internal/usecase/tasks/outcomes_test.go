package tasks_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/usecasetest"
)

// A desk sees what each of its answers would lead to, and what it may do to the task; other desks see
// neither.
func TestOutcomesArePreviewed(t *testing.T) {
	t.Parallel()
	s := usecasetest.NewService(t, noon, &usecasetest.OneCase{State: usecasetest.NewCase(t, noon)}, &usecasetest.Log{})
	registrar, caseworker := usecasetest.As(t, "tha-registrar-maesot", casework.RoleRegistrar), usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker)
	all, err := s.PreviewOutcomes(registrar, "c7m2k9x4pq", "register#1")
	require.NoError(t, err)
	require.Len(t, all, 1, "no merge is offered")
	require.Equal(t, casework.Registered, all[0].Outcome)
	var opens []casework.Step
	for _, one := range all[0].Opens {
		opens = append(opens, one.Step)
	}
	require.Contains(t, opens, casework.StepFearOfReturn)
	require.Empty(t, all[0].Closed)

	all, err = s.PreviewOutcomes(caseworker, "c7m2k9x4pq", "register#1")
	require.NoError(t, err)
	require.Empty(t, all)
	_, err = s.PreviewOutcomes(usecasetest.As(t, "eth-mission-newdelhi", casework.RoleConsul), "c7m2k9x4pq", "register#1")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))

	shown, err := s.ShowTask(registrar, "c7m2k9x4pq", "register#1")
	require.NoError(t, err)
	require.Contains(t, shown.May, policy.DecideTask)
	require.NotEmpty(t, shown.Facts)
	shown, err = s.ShowTask(caseworker, "c7m2k9x4pq", "register#1")
	require.NoError(t, err)
	require.NotContains(t, shown.May, policy.DecideTask)
}

// A preview of a panel's outcomes would tell how others have voted.
func TestOutcomesOfAPanelAreNotPreviewed(t *testing.T) {
	t.Parallel()
	c := usecasetest.NewCase(t, noon)
	c.Tasks = append(c.Tasks, casework.Task{ID: "determination#1", Step: casework.StepDetermination, Attempt: 1, Desk: "tha-panel-bangkok", Kind: casework.DeskPanel, Version: 1})
	s := usecasetest.NewService(t, noon, &usecasetest.OneCase{State: c}, &usecasetest.Log{})
	chair := usecasetest.As(t, "tha-panel-bangkok", casework.RolePanelChair)
	all, err := s.PreviewOutcomes(chair, c.Ref, "determination#1")
	require.NoError(t, err)
	require.Empty(t, all)
	shown, err := s.ShowTask(chair, c.Ref, "determination#1")
	require.NoError(t, err)
	require.Positive(t, shown.Quorum.Members)
}
