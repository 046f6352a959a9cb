package identity

import (
	"context"
	"log/slog"
	"time"

	"example.org/homeward/internal/logline"
)

const (
	sweepInterval = 10 * time.Minute
	// retainEnded is how long ended sessions and used codes are kept for the investigation of
	// incidents. The audit log is kept longer.
	retainEnded = 30 * 24 * time.Hour
)

// SweepStore deletes what has expired.
type SweepStore interface {
	SweepIdentity(ctx context.Context, now, endedBefore time.Time) error
}

// Run deletes what has expired, every few minutes, until ctx ends. Several processes may run it at
// once.
func (s *Service) Run(ctx context.Context) error {
	ticks := time.NewTicker(sweepInterval)
	defer ticks.Stop()
	for {
		if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.logger.LogAttrs(ctx, slog.LevelWarn, "expired sessions and codes were not deleted", logline.Cause(err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticks.C:
		}
	}
}

// Sweep deletes what has expired.
func (s *Service) Sweep(ctx context.Context) error {
	return s.store.SweepIdentity(asSignIn(ctx), s.now(), s.now().Add(-retainEnded))
}
