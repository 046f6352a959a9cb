// Package sequencer gives the events of the audit log their places in its tree, second by
// second, and has heads of the tree signed: one a minute while something happens, and one at
// once after an approval. It holds no key and no database of its own, and nothing that goes
// wrong in it stops anybody's work: who waits for heads sees that they do not come.
package sequencer

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/logline"
)

// Sequencer gives events their place in the tree and signs heads. Any number may run beside
// each other: one works at a time.
type Sequencer struct {
	Log    audit.Log
	Notary *audit.Notary
	Now    func() time.Time
	Logger *slog.Logger
	// Every is how often it looks for events, 0 is a second; SignEvery how often it signs a head
	// while there are any, 0 is a minute.
	Every, SignEvery time.Duration

	signed time.Time // when the last head was signed
	said   time.Time // when trouble was last logged
}

// atOnce is how many events get their place in one transaction.
const atOnce = 1000

// Run works until ctx ends. Trouble is logged and tried again: a log that stands still is seen
// by whoever waits for its heads, and stops nobody's way home. When ctx ends it signs once more.
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

// last signs once more, although ctx has ended.
func (s *Sequencer) last(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	s.signed = time.Time{}
	s.say(ctx, s.Turn(ctx))
}

// say logs trouble, once a minute while it lasts.
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
		s.Logger.LogAttrs(ctx, slog.LevelError, "the audit log does not go on from what was signed: somebody has rewritten it or put an older state in its place", logline.Cause(err))
	default:
		s.Logger.LogAttrs(ctx, slog.LevelError, "the audit log could not be continued", logline.Cause(err))
	}
}

// Turn gives every event that waits its place, and signs a head when it is time.
func (s *Sequencer) Turn(ctx context.Context) error {
	approved := false
	for {
		placed, err := s.Log.Place(ctx, s.Notary, atOnce)
		if err != nil {
			return err
		}
		approved = approved || placed.Approved
		for _, row := range placed.Strange {
			s.Logger.LogAttrs(ctx, slog.LevelError, "a row of the audit log was written by nobody of ours, and gets no place in it", slog.Int64("row", row))
		}
		if placed.Elsewhere || placed.Events < atOnce {
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
