package workflows_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/workflows"
)

// flaky has no database for the first looks.
type flaky struct{ away, looks int }

func (f *flaky) Sweep(context.Context) (int, error) {
	f.looks++
	if f.looks <= f.away {
		return 0, fault.New(fault.Unavailable, "the database is away")
	}
	return 1, nil
}

func (f *flaky) SendNotices(context.Context, int, func(context.Context, record.Notice) error) (int, error) {
	return 0, nil
}

func (f *flaky) RaiseNotices(context.Context, int, func(record.UnreadNotice) ([]casework.DeskID, bool)) (int, error) {
	return 0, nil
}

func (f *flaky) Above(string, int, casework.DeskID, casework.DeskID) ([]casework.DeskID, bool) {
	return nil, true
}

func (f *flaky) Deliver(context.Context, record.Notice) error { return nil }

func TestSweepOutlivesADatabaseThatIsAway(t *testing.T) {
	t.Parallel()
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestWorkflowEnvironment()
	f := &flaky{away: 3}
	env.RegisterWorkflowWithOptions(workflows.Sweep, workflow.RegisterOptions{Name: workflows.SweepWorkflow})
	env.RegisterActivity(&activities.Sweeper{Commands: f, Outbox: f, Courier: f, Unread: f, Offices: f})
	env.ExecuteWorkflow(workflows.SweepWorkflow, workflows.SweepInput{For: 20 * time.Millisecond, Every: 5 * time.Millisecond})
	require.True(t, env.IsWorkflowCompleted())
	require.NoError(t, env.GetWorkflowError())
	require.Greater(t, f.looks, 4)
}

func TestSweepGoesOnWhenAWorkerStops(t *testing.T) {
	t.Parallel()
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestWorkflowEnvironment()
	var sweeper *activities.Sweeper
	env.RegisterWorkflowWithOptions(workflows.Sweep, workflow.RegisterOptions{Name: workflows.SweepWorkflow})
	env.OnActivity(sweeper.Sweep, mock.Anything, mock.Anything).Return(activities.SweepResult{More: true}, nil).Twice()
	env.OnActivity(sweeper.Sweep, mock.Anything, mock.Anything).Return(activities.SweepResult{}, nil).Once()
	env.ExecuteWorkflow(workflows.SweepWorkflow, workflows.SweepInput{For: time.Minute, Every: time.Second})
	require.NoError(t, env.GetWorkflowError())
	env.AssertExpectations(t)
}
