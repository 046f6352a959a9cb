package worker

import (
	"context"
	"fmt"
	"sync"
	"time"

	"go.temporal.io/sdk/client"
	sdk "go.temporal.io/sdk/worker"

	"example.org/homeward/internal/await"
	"example.org/homeward/internal/engine"
)

// Options are the options of the worker of one process. Production uses the zero value.
type Options struct {
	// StopWithin is how long a stop waits for running activities; default 15 s. The supervisor of this
	// process MUST wait longer for its end.
	StopWithin time.Duration
	// Sticky is the number of workflows that are kept in memory; default 2,000.
	Sticky int
	// Sweep is the interval of searching for commands to send again and notices to deliver; default 2 s.
	Sweep time.Duration
	// Started is called once when the workers of all queues run; nil is not called.
	Started func()
	// Start repeats what the start needs of Temporal until Temporal answers.
	Start await.Start
}

const (
	stopWithin = 15 * time.Second // above the longest short activity
	sticky     = 2000
	sweepEvery = 2 * time.Second
)

func (o Options) filled() Options {
	if o.StopWithin == 0 {
		o.StopWithin = stopWithin
	}
	if o.Sticky == 0 {
		o.Sticky = sticky
	}
	if o.Sweep == 0 {
		o.Sweep = sweepEvery
	}
	return o
}

// Run works until ctx ends. Then it waits until running activities have ended or StopWithin has passed,
// and returns nil. While Temporal does not answer, the start waits. Run returns an error if it cannot
// start for a reason that a retry cannot mend, or if a worker fails for good.
func Run(ctx context.Context, c client.Client, parts Parts, opts Options) error {
	opts = opts.filled()
	sdk.SetStickyWorkflowCacheSize(opts.Sticky)
	for _, keep := range []func(context.Context) error{
		func(ctx context.Context) error { return keepSweeping(ctx, c, opts.Sweep) },
		func(ctx context.Context) error { return keepRetention(ctx, c) },
	} {
		if err := opts.Start.Until(ctx, "temporal", keep); err != nil {
			return ended(ctx, err)
		}
	}
	fatal := make(chan error, 1)
	var workers []sdk.Worker
	err := opts.Start.Until(ctx, "temporal", func(context.Context) error {
		var err error
		if workers, err = start(c, parts, opts, fatal); err != nil {
			stop(workers)
		}
		return err
	})
	if err != nil {
		return ended(ctx, err)
	}
	defer stop(workers)
	if opts.Started != nil {
		opts.Started()
	}
	select {
	case <-ctx.Done():
		return nil
	case err := <-fatal:
		return fmt.Errorf("work: %w", err)
	}
}

// ended returns nil if ctx has ended, which is the regular end of a start, and otherwise err.
func ended(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		return err
	}
	return nil
}

// start starts a worker for each queue. Together with an error it returns the workers that were started.
func start(c client.Client, parts Parts, opts Options, fatal chan<- error) ([]sdk.Worker, error) {
	var workers []sdk.Worker
	for _, q := range parts.queues() {
		options := q.options
		options.DisableRegistrationAliasing = true
		options.WorkerStopTimeout = opts.StopWithin
		options.DisableWorkflowWorker = !q.workflows
		options.OnFatalError = func(err error) {
			select {
			case fatal <- err:
			default: // one error is enough to stop all workers
			}
		}
		w := sdk.New(c, q.name, options)
		if q.workflows {
			RegisterWorkflows(w)
		}
		q.register(w)
		if err := w.Start(); err != nil {
			return workers, fmt.Errorf("start worker of queue %s: %w", q.name, engine.Fault(err))
		}
		workers = append(workers, w)
	}
	return workers, nil
}

// stop stops all workers in parallel, because each waits for its own activities.
func stop(workers []sdk.Worker) {
	var stopping sync.WaitGroup
	for _, w := range workers {
		stopping.Go(w.Stop)
	}
	stopping.Wait()
}
