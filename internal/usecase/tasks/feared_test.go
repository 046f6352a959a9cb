package tasks_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/usecasetest"
)

// Where two states can be asked about her, the request about fear of return offers both, an answer names one of them,
// and another state is refused with the names of the two.
func TestAnAnswerAboutFearNamesOneStateOfTwo(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	ref := casework.Ref("case-of-two")
	o.Open(ref, "tha-ken", 5*24*time.Hour)
	o.Agree(ref, time.Hour, []casework.Consent{casework.ConsentRegistration}, casework.Statement{Name: casework.FactInterpreter, Value: "ok"})
	o.Settle(ref, time.Hour, casework.StepRegister, casework.Registered, casework.RoleRegistrar)
	ctx := usecasetest.By(t, "me", team, casework.RoleCaseworker)
	asked := func() casework.Task {
		state := o.State(ref)
		task, open := state.TaskFor(casework.StepFearOfReturn)
		require.True(t, open)
		return task
	}
	one, err := o.ShowTask(ctx, ref, asked().ID)
	require.NoError(t, err)
	require.Empty(t, one.States, "there is one state")

	state := o.State(ref)
	state.Second = &casework.OtherState{State: "UGA", Desk: desk}
	o.Record.SeedCase(state)
	one, err = o.ShowTask(ctx, ref, asked().ID)
	require.NoError(t, err)
	require.Equal(t, []casework.Country{"KEN", "UGA"}, one.States)

	fears := func(key string, of casework.Country) error {
		_, err := o.DecideTask(ctx, tasks.Write{Case: ref, Task: asked().ID, Key: key, Version: asked().Version}, tasks.Decision{Outcome: casework.Yes, State: of, Reasons: "She told me."})
		return err
	}
	err = fears("typo", "TZA")
	require.Equal(t, fault.Invalid, fault.CodeOf(err))
	require.Equal(t, "/state", usecasetest.PointerOf(t, err))
	require.NoError(t, fears("named", "KEN"))
	state = o.State(ref)
	require.Equal(t, []casework.Country{"KEN"}, state.FearedOf)
	require.True(t, state.FearsOnlyNamed())
}
