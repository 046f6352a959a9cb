package workflows

import (
	"strconv"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
)

// takeBack carries out, one by one and the last done first, the acts that were ordered to be
// taken back. It runs on a context that nothing cancels, goes on after a crash where it was,
// and does each act at most once: the order carries its key, and the case notes what is done.
func (l *lifeline) takeBack(ctx workflow.Context) {
	ctx, _ = workflow.NewDisconnectedContext(ctx)
	for {
		ready := func() bool {
			_, waiting := l.state.NextUndo()
			return waiting && !l.rolling
		}
		if err := workflow.Await(ctx, ready); err != nil {
			return
		}
		l.undoing = true
		err := l.takeBackNext(ctx)
		l.undoing = false
		if err != nil && l.outlive(ctx, err) != nil {
			return
		}
	}
}

func (l *lifeline) takeBackNext(ctx workflow.Context) error {
	entry, _ := l.state.NextUndo()
	var undoing *activities.Undoing
	in := activities.TakeBackInput{
		Key: casework.Key("case/" + string(l.ref) + "/undo/" + strconv.Itoa(entry.ID)), Case: l.ref, Entry: entry,
	}
	done := casework.Command{Kind: casework.KindUndone, UndoID: entry.ID, Outcome: casework.Attested}
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, outsideOptions()), undoing.TakeBack, in).Get(ctx, nil); err != nil {
		done.Outcome = casework.Refused // it can never succeed: somebody has to do it by hand
	}
	if err := l.turn.Lock(ctx); err != nil {
		return err
	}
	defer l.turn.Unlock()
	return l.byItself(ctx, done)
}
