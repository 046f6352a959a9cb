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
	// batchCases is how many cases one activity opens or tells.
	batchCases = 100
	// batchesAtOnce is how many such activities an operation has under way.
	batchesAtOnce = 4
)

// work does one piece of the job that may go on. What cannot be done is tried again later,
// for ever: an operation does not fail because the record, or a corridor file, is in a bad way.
func (r *rescue) work(ctx workflow.Context) error {
	place, _ := r.Job()
	job := r.Jobs[place]
	var err error
	switch {
	case job.Kind == operation.OpenCases && job.Next >= job.Rows:
		_, err = r.carryOut(ctx, operation.Command{Key: job.Key, Kind: operation.KindListOpened, By: casework.System(), List: job.List})
	case job.Kind == operation.OpenCases:
		err = r.openCases(ctx, job)
	default:
		err = r.tellCases(ctx, job)
	}
	if err == nil || temporal.IsCanceledError(err) || ctx.Err() != nil {
		r.failures = 0
		return ctx.Err()
	}
	r.failures++
	workflow.GetLogger(ctx).Warn("a batch of an operation did not succeed", "operation", r.Ref, "job", job.Kind, "failures", r.failures)
	return workflow.Sleep(ctx, min(time.Minute<<min(r.failures-1, 6), time.Hour))
}

// openCases opens the next rows of a list, in batches side by side.
func (r *rescue) openCases(ctx workflow.Context, job operation.Job) error {
	var intake *activities.Intake
	var batches []workflow.Future
	next := job.Next
	for ; next < job.Rows && len(batches) < batchesAtOnce; next = min(next+batchCases, job.Rows) {
		batches = append(batches, workflow.ExecuteActivity(batching(ctx), intake.OpenCases, activities.OpenCasesInput{
			Operation: r.Ref, List: job.List, Host: r.Host, Custodian: r.Custodian, By: job.By,
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
		return failed // batches that are done find nothing to do the next time
	}
	return r.move(ctx, job.Key, next, "")
}

// tellCases tells the next cases of a pause, or of its end.
func (r *rescue) tellCases(ctx workflow.Context, job operation.Job) error {
	var intake *activities.Intake
	var told activities.TellCasesResult
	err := workflow.ExecuteActivity(batching(ctx), intake.TellCases, activities.TellCasesInput{
		Operation: r.Ref, Key: job.Key, By: job.By, Event: job.Event, Cause: job.Cause, After: job.After, Limit: batchCases,
	}).Get(ctx, &told)
	if err != nil {
		return err
	}
	if told.More {
		return r.move(ctx, job.Key, 0, told.After)
	}
	_, err = r.carryOut(ctx, operation.Command{Key: job.Key, Kind: operation.KindCasesTold, By: casework.System()})
	return err
}

// move remembers how far a job has come. It takes the lock, because a command that is being
// recorded was computed from the state before.
func (r *rescue) move(ctx workflow.Context, key casework.Key, next int, after casework.Ref) error {
	if err := r.turn.Lock(ctx); err != nil {
		return err
	}
	defer r.turn.Unlock()
	for place, job := range r.Jobs {
		if job.Key == key {
			r.Operation = r.Moved(place, next, after)
		}
	}
	return nil
}

// batching is for activities that see to many cases, on the queue that never starves decisions.
func batching(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue: QueueBatch, StartToCloseTimeout: 10 * time.Minute, HeartbeatTimeout: 10 * time.Second,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute},
	})
}
