package workflows

import (
	"strconv"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// listen sets the handlers. It MUST be called before anything blocks.
func (r *runner[S, C, Ch, R, A]) listen(ctx workflow.Context) error {
	for _, kind := range r.kinds {
		handle := func(ctx workflow.Context, cmd C) (A, error) { return r.handle(ctx, r.as(cmd, kind)) }
		validate := func(ctx workflow.Context, cmd C) error { return r.validate(ctx, r.as(cmd, kind)) }
		if err := workflow.SetUpdateHandlerWithOptions(ctx, kind, handle, workflow.UpdateHandlerOptions{Validator: validate}); err != nil {
			return err
		}
	}
	if err := workflow.SetUpdateHandler(ctx, string(casework.KindOpen), r.opened); err != nil {
		return err
	}
	roll := func(workflow.Context) error { r.rolling = true; return nil }
	if err := workflow.SetUpdateHandler(ctx, UpdateRollover, roll); err != nil {
		return err
	}
	return workflow.SetQueryHandler(ctx, QueryState, func() (S, error) { return r.state, nil })
}

// validate refuses commands without an event in the history. It decides nothing before the opening is on
// record, nor while a change is being recorded: the record may already show a state that this run does
// not have yet, and a sender who has read it must not be refused because of that. Such a command waits
// for the lock.
func (r *runner[S, C, Ch, R, A]) validate(ctx workflow.Context, cmd C) error {
	if r.closing != nil {
		return refusal(r.closing)
	}
	_, known, err := r.known(r.state, cmd)
	if known || err != nil || !r.begun || r.mu.IsLocked() {
		return refusal(err)
	}
	cmd = r.at(cmd, workflow.Now(ctx).UTC())
	if r.check != nil {
		return refusal(r.check(r.state, cmd))
	}
	_, _, err = r.accept(r.state, cmd)
	return refusal(err)
}

// handle takes the lock, applies a command, and returns its answer.
func (r *runner[S, C, Ch, R, A]) handle(ctx workflow.Context, cmd C) (A, error) {
	answer, err := r.locked(ctx, cmd)
	if err != nil || r.settled == nil {
		return answer, err
	}
	return r.settled(ctx, cmd, answer)
}

// locked applies a command with the lock held.
func (r *runner[S, C, Ch, R, A]) locked(ctx workflow.Context, cmd C) (answer A, err error) {
	if err := r.mu.Lock(ctx); err != nil {
		return answer, err
	}
	defer r.mu.Unlock()
	return r.apply(ctx, cmd)
}

// apply accepts a command, records its change, and only then takes the new state. A known key gets its
// first answer again. It is called with the lock held. A command that was validated before is checked
// again, because the state may have changed while it waited.
func (r *runner[S, C, Ch, R, A]) apply(ctx workflow.Context, cmd C) (answer A, err error) {
	if r.refused != nil {
		return answer, refusal(fault.New(fault.NotFound, r.noun+" was never opened"))
	}
	answer, known, err := r.known(r.state, cmd)
	if known || err != nil {
		return answer, refusal(err)
	}
	cmd = r.at(cmd, workflow.Now(ctx).UTC())
	if r.look != nil {
		if cmd, err = r.look(ctx, cmd); err != nil {
			return answer, err
		}
	}
	change, answer, err := r.accept(r.state, cmd)
	if err != nil {
		return answer, refusal(err)
	}
	var recorded R
	if r.changes == nil || r.changes(r.state, change) {
		err = workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, recordOptions()), r.record, change).Get(ctx, &recorded)
		if err != nil {
			var none A
			return none, err
		}
	}
	r.state = r.take(r.state, change, recorded)
	if r.completed != nil {
		answer = r.completed(answer, recorded)
	}
	return answer, nil
}

// opened answers the sender of the opening, once it is on record.
func (r *runner[S, C, Ch, R, A]) opened(ctx workflow.Context, cmd C) (answer A, err error) {
	if err := workflow.Await(ctx, func() bool { return r.begun || r.refused != nil }); err != nil {
		return answer, err
	}
	if r.refused != nil {
		return answer, r.refused
	}
	if r.first != nil {
		return *r.first, nil
	}
	answer, known, err := r.known(r.state, r.as(cmd, r.opening))
	if !known && err == nil { // opened in an earlier run, and the key is no longer remembered
		answer = r.again(r.state)
	}
	return answer, refusal(err)
}

// ownKey returns the key of a command that a workflow sends to itself. There is one for each kind and
// sequence number.
func ownKey(kind string, seq int64) casework.Key {
	return casework.Key(kind + "/" + strconv.FormatInt(seq+1, 10))
}

// lasting reports whether a refusal stays the same when the command is tried again.
func lasting(err error) bool { return fault.Lasting(fault.New(fault.Code(refusalCode(err)), "")) }
