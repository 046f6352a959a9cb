package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
)

// Retention runs once a day. It purges data that are past their retention period and not in a survivor's
// file, empties the text in files of cases that ended long ago, class by class, counts what the next run
// will purge, and records which files are due. It never erases a person; see Erasure. A Schedule starts
// it; see package worker.
func Retention(ctx workflow.Context) error {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue: QueueBatch, StartToCloseTimeout: 2 * time.Hour, HeartbeatTimeout: 10 * time.Second,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: 10 * time.Minute},
	})
	var daily *activities.Retention
	for more := true; more; {
		var purged activities.KeepResult
		if err := workflow.ExecuteActivity(ctx, daily.PurgeOld).Get(ctx, &purged); err != nil {
			return err
		}
		more = purged.More
	}
	if err := emptyTexts(ctx, daily); err != nil {
		return err
	}
	if err := workflow.ExecuteActivity(ctx, activities.PreviewDaily).Get(ctx, nil); err != nil {
		return err
	}
	var next activities.EndedCasesInput
	for more := true; more; {
		var noted activities.KeepResult
		if err := workflow.ExecuteActivity(ctx, activities.SaveDueFiles, next).Get(ctx, &noted); err != nil {
			return err
		}
		more, next.After = noted.More, noted.After
	}
	return nil
}

// changeTexts is the GetVersion id of the step that empties text by its class. A run that began before
// it skips the step.
const changeTexts = "texts-by-class"

func emptyTexts(ctx workflow.Context, daily *activities.Retention) error {
	if workflow.GetVersion(ctx, changeTexts, workflow.DefaultVersion, 1) == workflow.DefaultVersion {
		return nil
	}
	var next activities.EndedCasesInput
	for more := true; more; {
		var emptied activities.KeepResult
		if err := workflow.ExecuteActivity(ctx, daily.EmptyTexts, next).Get(ctx, &emptied); err != nil {
			return err
		}
		more, next.After = emptied.More, emptied.After
	}
	return nil
}
