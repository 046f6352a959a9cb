package workflows

import (
	"strconv"
	"time"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Case is one survivor's life-line: it takes commands at any moment, lets time pass, takes
// back what must be taken back, and lives until she is home and beyond. It never fails: it
// returns only to go on as new, or when an administrator cancels it.
func Case(ctx workflow.Context, in CaseInput) error {
	l := &lifeline{turn: workflow.NewMutex(ctx), ref: in.Ref}
	if err := l.turn.Lock(ctx); err != nil { // nobody decides before the case is on record
		return err
	}
	if err := l.listen(ctx); err != nil {
		return err
	}
	if in.Carried != nil {
		l.state = *in.Carried
	} else if err := l.open(ctx, in); err != nil {
		return err
	}
	l.begun, l.stage = true, l.state.Stage
	l.turn.Unlock()

	workflow.Go(ctx, l.takeBack)
	err := l.live(ctx)
	if ctx.Err() != nil {
		l.part(ctx)
	}
	return err
}

// lifeline is the run of a Case. Its only lasting state is the case itself.
type lifeline struct {
	ref   casework.Ref
	state casework.Case
	begun bool           // the case is on record
	stage casework.Stage // in which this run began
	first casework.Answer

	turn    workflow.Mutex // held from judging a command until the record has it
	undoing bool           // an act is being taken back
	asked   bool           // somebody asked for a rollover
	rolling bool           // no new commands: this run is about to go on as new
	parting bool           // no new commands: an administrator has cancelled the case
}

// live goes on until the case writes itself anew or is cancelled.
func (l *lifeline) live(ctx workflow.Context) error {
	for {
		if err := l.rest(ctx); err != nil {
			return err
		}
		if l.mustRoll(ctx) {
			return l.rollOver(ctx)
		}
		if err := l.letTimePass(ctx); err != nil {
			if err := l.outlive(ctx, err); err != nil {
				return err
			}
		}
	}
}

// part finishes, after a cancellation, what was ordered to be taken back.
func (l *lifeline) part(ctx workflow.Context) {
	ctx, _ = workflow.NewDisconnectedContext(ctx)
	l.parting, l.rolling = true, false
	_ = workflow.Await(ctx, func() bool { // nothing cancels this context
		_, waiting := l.state.NextUndo()
		return !waiting && !l.undoing && workflow.AllHandlersFinished(ctx)
	})
}

// listen sets the handlers, before anything blocks.
func (l *lifeline) listen(ctx workflow.Context) error {
	for _, kind := range casework.UpdateKinds() {
		handler := func(ctx workflow.Context, cmd casework.Command) (casework.Answer, error) {
			cmd.Kind = kind
			return l.accept(ctx, cmd)
		}
		options := workflow.UpdateHandlerOptions{Validator: func(ctx workflow.Context, cmd casework.Command) error {
			cmd.Kind = kind
			return l.validate(ctx, cmd)
		}}
		if err := workflow.SetUpdateHandlerWithOptions(ctx, string(kind), handler, options); err != nil {
			return err
		}
	}
	if err := workflow.SetUpdateHandler(ctx, string(casework.KindOpen), l.opened); err != nil {
		return err
	}
	if err := workflow.SetUpdateHandler(ctx, UpdateRollover, func(workflow.Context) error { l.asked = true; return nil }); err != nil {
		return err
	}
	return workflow.SetQueryHandler(ctx, QueryState, func() (casework.Case, error) { return l.state, nil })
}

// open puts the case on record. It is tried until it is there.
func (l *lifeline) open(ctx workflow.Context, in CaseInput) error {
	cmd := *in.Open
	cmd.Kind, cmd.At = casework.KindOpen, workflow.Now(ctx).UTC()
	next, change, answer, err := casework.Open(in.Ref, cmd, Procedure)
	if err != nil {
		return refusal(err)
	}
	recorded, err := l.record(ctx, change)
	if err != nil {
		return err
	}
	l.state, l.first = next.Arm(recorded), answer
	return nil
}

// opened answers whoever opened the case, once it is on record.
func (l *lifeline) opened(ctx workflow.Context, cmd casework.Command) (casework.Answer, error) {
	if err := workflow.Await(ctx, func() bool { return l.begun }); err != nil {
		return casework.Answer{}, err
	}
	if l.first.Seq == 0 { // this run goes on with a case that was opened in an earlier one
		if answer, known := l.state.Known(cmd.Key); known {
			return answer, nil
		}
		return casework.Answer{Seq: 1, Stage: l.state.Stage, Repeated: true}, nil
	}
	return l.first, nil
}

// validate turns away what needs no trace in the history. While a change is being recorded
// it turns nobody away: the record may show already what this run is yet to hear of, and
// whoever has looked there must not be told that it is not so. The command waits for its turn.
func (l *lifeline) validate(ctx workflow.Context, cmd casework.Command) error {
	if l.parting {
		return refusal(fault.New(fault.Conflict, "an administrator has ended this case"))
	}
	if l.rolling {
		return refusal(fault.New(fault.RollingOver, "the case is writing itself anew; try again in a moment"))
	}
	if _, known := l.state.Known(cmd.Key); known || !l.begun || l.turn.IsLocked() {
		return nil
	}
	cmd.At = workflow.Now(ctx).UTC()
	_, _, _, err := casework.Accept(l.state, cmd, Procedure)
	return refusal(err)
}

// accept judges a command under the lock, has it recorded, and only then takes the new state.
func (l *lifeline) accept(ctx workflow.Context, cmd casework.Command) (casework.Answer, error) {
	if err := l.turn.Lock(ctx); err != nil {
		return casework.Answer{}, err
	}
	defer l.turn.Unlock()
	if answer, known := l.state.Known(cmd.Key); known { // sent again after the first answer was lost
		return answer, nil
	}
	cmd.At = workflow.Now(ctx).UTC()
	next, change, answer, err := casework.Accept(l.state, cmd, Procedure) // again: the case may have moved while we waited
	if err != nil {
		return casework.Answer{}, refusal(err)
	}
	recorded, err := l.record(ctx, change)
	if err != nil {
		return casework.Answer{}, err
	}
	l.state = next.Arm(recorded)
	return answer, nil
}

// record writes a change. A database that is away is waited for: the command is accepted, and
// whoever sent it has been told where to look.
func (l *lifeline) record(ctx workflow.Context, change casework.Change) (casework.Recorded, error) {
	var records *activities.Records
	var recorded casework.Recorded
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, recordOptions()), records.RecordChange, change).Get(ctx, &recorded)
	return recorded, err
}

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
	wait := armed.Sub(workflow.Now(ctx))
	if wait <= 0 {
		return nil
	}
	clock, stop := workflow.WithCancel(ctx)
	defer stop() // AwaitWithTimeout would leave its timer running
	timer := workflow.NewTimer(clock, wait)
	return workflow.Await(ctx, func() bool { return timer.IsReady() || sooner() })
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
	if err := workflow.Sleep(ctx, time.Millisecond); err != nil {
		return err
	}
	if err := workflow.Await(ctx, drained); err != nil {
		return err
	}
	return workflow.NewContinueAsNewError(ctx, CaseWorkflow, CaseInput{Ref: l.ref, Carried: &l.state})
}
