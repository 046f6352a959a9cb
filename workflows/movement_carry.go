package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

const (
	movementPatience = 5 * time.Second       // how long a run that is to end waits for the cases that are being told
	movementDrain    = 20 * time.Millisecond // between the last answer and the end of the run
)

// anew says whether this run should hand on to a new one.
func (v *voyage) anew(ctx workflow.Context) bool {
	return v.rolling || workflow.GetInfo(ctx).GetContinueAsNewSuggested()
}

// finished says whether nothing more is to come and nobody will ask again.
func (v *voyage) finished(ctx workflow.Context) bool {
	return v.Over() && len(v.Outbox) == 0 && !workflow.Now(ctx).Before(v.EndedAt.Add(movementLinger))
}

// rollOver goes on as new with the whole movement: what is unsaid and every known key included.
func (v *voyage) rollOver(ctx workflow.Context, hush func()) error {
	if err := v.settle(ctx, hush); err != nil {
		return err
	}
	carried := v.Movement
	return workflow.NewContinueAsNewError(ctx, TransportWorkflow, TransportInput{Ref: v.Ref, Carried: &carried})
}

// settle lets nobody in any more and gives the cases that are being told a little time. What
// they have not answered by then is said again in the next run, under the same keys, and who
// waits for it asks again there. An Update that is completed in the task in which its run
// ends can be lost (github.com/temporalio/temporal/issues/6375), so that the run ends in a later one.
func (v *voyage) settle(ctx workflow.Context, hush func()) error {
	v.draining = true
	drained := func() bool { return workflow.AllHandlersFinished(ctx) && v.telling == 0 }
	if err := awaitFor(ctx, movementPatience, drained); err != nil {
		return err
	}
	v.leaving = true
	hush()
	for first := true; first || !drained(); first = false {
		if err := workflow.Await(ctx, drained); err != nil {
			return err
		}
		if err := workflow.Sleep(ctx, movementDrain); err != nil {
			return err
		}
	}
	return nil
}
