package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/fault"
)

// shouldContinueAsNew reports whether this run should continue as new: because that was requested,
// because the server suggests it, or because the aggregate wants a new run.
func (r *runner[S, C, Ch, R, A]) shouldContinueAsNew(ctx workflow.Context) bool {
	if r.stays != nil && r.stays() {
		return false
	}
	return r.rolling || r.outgrown != nil && r.outgrown() || workflow.GetInfo(ctx).GetContinueAsNewSuggested()
}

// continueAsNew starts a new run with the state.
func (r *runner[S, C, Ch, R, A]) continueAsNew(ctx workflow.Context) error {
	if err := r.drain(ctx); err != nil {
		return err
	}
	return workflow.NewContinueAsNewError(ctx, r.name, r.carry(r.state))
}

// drain refuses new commands and waits until every sender has an answer. The run must end in a later
// workflow task than the last answer, which could be lost otherwise
// (github.com/temporalio/temporal/issues/6375).
func (r *runner[S, C, Ch, R, A]) drain(ctx workflow.Context) error {
	r.draining = true
	r.closing = fault.New(fault.RollingOver, r.noun+" is being moved to a new run; try again with the same key")
	if r.windDown != nil {
		if err := r.windDown(ctx); err != nil {
			return err
		}
	}
	for first := true; first || !r.finished(ctx); first = false {
		if err := workflow.Await(ctx, func() bool { return r.finished(ctx) }); err != nil {
			return err
		}
		if err := r.endTask(ctx); err != nil {
			return err
		}
	}
	return nil
}

// finished reports whether every handler has returned and nothing runs in the background.
func (r *runner[S, C, Ch, R, A]) finished(ctx workflow.Context) bool {
	return workflow.AllHandlersFinished(ctx) && (r.idle == nil || r.idle())
}

// changeYield is the GetVersion id of ending a workflow task with an activity. Earlier runs did it with
// a timer.
const changeYield = "yield-by-activity"

// endTask ends this workflow task and begins another.
func (r *runner[S, C, Ch, R, A]) endTask(ctx workflow.Context) error {
	if !r.untimed && workflow.GetVersion(ctx, changeYield, workflow.DefaultVersion, 1) == workflow.DefaultVersion {
		return workflow.Sleep(ctx, drainTimer)
	}
	return yieldTask(ctx)
}

// drainTimer ended a workflow task in earlier releases. The server fires so short a timer after
// about a second.
const drainTimer = 20 * time.Millisecond

// yieldTask ends this workflow task and begins another within milliseconds: it waits for an
// activity that does nothing.
func yieldTask(ctx workflow.Context) error {
	var records *activities.Cases
	return workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, recordOptions()), records.TurnPage).Get(ctx, nil)
}

// waitAfterFailure counts a failed step of the workflow itself, logs it, and waits before the next
// attempt. Meanwhile the state is unchanged, commands of others are accepted, and people can correct the
// cause. It returns an error only if the workflow is cancelled.
func (r *runner[S, C, Ch, R, A]) waitAfterFailure(ctx workflow.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	r.failures++
	workflow.GetLogger(ctx).Error("a command that a workflow sends to itself was refused and will be tried again",
		"reason", "refused_by_itself", "code", refusalCode(err), "attempts", r.failures)
	wait := refusalBackoff
	if r.backoff != nil {
		wait = r.backoff(r.failures)
	}
	return workflow.Sleep(ctx, wait)
}

// refusalBackoff is how long a workflow waits after a lasting refusal before it tries again.
const refusalBackoff = 15 * time.Minute
