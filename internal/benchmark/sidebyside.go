package benchmark

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"
)

// oneByOne does something n times, one after the other, and says how long each took.
func oneByOne(ctx context.Context, n int, do func(ctx context.Context, i int) error) ([]time.Duration, error) {
	out := make([]time.Duration, 0, n)
	for i := range n {
		start := time.Now() //nolint:forbidigo // this is a stopwatch
		if err := do(ctx, i); err != nil {
			return nil, err
		}
		out = append(out, time.Since(start))
	}
	return out, nil
}

// sideBySide does something n times, ten at once, and says how many a second that were.
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
