package command

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/record"
)

// How many commands one sweep takes at most, and how many it sends at a time.
const (
	sweepBatch = 64
	sweepWidth = 8
)

// Sweep sends unsettled commands again and returns how many ended, settled or refused. Call it
// over and over; two sweeps at once send each command once. It returns an error if some results
// could not be stored: these commands stay pending.
func (s *Service) Sweep(ctx context.Context) (int, error) {
	taken, err := s.Store.TakePending(ctx, sweepBatch, FirstAgain, LastAgain)
	if err != nil {
		return 0, fmt.Errorf("take pending commands: %w", err)
	}
	var mu sync.Mutex
	var ended int
	var lost []error
	var all errgroup.Group
	all.SetLimit(sweepWidth)
	for _, c := range taken {
		all.Go(func() error {
			after, err := s.send(ctx, c, s.wait())
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				lost = append(lost, err)
			} else if after.State != record.CommandPending {
				ended++
			}
			return nil // one that fails stops no other
		})
	}
	_ = all.Wait() // none of them gives an error
	if len(lost) > 0 {
		return ended, fmt.Errorf("%w: %w", errNotSent, errors.Join(lost...))
	}
	return ended, nil
}
