package worker

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.temporal.io/sdk/client"
	sdk "go.temporal.io/sdk/worker"
)

// Options say how the worker of one process runs. The zero value is what production uses.
type Options struct {
	// StopWithin is how long a stop waits for activities that are running; 0 means 15 s. The
	// supervisor of this process MUST give it longer to end.
	StopWithin time.Duration
	// Sticky is how many workflows are kept in memory; 0 means 2,000.
	Sticky int
	// Sweep is how often is looked for commands to send again and notices to deliver; 0 means 2 s.
	Sweep time.Duration
	// Started, when set, is called once when every queue is worked.
	Started func()
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

// Run works until ctx ends, and then returns nil when everything that ran has come to its end
// or was given up in time. It returns an error when it cannot begin, or when a worker fails for good.
func Run(ctx context.Context, c client.Client, parts Parts, opts Options) error {
	opts = opts.filled()
	sdk.SetStickyWorkflowCacheSize(opts.Sticky)
	if err := errors.Join(keepSweeping(ctx, c, opts.Sweep), keepRetention(ctx, c)); err != nil {
		return err
	}
	fatal := make(chan error, 1)
	workers, err := start(c, parts, opts, fatal)
	defer stop(workers)
	if err != nil {
		return err
	}
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

// start starts a worker for each queue, and gives those that were started even when one was not.
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
			default: // one is enough to stop all
			}
		}
		w := sdk.New(c, q.name, options)
		if q.workflows {
			RegisterWorkflows(w)
		}
		q.register(w)
		if err := w.Start(); err != nil {
			return workers, fmt.Errorf("start worker of queue %s: %w", q.name, err)
		}
		workers = append(workers, w)
	}
	return workers, nil
}

// stop stops all at once, because each waits for its own activities.
func stop(workers []sdk.Worker) {
	var stopping sync.WaitGroup
	for _, w := range workers {
		stopping.Go(w.Stop)
	}
	stopping.Wait()
}
