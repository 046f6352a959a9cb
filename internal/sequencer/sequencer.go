// Package sequencer assigns places in the tree of the audit log to events, every second, and requests
// signed heads of the tree: one a minute while there are events, and one at once after an approval. It
// holds no key and no database connection. Its failures never stop the work on cases; partners that
// fetch heads notice that there are no new ones.
package sequencer

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/logline"
)

// Sequencer assigns places in the tree to events and signs heads. Any number may run at the same time:
// one of them works, the others wait.
type Sequencer struct {
	Log    audit.Log
	Notary *audit.Notary
	Now    func() time.Time
	Logger *slog.Logger
	// Every is the interval between two searches for events (default 1 s), SignEvery the interval between
	// two heads while there are events (default 1 min).
	Every, SignEvery time.Duration

	signed time.Time // when the last head was signed
	logged time.Time // when an error was last logged
}

// batchSize is the largest number of events that are placed in one transaction.
const batchSize = 1000

// Run works until ctx ends, and then signs a last head. It logs errors and tries again.
func (s *Sequencer) Run(ctx context.Context) error {
	if s.Every <= 0 {
		s.Every = time.Second
	}
	if s.SignEvery <= 0 {
		s.SignEvery = time.Minute
	}
	tick := time.NewTicker(s.Every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			s.last(ctx)
			return nil
		case <-tick.C:
			s.logError(ctx, s.Turn(ctx))
		}
	}
}

// last signs a last head after ctx has ended.
func (s *Sequencer) last(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	s.signed = time.Time{}
	s.logError(ctx, s.Turn(ctx))
}

// logError logs an error, at most once a minute.
func (s *Sequencer) logError(ctx context.Context, err error) {
	if err == nil {
		s.logged = time.Time{}
		return
	}
	now := s.Now()
	if ctx.Err() != nil || now.Sub(s.logged) < time.Minute {
		return
	}
	s.logged = now
	switch {
	case errors.Is(err, audit.ErrForked):
		s.Logger.LogAttrs(ctx, slog.LevelError, "the audit log does not extend the signed head: it was rewritten, or an older state was restored", logline.Cause(err))
	default:
		s.Logger.LogAttrs(ctx, slog.LevelError, "the audit log could not be extended", logline.Cause(err))
	}
}

// Turn assigns a place to every waiting event, and signs a head if one is due. It returns the first
// error of the log; events that were placed before the error keep their places.
func (s *Sequencer) Turn(ctx context.Context) error {
	approved := false
	for {
		placed, err := s.Log.Place(ctx, s.Notary, batchSize)
		if err != nil {
			return err
		}
		approved = approved || placed.Approved
		for _, row := range placed.Rejected {
			s.Logger.LogAttrs(ctx, slog.LevelError, "a row of the audit log has no valid stamp, and gets no place in the tree", slog.Int64("row", row))
		}
		if placed.Busy || placed.Events < batchSize {
			break
		}
	}
	if now := s.Now(); approved || now.Sub(s.signed) >= s.SignEvery {
		if _, err := s.Log.SignHead(ctx, s.Notary); err != nil {
			return err
		}
		s.signed = now
	}
	return nil
}
