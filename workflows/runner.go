package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// runner runs one long-lived workflow: a case, an operation, a movement or an erasure. It accepts
// commands one after the other, from when the opening is recorded until the run drains, and updates its
// state only after a change is recorded. Between commands it waits for the next due instant, does the
// work that is ready, and continues in a new run when the history has become long. The embedded
// aggregate holds the functions that differ between the four.
//
// S is the state, C a command, Ch the change that a command makes, R what the record returns for
// a change, and A the answer to the sender.
type runner[S, C, Ch, R, A any] struct {
	aggregate[S, C, Ch, R, A]

	state S
	mu    workflow.Mutex // held while a command is checked, accepted and recorded, and until the opening is on record

	begun    bool  // the opening is on record
	first    *A    // the answer to the opening; nil in a continued run
	refused  error // the refusal of the opening; nil if it was accepted
	rolling  bool  // a new run was requested
	closing  error // if set, new commands are refused with this error
	draining bool  // this run is about to end
	failures int   // the number of consecutive failed steps
}

// run begins with the opening, or continues with the state of an earlier run. It returns when the
// workflow is over, when the opening is refused, to continue as new, or when an administrator cancels it.
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
		r.mu.Unlock() // waiting commands are now refused with fault.NotFound
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

// open records the opening. It retries temporary errors, and returns a permanent refusal or the error of
// a cancelled workflow.
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
		if err := r.waitAfterFailure(ctx, err); err != nil {
			return err
		}
	}
}

// live runs until the workflow is over, continues in a new run, or is cancelled.
func (r *runner[S, C, Ch, R, A]) live(ctx workflow.Context) error {
	for {
		if err := r.waitForWork(ctx); err != nil {
			return err
		}
		switch {
		case r.isOver(ctx):
			return r.drain(ctx)
		case r.shouldContinueAsNew(ctx):
			return r.continueAsNew(ctx)
		}
		if err := r.step(ctx); err != nil {
			if err := r.waitAfterFailure(ctx, err); err != nil {
				return err
			}
			continue
		}
		r.failures = 0
	}
}

// waitForWork waits until there is something to do, or the timer fires. There is one timer. By default it
// is replaced only if the due instant becomes earlier, appears or disappears (see aggregate.wakes). If
// the due instant becomes later, the old timer fires and step does nothing.
func (r *runner[S, C, Ch, R, A]) waitForWork(ctx workflow.Context) error {
	armed := r.nextDue()
	awake := func() bool {
		return r.isReady() || r.isOver(ctx) || r.shouldContinueAsNew(ctx) || r.mustResetTimer(armed, r.nextDue())
	}
	if armed.IsZero() {
		return workflow.Await(ctx, awake)
	}
	return awaitFor(ctx, armed.Sub(workflow.Now(ctx)), awake)
}

// step does the work that is ready, or applies a tick if one is due.
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

// mustResetTimer reports whether the timer that is set for armed must be replaced by one for next.
func (r *runner[S, C, Ch, R, A]) mustResetTimer(armed, next time.Time) bool {
	if r.wakes != nil {
		return r.wakes(armed, next)
	}
	return next.IsZero() != armed.IsZero() || next.Before(armed)
}
