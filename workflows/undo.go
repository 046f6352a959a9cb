package workflows

import (
	"strconv"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
)

// takeBack undoes the acts that were ordered to be undone, one by one, the last first. It runs on a
// context that is never cancelled, continues after a crash, and undoes each act at most once: the order
// has a key, and the case stores which acts are undone. The acts that are left when this run ends are
// undone in the next run.
func (c *caseRun) takeBack(ctx workflow.Context) {
	ctx, _ = workflow.NewDisconnectedContext(ctx)
	for {
		ready := func() bool {
			_, waiting := c.state.NextUndo()
			return waiting && !c.draining
		}
		if err := workflow.Await(ctx, ready); err != nil {
			return
		}
		c.undoing = true
		err := c.takeBackNext(ctx)
		c.undoing = false
		if err != nil && c.waitAfterFailure(ctx, err) != nil {
			return
		}
	}
}

func (c *caseRun) takeBackNext(ctx workflow.Context) error {
	entry, _ := c.state.NextUndo()
	var undoing *activities.Undo
	in := activities.TakeBackInput{
		Key: casework.Key("case/" + string(c.state.Ref) + "/undo/" + strconv.Itoa(entry.ID)), Case: c.state.Ref, Entry: entry,
	}
	outcome := casework.Attested
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, outsideOptions()), undoing.TakeBack, in).Get(ctx, nil); err != nil {
		outcome = casework.Refused // it can never succeed: a person must do it by hand
	}
	if err := c.mu.Lock(ctx); err != nil {
		return err
	}
	defer c.mu.Unlock()
	done := ownCommand(c.state, casework.KindUndone)
	done.UndoID, done.Outcome = entry.ID, outcome
	_, err := c.apply(ctx, done)
	return err
}
