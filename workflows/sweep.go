package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
)

// SweepInput is how long one sweep lasts, and the interval of its rounds.
type SweepInput struct {
	For   time.Duration `json:"for"`
	Every time.Duration `json:"every"`
}

// Sweep regularly sends unsettled commands again and delivers waiting notices. An Update exists only in
// memory until it is accepted, and a decision must not be lost with it. One run has many rounds in one
// activity, because a run costs the server more than a round. A Schedule starts the next run; see
// package worker.
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
