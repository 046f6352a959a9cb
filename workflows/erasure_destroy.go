package workflows

import (
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
)

// destroy carries out an approved erasure. The order of the steps is such that a crash between any two
// never leaves a case half erased: as long as the key exists the case can be read, and afterwards
// nothing can be read. A cancellation does not interrupt the steps, and a refused step is the first one
// of the next attempt.
func (e *erasureRun) destroy(ctx workflow.Context) error {
	if err := e.mu.Lock(ctx); err != nil {
		return err
	}
	defer e.mu.Unlock()
	ctx, _ = workflow.NewDisconnectedContext(workflow.WithActivityOptions(ctx, outsideOptions()))
	steps := e.steps()
	for e.state.State == erasure.Approved {
		step := steps[e.done]
		if err := step.run(ctx); err != nil {
			e.noteRefusal(ctx, step.name, err)
			return err
		}
		e.done++
	}
	e.done = 0 // an erasure that was stopped begins again with the first step after its next approval
	return nil
}

// erasureStep is one step. Run twice it does the same as once.
type erasureStep struct {
	name erasure.Step
	run  func(ctx workflow.Context) error
}

func (e *erasureRun) steps() []erasureStep {
	var destroyer *activities.Erasure
	do := func(activity any) func(workflow.Context) error {
		return func(ctx workflow.Context) error {
			order := activities.DestroyInput{Erasure: e.state.Ref, Case: e.state.Case, By: *e.state.DecidedBy}
			return workflow.ExecuteActivity(ctx, activity, order).Get(ctx, nil)
		}
	}
	return []erasureStep{
		{erasure.StepFence, e.fence},
		{erasure.StepReceivers, func(ctx workflow.Context) error { // while the case can still be read
			return workflow.ExecuteActivity(ctx, destroyer.FindReceivers, activities.FindInput{Case: e.state.Case}).Get(ctx, &e.given)
		}},
		{erasure.StepEnd, do(destroyer.EndRun)},
		{erasure.StepKey, do(destroyer.DestroyKey)},
		{erasure.StepStrip, do(destroyer.StripRecord)},
		{erasure.StepRemove, do(destroyer.RemoveRun)},
		{erasure.StepAsk, e.askReceivers},
	}
}

// fence checks the case for the last time, and stops the erasure if a condition is no longer met.
func (e *erasureRun) fence(ctx workflow.Context) error {
	var destroyer *activities.Erasure
	var status gate.Status
	look := activities.LookInput{Case: e.state.Case, Basis: e.state.Basis}
	if err := workflow.ExecuteActivity(ctx, destroyer.FenceCase, look).Get(ctx, &status); err != nil || status.Open {
		return err
	}
	_, err := e.apply(ctx, own(e.state, erasure.KindHalt))
	return err
}

// askReceivers records that the data are destroyed, with a request to each receiver to delete its copy.
func (e *erasureRun) askReceivers(ctx workflow.Context) error {
	var destroyer *activities.Erasure
	given := e.given
	given.From = workflow.Now(ctx).UTC()
	done := own(e.state, erasure.KindDone)
	if err := workflow.ExecuteActivity(ctx, destroyer.GiveTime, given).Get(ctx, &done.Receivers); err != nil {
		return err
	}
	_, err := e.apply(ctx, done)
	return err
}

// noteRefusal logs an alarm for a refused step, and records the refusal unless the same one is already
// recorded. If the record refuses that too, there is only the alarm.
func (e *erasureRun) noteRefusal(ctx workflow.Context, step erasure.Step, refused error) {
	code := fault.Code(refusalCode(refused))
	workflow.GetLogger(ctx).Error("an approved erasure cannot continue because a step was refused",
		"reason", "erasure_stuck", "erasure", string(e.state.Ref), "kind", string(step), "code", string(code))
	if stuck := e.state.Stuck; stuck != nil && stuck.Step == step && stuck.Code == code {
		return
	}
	cmd := own(e.state, erasure.KindStuck)
	cmd.Step, cmd.Code = step, code
	if _, err := e.apply(ctx, cmd); err != nil {
		workflow.GetLogger(ctx).Error("the refusal of a step of an erasure could not be recorded",
			"reason", "erasure_stuck", "erasure", string(e.state.Ref), "kind", string(step), "code", refusalCode(err))
	}
}
