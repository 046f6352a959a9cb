package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
)

// OperationInput starts an operation, or goes on with one. Exactly one of Open and Carried is set.
type OperationInput struct {
	Ref     casework.Ref         `json:"ref"`
	Open    *operation.Command   `json:"open,omitempty"`
	Carried *operation.Operation `json:"carried,omitempty"` // what a continue-as-new hands on
}

// rescue is a running operation. Its state changes after the record, under the lock.
type rescue struct {
	operation.Operation

	turn     workflow.Mutex
	rolling  bool  // somebody asks for a new run
	draining bool  // it is about to begin: nobody is let in any more
	refused  error // the record did not take the opening
	failures int   // batches that failed in a row
}

// Rescue is one operation: a raid, a release, a handover. It opens one case for each row of
// every list that a person confirms, batch after batch, tells all its cases when the
// operation is paused and when it goes on, and ends when it is closed. Its cases outlive it.
func Rescue(ctx workflow.Context, in OperationInput) error {
	r := &rescue{Operation: operation.Operation{Ref: in.Ref}, turn: workflow.NewMutex(ctx)}
	if in.Carried != nil {
		r.Operation = *in.Carried
	}
	if err := r.turn.Lock(ctx); err != nil { // nobody commands before the opening is on record
		return err
	}
	if err := r.listen(ctx); err != nil {
		return err
	}
	if in.Open != nil {
		if err := r.open(ctx, *in.Open); err != nil {
			return err
		}
	}
	r.turn.Unlock()
	for {
		if err := workflow.Await(ctx, r.awake(ctx)); err != nil {
			return err
		}
		switch _, work := r.Job(); {
		case r.State == operation.Closed:
			return r.settle(ctx)
		case r.anew(ctx):
			if err := r.settle(ctx); err != nil {
				return err
			}
			carried := r.Operation
			return workflow.NewContinueAsNewError(ctx, RescueWorkflow, OperationInput{Ref: r.Ref, Carried: &carried})
		case work:
			if err := r.work(ctx); err != nil {
				return err
			}
		}
	}
}

// awake says whether there is something to do.
func (r *rescue) awake(ctx workflow.Context) func() bool {
	return func() bool {
		_, work := r.Job()
		return work || r.State == operation.Closed || r.anew(ctx)
	}
}

func (r *rescue) anew(ctx workflow.Context) bool {
	return r.rolling || workflow.GetInfo(ctx).GetContinueAsNewSuggested()
}

// open records the opening. An opening that the record refuses ends the operation before it began.
func (r *rescue) open(ctx workflow.Context, cmd operation.Command) error {
	cmd.Kind = operation.KindOpen
	if _, err := r.apply(ctx, cmd); err != nil {
		r.refused = err
		r.turn.Unlock() // whoever waits hears that there is no such operation
		if unsettled := r.settle(ctx); unsettled != nil {
			return unsettled
		}
		return err
	}
	return nil
}

// settle lets nobody in any more and waits until everybody inside has an answer. An Update that
// is completed in the task in which its run ends can be lost (temporal issue 6375), so that the
// run ends in a later one.
func (r *rescue) settle(ctx workflow.Context) error {
	r.draining = true
	for first := true; first || !workflow.AllHandlersFinished(ctx); first = false {
		if err := workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) }); err != nil {
			return err
		}
		if err := workflow.Sleep(ctx, operationDrain); err != nil {
			return err
		}
	}
	return nil
}

// operationDrain is how long an operation waits between its last answer and the end of its run.
const operationDrain = 20 * time.Millisecond

// carryOut waits for its turn and applies a command.
func (r *rescue) carryOut(ctx workflow.Context, cmd operation.Command) (operation.Answer, error) {
	if err := r.turn.Lock(ctx); err != nil {
		return operation.Answer{}, err
	}
	defer r.turn.Unlock()
	return r.apply(ctx, cmd)
}

// apply accepts a command, has it recorded, and only then takes the new state. It is called
// with the lock held.
func (r *rescue) apply(ctx workflow.Context, cmd operation.Command) (answer operation.Answer, err error) {
	if known, settled := r.Known(cmd.Key); settled {
		return known, nil
	}
	cmd.At = workflow.Now(ctx).UTC()
	if cmd.Preview, err = r.preview(ctx, cmd); err != nil {
		return operation.Answer{}, err
	}
	change, err := r.Accept(cmd)
	if err != nil {
		return operation.Answer{}, refusal(err)
	}
	var intake *activities.Intake
	var recorded operation.Recorded
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, recordOptions()), intake.RecordOperation, change).Get(ctx, &recorded); err != nil {
		return operation.Answer{}, err
	}
	r.Operation = r.Take(change, recorded)
	return change.Answer(recorded), nil
}
