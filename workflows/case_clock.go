package workflows

import (
	"strconv"
	"time"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// rest sleeps until something is to be done: the armed instant has come, an earlier one is
// known, or the run should go on as new. One timer per case: a decision that only makes the
// next instant later does not touch it, and when nothing is to come any more it is stopped.
func (l *lifeline) rest(ctx workflow.Context) error {
	armed := l.state.NextDue()
	sooner := func() bool {
		next := l.state.NextDue()
		return l.mustRoll(ctx) || next.IsZero() != armed.IsZero() || next.Before(armed)
	}
	if armed.IsZero() {
		return workflow.Await(ctx, sooner)
	}
	return awaitFor(ctx, armed.Sub(workflow.Now(ctx)), sooner)
}

// letTimePass gives the case a tick when an instant has come.
func (l *lifeline) letTimePass(ctx workflow.Context) error {
	due := func() bool {
		next := l.state.NextDue()
		return !next.IsZero() && !next.After(workflow.Now(ctx))
	}
	if !due() {
		return nil
	}
	if err := l.turn.Lock(ctx); err != nil {
		return err
	}
	defer l.turn.Unlock()
	if !due() { // a command came first
		return nil
	}
	return l.byItself(ctx, casework.Command{Kind: casework.KindTick})
}

// byItself applies what no person has sent. It is called with the lock held.
func (l *lifeline) byItself(ctx workflow.Context, cmd casework.Command) error {
	cmd.By, cmd.At = casework.System(), workflow.Now(ctx).UTC()
	cmd.Key = casework.Key(string(cmd.Kind) + "/" + strconv.FormatInt(l.state.Seq+1, 10))
	next, change, _, err := casework.Accept(l.state, cmd, Procedure)
	if err != nil {
		workflow.GetLogger(ctx).Error("the case refused what comes by itself", "kind", string(cmd.Kind), "code", string(fault.CodeOf(err)))
		return nil
	}
	recorded, err := l.record(ctx, change)
	if err != nil {
		return err
	}
	l.state = next.Arm(recorded)
	return nil
}

// refusedPause is how long the case waits until it offers the record again what the record
// has refused for good, so that people can put right whatever it is.
const refusedPause = 15 * time.Minute

// outlive bears with a record that refuses what comes by itself: the case stays as it was and
// will try again. Only a cancellation ends it.
func (l *lifeline) outlive(ctx workflow.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	workflow.GetLogger(ctx).Error("the record refused what comes by itself", "error_code", refusalCode(err))
	return workflow.Sleep(ctx, refusedPause)
}
