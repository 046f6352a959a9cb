package workflows

import (
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
)

// part finishes, after a cancellation, what was ordered to be taken back.
func (l *lifeline) part(ctx workflow.Context) {
	ctx, _ = workflow.NewDisconnectedContext(ctx)
	l.parting, l.rolling = true, false
	_ = workflow.Await(ctx, func() bool { // nothing cancels this context
		_, waiting := l.state.NextUndo()
		return !waiting && !l.undoing && workflow.AllHandlersFinished(ctx)
	})
}

// mustRoll says whether this run should hand on to a new one: after a stage, when the server
// suggests it, or when somebody asked; never while an act is being taken back, because that
// may take long and the case must not refuse commands meanwhile.
func (l *lifeline) mustRoll(ctx workflow.Context) bool {
	return !l.undoing && (l.asked || l.state.Stage.After(l.stage) || workflow.GetInfo(ctx).GetContinueAsNewSuggested())
}

// rollOver hands everything on. It stops accepting, lets every handler finish, and goes on as
// new in a task of its own: an answer in the same task could be lost
// (github.com/temporalio/temporal/issues/6375). What is still to be taken back, the new run does.
func (l *lifeline) rollOver(ctx workflow.Context) error {
	l.rolling = true
	drained := func() bool { return workflow.AllHandlersFinished(ctx) }
	if err := workflow.Await(ctx, drained); err != nil {
		return err
	}
	if err := turnPage(ctx); err != nil {
		return err
	}
	if err := workflow.Await(ctx, drained); err != nil {
		return err
	}
	return workflow.NewContinueAsNewError(ctx, CaseWorkflow, CaseInput{Ref: l.ref, Carried: &l.state})
}

// turnPage ends this workflow task and begins another. A timer would do the same, a second
// later: an activity that does nothing comes back at once.
func turnPage(ctx workflow.Context) error {
	var records *activities.Records
	return workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, recordOptions()), records.TurnPage).Get(ctx, nil)
}
