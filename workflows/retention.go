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
	if err := emptyTexts(ctx, keeper); err != nil {
		return err
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

// changeTexts names that text in files of cases goes by its class: a look that began before
// does not know of it.
const changeTexts = "texts-by-class"

func emptyTexts(ctx workflow.Context, keeper *activities.Keeper) error {
	if workflow.GetVersion(ctx, changeTexts, workflow.DefaultVersion, 1) == workflow.DefaultVersion {
		return nil
	}
	var next activities.NoteDueInput
	for more := true; more; {
		var emptied activities.KeepResult
		if err := workflow.ExecuteActivity(ctx, keeper.EmptyTexts, next).Get(ctx, &emptied); err != nil {
			return err
		}
		more, next.After = emptied.More, emptied.After
	}
	return nil
}
