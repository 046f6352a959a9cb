package benchmark

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"
)

// timed returns how long do takes.
func timed(do func() error) (time.Duration, error) {
	start := time.Now() //nolint:forbidigo // this is a stopwatch
	err := do()
	return time.Since(start), err
}

// sideBySide calls do n times, ten at a time, and returns the calls per second.
func sideBySide(ctx context.Context, n int, do func(ctx context.Context, i int) error) (float64, error) {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(10)
	start := time.Now() //nolint:forbidigo // this is a stopwatch
	for i := range n {
		group.Go(func() error { return do(ctx, i) })
	}
	if err := group.Wait(); err != nil {
		return 0, err
	}
	return float64(n) / time.Since(start).Seconds(), nil
}
