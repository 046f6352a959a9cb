package workflows

import (
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/casework"
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
