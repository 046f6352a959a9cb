package worker

import (
	"context"
	"errors"
	"fmt"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"example.org/homeward/workflows"
)

// SweepSchedule is the ID of the Schedule, and of the workflow that it starts.
const SweepSchedule = "sweep"

// sweepFor is how long one run of the sweep goes on. The Schedule looks every minute whether
// it still does: a run costs the server tens of kilobytes, a look that finds one running nothing.
const sweepFor = 10 * time.Minute

// RetentionSchedule is the ID of the Schedule of the daily look at what is over its time, and
// of the workflow that it starts.
const RetentionSchedule = "retention"

// keepSweeping makes the Schedule of the sweep.
func keepSweeping(ctx context.Context, c client.Client, every time.Duration) error {
	return keep(ctx, c, client.ScheduleSpec{Intervals: []client.ScheduleIntervalSpec{{Every: time.Minute}}}, &client.ScheduleWorkflowAction{
		ID: SweepSchedule, Workflow: workflows.SweepWorkflow, TaskQueue: workflows.QueueCase,
		Args: []any{workflows.SweepInput{For: sweepFor, Every: every}},
	}, time.Minute)
}

// keepRetention makes the Schedule of retention: once a day, at an hour at which few people work.
func keepRetention(ctx context.Context, c client.Client) error {
	return keep(ctx, c, client.ScheduleSpec{Intervals: []client.ScheduleIntervalSpec{{Every: 24 * time.Hour, Offset: 19 * time.Hour}}}, &client.ScheduleWorkflowAction{
		ID: RetentionSchedule, Workflow: workflows.RetentionWorkflow, TaskQueue: workflows.QueueCase,
	}, 24*time.Hour)
}

// keep makes a Schedule, or brings the one that is there to what this release wants. A run that
// could not begin in time is made up for when it is not late by more than late.
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
		return fmt.Errorf("schedule %s: %w", action.ID, err)
	}
	return nil
}
