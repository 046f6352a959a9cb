package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
)

// Retention looks, once a day, for what is over its time: it has purged what is no survivor's
// file, and the text in files of cases that have long ended, class by class; it has counted what
// the next look will purge, and noted whose file is due. It erases nobody; see Erasure. A
// Schedule starts it; see package worker.
func Retention(ctx workflow.Context) error {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue: QueueBatch, StartToCloseTimeout: 2 * time.Hour, HeartbeatTimeout: 10 * time.Second,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: 10 * time.Minute},
	})
	var keeper *activities.Keeper
	for more := true; more; {
		var purged activities.KeepResult
		if err := workflow.ExecuteActivity(ctx, keeper.PurgeOld).Get(ctx, &purged); err != nil {
			return err
		}
		more = purged.More
	}
	var last activities.NoteDueInput
	for more := true; more; {
		var emptied activities.KeepResult
		if err := workflow.ExecuteActivity(ctx, keeper.EmptyTexts, last).Get(ctx, &emptied); err != nil {
			return err
		}
		more, last.After = emptied.More, emptied.After
	}
	if err := workflow.ExecuteActivity(ctx, keeper.Foresee).Get(ctx, nil); err != nil {
		return err
	}
	var next activities.NoteDueInput
	for more := true; more; {
		var noted activities.KeepResult
		if err := workflow.ExecuteActivity(ctx, keeper.NoteDue, next).Get(ctx, &noted); err != nil {
			return err
		}
		more, next.After = noted.More, noted.After
	}
	return nil
}
