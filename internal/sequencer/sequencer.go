// Package sequencer assigns the events of the audit log their places in its tree, second by
// second, and has heads of the tree signed: one a minute while there are events, and one at
// once after an approval. It holds no key and no database connection. Its failures never stop
// the work on cases: a reader who waits for heads sees that they do not come.
package sequencer

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/logline"
)

// Sequencer assigns events their places in the tree and signs heads. Any number may run at the
// same time: one of them works, the others wait.
type Sequencer struct {
	Log    audit.Log
	Notary *audit.Notary
	Now    func() time.Time
	Logger *slog.Logger
	// Every is the interval between two searches for events (0: a second), SignEvery that between two
	// heads while there are events (0: a minute).
	Every, SignEvery time.Duration

	signed time.Time // when the last head was signed
	said   time.Time // when an error was last logged
}

// atOnce is the number of events placed in one transaction.
const atOnce = 1000

// Run works until ctx ends. It logs errors and tries again: readers who wait for heads see that the
// log stands still, and cases go on. When ctx ends it signs a last head.
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
			s.say(ctx, s.Turn(ctx))
		}
	}
}

// last signs a last head, although ctx has ended.
func (s *Sequencer) last(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	s.signed = time.Time{}
	s.say(ctx, s.Turn(ctx))
}

// say logs an error, once a minute while it lasts.
func (s *Sequencer) say(ctx context.Context, err error) {
	if err == nil {
		s.said = time.Time{}
		return
	}
	now := s.Now()
	if ctx.Err() != nil || now.Sub(s.said) < time.Minute {
		return
	}
	s.said = now
	switch {
	case errors.Is(err, audit.ErrForked):
		s.Logger.LogAttrs(ctx, slog.LevelError, "the audit log does not extend the signed head: it was rewritten, or an older state was restored", logline.Cause(err))
	default:
		s.Logger.LogAttrs(ctx, slog.LevelError, "the audit log could not be extended", logline.Cause(err))
	}
}

// Turn assigns every waiting event its place, and signs a head when it is time. It returns the error of
// the log; what was placed before it stays.
func (s *Sequencer) Turn(ctx context.Context) error {
	approved := false
	for {
		placed, err := s.Log.Place(ctx, s.Notary, atOnce)
		if err != nil {
			return err
		}
		approved = approved || placed.Approved
		for _, row := range placed.Rejected {
			s.Logger.LogAttrs(ctx, slog.LevelError, "a row of the audit log has no valid stamp, and gets no place in the tree", slog.Int64("row", row))
		}
		if placed.Busy || placed.Events < atOnce {
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
