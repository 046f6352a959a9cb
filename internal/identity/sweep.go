package identity

import (
	"context"
	"log/slog"
	"time"

	"example.org/homeward/internal/logline"
)

const (
	sweepEvery = 10 * time.Minute
	// keptAfter is how long ended sessions and used codes are kept, for whoever looks into an
	// incident. What happened stands in the audit log for longer.
	keptAfter = 30 * 24 * time.Hour
)

// SweepStore forgets what has expired.
type SweepStore interface {
	SweepIdentity(ctx context.Context, now, endedBefore time.Time) error
}

// Run forgets what has expired, now and then, until ctx ends. Any number of processes may.
func (s *Service) Run(ctx context.Context) error {
	ticks := time.NewTicker(sweepEvery)
	defer ticks.Stop()
	for {
		if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.logger.LogAttrs(ctx, slog.LevelWarn, "what has expired was not forgotten", logline.Cause(err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticks.C:
		}
	}
}

// Sweep forgets what has expired.
func (s *Service) Sweep(ctx context.Context) error {
	return s.store.SweepIdentity(asSignIn(ctx), s.now(), s.now().Add(-keptAfter))
}
