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

// keepSweeping makes the Schedule of the sweep, or brings the one that is there to what this release wants.
func keepSweeping(ctx context.Context, c client.Client, every time.Duration) error {
	spec := client.ScheduleSpec{Intervals: []client.ScheduleIntervalSpec{{Every: time.Minute}}}
	action := &client.ScheduleWorkflowAction{
		ID: SweepSchedule, Workflow: workflows.SweepWorkflow, TaskQueue: workflows.QueueCase,
		Args: []any{workflows.SweepInput{For: sweepFor, Every: every}},
	}
	_, err := c.ScheduleClient().Create(ctx, client.ScheduleOptions{
		ID: SweepSchedule, Spec: spec, Action: action, Overlap: enumspb.SCHEDULE_OVERLAP_POLICY_SKIP,
		CatchupWindow: time.Minute, TriggerImmediately: true,
	})
	if errors.Is(err, temporal.ErrScheduleAlreadyRunning) {
		err = c.ScheduleClient().GetHandle(ctx, SweepSchedule).Update(ctx, client.ScheduleUpdateOptions{
			DoUpdate: func(in client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
				schedule := in.Description.Schedule
				schedule.Spec, schedule.Action = &spec, action
				return &client.ScheduleUpdate{Schedule: &schedule}, nil
			},
		})
	}
	if err != nil {
		return fmt.Errorf("schedule sweep: %w", err)
	}
	return nil
}
