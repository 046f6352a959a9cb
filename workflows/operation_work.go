package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
)

const (
	// batchCases is the number of cases that one activity opens or notifies.
	batchCases = 100
	// parallelBatches is the number of such activities that run at the same time for an operation.
	parallelBatches = 4
)

// work does a part of the first job that can continue. A part that fails is tried again later, without
// limit: an operation does not end because the record or a corridor file is wrong.
func (o *operationRun) work(ctx workflow.Context) error {
	place, _ := o.state.Job()
	job := o.state.Jobs[place]
	switch {
	case job.Kind == operation.OpenCases && job.Next >= job.Rows:
		return o.end(ctx, job, operation.KindListOpened)
	case job.Kind == operation.OpenCases:
		return o.openCases(ctx, job)
	default:
		return o.notifyCases(ctx, job)
	}
}

// end records that a job is done.
func (o *operationRun) end(ctx workflow.Context, job operation.Job, kind operation.Kind) error {
	_, err := o.locked(ctx, operation.Command{Key: job.Key, Kind: kind, By: casework.System(), List: job.List})
	return err
}

// openCases opens the cases of the next rows of a list, in parallel batches.
func (o *operationRun) openCases(ctx workflow.Context, job operation.Job) error {
	var intake *activities.Intake
	var batches []workflow.Future
	next := job.Next
	for ; next < job.Rows && len(batches) < parallelBatches; next = min(next+batchCases, job.Rows) {
		batches = append(batches, workflow.ExecuteActivity(batching(ctx), intake.OpenCases, activities.OpenCasesInput{
			Operation: o.state.Ref, List: job.List, Host: o.state.Host, Custodian: o.state.Custodian, By: job.By,
			From: next, To: min(next+batchCases, job.Rows),
		}))
	}
	var failed error
	more := false
	for _, batch := range batches {
		var result activities.OpenCasesResult
		if err := batch.Get(ctx, &result); err != nil {
			failed = err
		}
		more = more || result.More
	}
	if failed != nil || more {
		return failed // finished batches have nothing to do the next time
	}
	return o.move(ctx, job.Key, next, "")
}

// notifyCases sends the report that the operation is paused or resumed to the next cases.
func (o *operationRun) notifyCases(ctx workflow.Context, job operation.Job) error {
	var intake *activities.Intake
	var told activities.TellCasesResult
	err := workflow.ExecuteActivity(batching(ctx), intake.TellCases, activities.TellCasesInput{
		Operation: o.state.Ref, Key: job.Key, By: job.By, Event: job.Event, Cause: job.Cause, After: job.After, Limit: batchCases,
	}).Get(ctx, &told)
	if err != nil {
		return err
	}
	if told.More {
		return o.move(ctx, job.Key, 0, told.After)
	}
	return o.end(ctx, job, operation.KindCasesTold)
}

// move stores the progress of a job. It takes the lock, because a change that is being recorded was
// computed from the earlier state.
func (o *operationRun) move(ctx workflow.Context, key casework.Key, next int, after casework.Ref) error {
	if err := o.mu.Lock(ctx); err != nil {
		return err
	}
	defer o.mu.Unlock()
	for place, job := range o.state.Jobs {
		if job.Key == key {
			o.state = o.state.Moved(place, next, after)
		}
	}
	return nil
}

// batching sets the options of activities on many cases, which have a queue of their own.
func batching(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue: QueueBatch, StartToCloseTimeout: 10 * time.Minute, HeartbeatTimeout: 10 * time.Second,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute},
	})
}
