package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// runner runs a case, an operation, a movement or an erasure, which lasts for a long time. It accepts
// commands at any time, one after the other, records each change, and only then takes the new state. In
// between it waits for the next due instant, does the work that is ready, and continues in a new run
// when this one has become long. The differences between the four are in the aggregate.
//
// S is the state, C a command, Ch the change that a command makes, R what the record returns for
// a change, and A the answer to the sender.
type runner[S, C, Ch, R, A any] struct {
	aggregate[S, C, Ch, R, A]

	state S
	mu    workflow.Mutex // held from the acceptance of a command until its change is on record

	begun    bool  // the opening is on record
	first    *A    // the answer to the opening, in the run that began with it
	refused  error // the refusal of the opening; nil if it was accepted
	rolling  bool  // a new run was requested
	closing  error // the refusal of new commands; nil while they are accepted
	draining bool  // this run is about to end
	failures int   // the number of consecutive refusals of its own commands
}

// run begins with a command, or continues with the state of an earlier run. It returns when the workflow
// is over, to continue as new, or when an administrator cancels it.
func (r *runner[S, C, Ch, R, A]) run(ctx workflow.Context, open *C, carried *S) error {
	r.mu = workflow.NewMutex(ctx)
	if err := r.mu.Lock(ctx); err != nil { // no command is accepted before the opening is on record
		return err
	}
	if err := r.listen(ctx); err != nil {
		return err
	}
	if carried != nil {
		r.state = *carried
	} else if err := r.open(ctx, *open); err != nil {
		r.refused = err
		r.mu.Unlock() // waiting commands get the refusal
		if unfinished := r.drain(ctx); unfinished != nil {
			return unfinished
		}
		return err
	}
	r.begun = true
	r.mu.Unlock()
	if r.begin != nil {
		r.begin(ctx)
	}
	return r.live(ctx)
}

// open records the opening. It tries again while the record is not available, and returns a refusal that
// will never change.
func (r *runner[S, C, Ch, R, A]) open(ctx workflow.Context, cmd C) error {
	for {
		answer, err := r.apply(ctx, r.as(cmd, r.opening))
		if err == nil {
			r.first = &answer
			return nil
		}
		if ctx.Err() != nil || lasting(err) {
			return err
		}
		if err := r.retryAfterRefusal(ctx, err); err != nil {
			return err
		}
	}
}

// live runs until the workflow is over, continues in a new run, or is cancelled.
func (r *runner[S, C, Ch, R, A]) live(ctx workflow.Context) error {
	for {
		if err := r.rest(ctx); err != nil {
			return err
		}
		switch {
		case r.isOver(ctx):
			return r.drain(ctx)
		case r.shouldContinueAsNew(ctx):
			return r.continueAsNew(ctx)
		}
		if err := r.step(ctx); err != nil {
			if err := r.retryAfterRefusal(ctx, err); err != nil {
				return err
			}
			continue
		}
		r.failures = 0
	}
}

// rest waits until there is something to do. There is one timer: a command that only makes the next due
// instant later does not change it, and it is stopped when nothing is due.
func (r *runner[S, C, Ch, R, A]) rest(ctx workflow.Context) error {
	armed := r.nextDue()
	awake := func() bool {
		return r.isReady() || r.isOver(ctx) || r.shouldContinueAsNew(ctx) || r.rearm(armed, r.nextDue())
	}
	if armed.IsZero() {
		return workflow.Await(ctx, awake)
	}
	return awaitFor(ctx, armed.Sub(workflow.Now(ctx)), awake)
}

// step does the work that is ready, or sends the tick that is due.
func (r *runner[S, C, Ch, R, A]) step(ctx workflow.Context) error {
	if r.isReady() {
		return r.work(ctx)
	}
	due := func() bool {
		next := r.nextDue()
		return !next.IsZero() && !next.After(workflow.Now(ctx))
	}
	if !due() {
		return nil
	}
	if err := r.mu.Lock(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if !due() { // a command came first
		return nil
	}
	_, err := r.apply(ctx, r.tick(r.state))
	return err
}

func (r *runner[S, C, Ch, R, A]) nextDue() time.Time {
	if r.due == nil {
		return time.Time{}
	}
	return r.due(r.state)
}

func (r *runner[S, C, Ch, R, A]) isReady() bool { return r.ready != nil && r.ready(r.state) }

func (r *runner[S, C, Ch, R, A]) isOver(ctx workflow.Context) bool {
	return r.over != nil && r.over(r.state, workflow.Now(ctx))
}

// rearm reports whether the timer that is set for an instant must be set again.
func (r *runner[S, C, Ch, R, A]) rearm(armed, next time.Time) bool {
	if r.wakes != nil {
		return r.wakes(armed, next)
	}
	return next.IsZero() != armed.IsZero() || next.Before(armed)
}
