package worker

import (
	"context"
	"errors"
	"fmt"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"example.org/homeward/internal/engine"
	"example.org/homeward/workflows"
)

// SweepSchedule is the ID of the Schedule, and of the workflow that it starts.
const SweepSchedule = "sweep"

// sweepFor is how long one run of the sweep lasts. The Schedule checks every minute whether one runs: a
// run costs the server tens of kilobytes, and a check that finds a running one costs nothing.
const sweepFor = 10 * time.Minute

// RetentionSchedule is the ID of the Schedule of the daily retention run, and of the workflow that it
// starts.
const RetentionSchedule = "retention"

// keepSweeping creates or updates the Schedule of the sweep.
func keepSweeping(ctx context.Context, c client.Client, every time.Duration) error {
	return keep(ctx, c, client.ScheduleSpec{Intervals: []client.ScheduleIntervalSpec{{Every: time.Minute}}}, &client.ScheduleWorkflowAction{
		ID: SweepSchedule, Workflow: workflows.SweepWorkflow, TaskQueue: workflows.QueueCase,
		Args: []any{workflows.SweepInput{For: sweepFor, Every: every}},
	}, time.Minute)
}

// keepRetention creates or updates the Schedule of retention: once a day, at an hour when few people work.
func keepRetention(ctx context.Context, c client.Client) error {
	return keep(ctx, c, client.ScheduleSpec{Intervals: []client.ScheduleIntervalSpec{{Every: 24 * time.Hour, Offset: 19 * time.Hour}}}, &client.ScheduleWorkflowAction{
		ID: RetentionSchedule, Workflow: workflows.RetentionWorkflow, TaskQueue: workflows.QueueCase,
	}, 24*time.Hour)
}

// keep creates a Schedule, or updates an existing one to the settings of this release. A run that could
// not start in time is started later, if it is not later than late.
func keep(ctx context.Context, c client.Client, spec client.ScheduleSpec, action *client.ScheduleWorkflowAction, late time.Duration) error {
	_, err := c.ScheduleClient().Create(ctx, client.ScheduleOptions{
		ID: action.ID, Spec: spec, Action: action, Overlap: enumspb.SCHEDULE_OVERLAP_POLICY_SKIP,
		CatchupWindow: late, TriggerImmediately: true,
	})
	if errors.Is(err, temporal.ErrScheduleAlreadyRunning) {
		err = c.ScheduleClient().GetHandle(ctx, action.ID).Update(ctx, client.ScheduleUpdateOptions{
			DoUpdate: func(in client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
				schedule := in.Description.Schedule
				schedule.Spec, schedule.Action = &spec, action
				return &client.ScheduleUpdate{Schedule: &schedule}, nil
			},
		})
	}
	if err != nil {
		return fmt.Errorf("schedule %s: %w", action.ID, engine.Fault(err))
	}
	return nil
}
