package workflows

import (
	"strconv"
	"time"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
)

// ErasureInput starts a request for erasure.
type ErasureInput struct {
	Ref  casework.Ref    `json:"ref"`
	Open erasure.Command `json:"open"`
}

// Erasure is one request that the data of a survivor be destroyed. It waits for a second
// person, looks at the case once more, and then goes through with it: the case's workflow is
// ended, its key destroyed, its run removed. Up to the destruction of the key it can be stopped
// by a legal hold; from there on it cannot, and it goes on after every crash. When it is done it
// asks everybody who was given something to delete it, and waits for their word; the
// destruction itself waits for nobody.
func Erasure(ctx workflow.Context, in ErasureInput) error {
	e := &erasing{Erasure: erasure.Erasure{Ref: in.Ref}, turn: workflow.NewMutex(ctx)}
	if err := e.turn.Lock(ctx); err != nil { // nobody decides before the request is on record
		return err
	}
	if err := e.listen(ctx); err != nil {
		return err
	}
	in.Open.Kind = erasure.KindRequest
	_, e.refused = e.apply(ctx, in.Open)
	e.heard = true
	e.turn.Unlock()
	for e.refused == nil && !e.Over() {
		if err := e.rest(ctx); err != nil {
			return err
		}
		if err := e.goOn(ctx); err != nil {
			return err
		}
	}
	return e.farewell(ctx)
}

// erasing is a running request. Its state changes after the record, under the lock.
type erasing struct {
	erasure.Erasure

	turn    workflow.Mutex
	heard   bool  // the request is on record, or refused
	refused error // the request was not taken
}

// rest waits until it is approved, over, or time for the next level of a receiver's ladder.
func (e *erasing) rest(ctx workflow.Context) error {
	armed := e.NextDue()
	awake := func() bool { return e.State == erasure.Approved || e.Over() || !e.NextDue().Equal(armed) }
	if armed.IsZero() {
		return workflow.Await(ctx, awake)
	}
	return awaitFor(ctx, armed.Sub(workflow.Now(ctx)), awake)
}

// goOn does what it is time for.
func (e *erasing) goOn(ctx workflow.Context) error {
	if err := e.turn.Lock(ctx); err != nil {
		return err
	}
	defer e.turn.Unlock()
	switch due := e.NextDue(); {
	case e.State == erasure.Approved:
		return e.carryOut(ctx)
	case !due.IsZero() && !due.After(workflow.Now(ctx)):
		return e.settle(ctx, erasure.Command{Kind: erasure.KindTick})
	default:
		return nil
	}
}

// carryOut destroys what was asked for. What it does to the world is done in an order in which
// a crash at any place leaves nobody half erased: as long as the key exists the case can be
// read, and when it is gone nothing can be. It is called with the lock held.
func (e *erasing) carryOut(ctx workflow.Context) error {
	var destroyer *activities.Destroyer
	ctx = workflow.WithActivityOptions(ctx, outsideOptions())
	look := activities.LookInput{Case: e.Case, Basis: e.Basis}
	var gate casework.GateStatus
	if err := workflow.ExecuteActivity(ctx, destroyer.FenceCase, look).Get(ctx, &gate); err != nil {
		return err
	}
	if !gate.Open {
		return e.settle(ctx, erasure.Command{Kind: erasure.KindHalt})
	}
	var given activities.Given // while it can still be read who was given what
	if err := workflow.ExecuteActivity(ctx, destroyer.FindReceivers, activities.FindInput{Case: e.Case}).Get(ctx, &given); err != nil {
		return err
	}
	order := activities.DestroyInput{Erasure: e.Ref, Case: e.Case, By: *e.DecidedBy}
	for _, step := range []any{destroyer.EndRun, destroyer.DestroyKey, destroyer.StripRecord, destroyer.RemoveRun} {
		if err := workflow.ExecuteActivity(ctx, step, order).Get(ctx, nil); err != nil {
			return err
		}
	}
	given.From = workflow.Now(ctx).UTC()
	var receivers []erasure.Deletion
	if err := workflow.ExecuteActivity(ctx, destroyer.GiveTime, given).Get(ctx, &receivers); err != nil {
		return err
	}
	return e.settle(ctx, erasure.Command{Kind: erasure.KindDone, Receivers: receivers})
}

// settle records a change of the workflow's own, with the lock held.
func (e *erasing) settle(ctx workflow.Context, cmd erasure.Command) error {
	cmd.By = casework.System()
	cmd.Key = casework.Key(string(e.Ref) + "/" + string(cmd.Kind) + "/" + workflow.GetInfo(ctx).WorkflowExecution.RunID + "/" + strconv.FormatInt(e.Seq, 10))
	_, err := e.apply(ctx, cmd)
	return err
}

// apply accepts a command, has it recorded, and only then takes the new state. It is called
// with the lock held.
func (e *erasing) apply(ctx workflow.Context, cmd erasure.Command) (erasure.Answer, error) {
	if known, settled := e.Known(cmd.Key); settled {
		return known, nil
	}
	cmd.At, cmd.Gate = workflow.Now(ctx).UTC(), nil
	if err := e.Check(cmd); err != nil {
		return erasure.Answer{}, refusal(err)
	}
	var destroyer *activities.Destroyer
	if cmd.Kind == erasure.KindRequest || cmd.Kind == erasure.KindApprove {
		look := activities.LookInput{Case: e.Case, Basis: e.Basis}
		if cmd.Kind == erasure.KindRequest {
			look = activities.LookInput{Case: cmd.Case, Basis: cmd.Basis}
		}
		var gate casework.GateStatus
		if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, outsideOptions()), destroyer.LookAtCase, look).Get(ctx, &gate); err != nil {
			return erasure.Answer{}, err
		}
		cmd.Gate = &gate
	}
	change, err := e.Accept(cmd)
	if err != nil {
		return erasure.Answer{}, refusal(err)
	}
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, recordOptions()), destroyer.RecordErasure, change).Get(ctx, nil); err != nil {
		return erasure.Answer{}, err
	}
	e.Erasure = e.Take(change)
	return change.Answer(), nil
}

// listen takes commands from the first moment on.
func (e *erasing) listen(ctx workflow.Context) error {
	for _, kind := range erasure.UpdateKinds() {
		handle := func(ctx workflow.Context, cmd erasure.Command) (erasure.Answer, error) {
			if err := e.turn.Lock(ctx); err != nil {
				return erasure.Answer{}, err
			}
			defer e.turn.Unlock()
			cmd.Kind, cmd.Receivers = kind, nil
			return e.apply(ctx, cmd)
		}
		validate := func(_ workflow.Context, cmd erasure.Command) error {
			if !e.heard || e.turn.IsLocked() { // the record may show what this run is yet to hear of
				return nil
			}
			cmd.Kind = kind
			return refusal(e.Check(cmd))
		}
		if err := workflow.SetUpdateHandlerWithOptions(ctx, string(kind), handle, workflow.UpdateHandlerOptions{Validator: validate}); err != nil {
			return err
		}
	}
	if err := workflow.SetUpdateHandler(ctx, string(casework.KindOpen), e.opened); err != nil {
		return err
	}
	return workflow.SetQueryHandler(ctx, QueryState, func() (erasure.Erasure, error) { return e.Erasure, nil })
}

// opened answers whoever has asked, when the request is on record.
func (e *erasing) opened(ctx workflow.Context, _ erasure.Command) (erasure.Answer, error) {
	if err := workflow.Await(ctx, func() bool { return e.heard }); err != nil {
		return erasure.Answer{}, err
	}
	return erasure.Answer{Seq: 1, State: erasure.Requested}, e.refused
}

// farewell waits until everybody has an answer; see (*rescue).settle.
func (e *erasing) farewell(ctx workflow.Context) error {
	for first := true; first || !workflow.AllHandlersFinished(ctx); first = false {
		if err := workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) }); err != nil {
			return err
		}
		if err := workflow.Sleep(ctx, farewellDrain); err != nil {
			return err
		}
	}
	return e.refused
}

// farewellDrain is how long a request waits between its last answer and the end of its run.
const farewellDrain = 20 * time.Millisecond
