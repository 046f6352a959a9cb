package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
)

// SweepInput says how long one sweep goes on, and how often it looks.
type SweepInput struct {
	For   time.Duration `json:"for"`
	Every time.Duration `json:"every"`
}

// Sweep sends again, every now and then, the commands that were taken in and not settled, and
// delivers the notices that wait. An Update lives in memory only until it is accepted, and a
// decision must outlive that. One run looks many times, in one activity, because a run costs the
// server more than a look. A Schedule starts the next run; see package worker.
func Sweep(ctx workflow.Context, in SweepInput) error {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue: QueueOutside, StartToCloseTimeout: in.For + 2*time.Minute, HeartbeatTimeout: 10 * time.Second,
		ScheduleToCloseTimeout: 3*in.For + 10*time.Minute,
		RetryPolicy:            &temporal.RetryPolicy{InitialInterval: min(time.Second, in.Every), BackoffCoefficient: 2, MaximumInterval: in.Every},
	})
	var sweeper *activities.Sweeper
	for {
		var result activities.SweepResult
		err := workflow.ExecuteActivity(ctx, sweeper.Sweep, activities.SweepInput{For: in.For, Every: in.Every}).Get(ctx, &result)
		if err != nil || !result.More {
			return err
		}
	}
}
