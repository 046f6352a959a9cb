// Package await repeats a step of the start of a process until the server that the step needs has
// answered. It writes what the process waits for, and never repeats an error that lasts, such as a wrong
// role or a key that does not fit. It is for starts only: a request of a user is never repeated here.
package await

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/cenkalti/backoff/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/logline"
)

// Pace is how often a step is tried. Production uses the zero value.
type Pace struct {
	// First and Longest are the pauses between two attempts: the first one, and the longest one after
	// pauses that grow. Default 250 ms and 5 s.
	First, Longest time.Duration
	// Attempt limits one attempt; default 30 s.
	Attempt time.Duration
	// Repeat is the time between two lines about the same step; default one minute.
	Repeat time.Duration
}

func (p Pace) filled() Pace {
	for _, one := range []struct {
		value     *time.Duration
		otherwise time.Duration
	}{{&p.First, 250 * time.Millisecond}, {&p.Longest, 5 * time.Second}, {&p.Attempt, 30 * time.Second}, {&p.Repeat, time.Minute}} {
		if *one.value == 0 {
			*one.value = one.otherwise
		}
	}
	return p
}

// Start is the start of a process.
type Start struct {
	// Logger gets a line when a step has to wait, one each Pace.Repeat after that, and one when it is done.
	Logger *slog.Logger
	// Say gets the same lines in words, for a terminal; nil says nothing.
	Say func(line string)
	// Pace is how often a step is tried.
	Pace Pace
}

// Until calls step until it returns nil or an error that a retry cannot mend, or until ctx ends, and
// returns the last error. A retry can mend fault.Unavailable, fault.Busy, fault.RollingOver and an attempt
// that took longer than Pace.Attempt. It must be safe to repeat step. waitsFor names the server in one
// word, such as "database" or "temporal".
func (s Start) Until(ctx context.Context, waitsFor string, step func(context.Context) error) error {
	pace := s.Pace.filled()
	pauses := backoff.NewExponentialBackOff(backoff.WithInitialInterval(pace.First), backoff.WithMaxInterval(pace.Longest), backoff.WithMaxElapsedTime(0))
	said, last := -pace.Repeat, error(nil)
	err := backoff.RetryNotify(func() error {
		attempt, cancel := context.WithTimeout(ctx, pace.Attempt)
		defer cancel()
		if last = step(attempt); last != nil && !passes(last) {
			return backoff.Permanent(last)
		}
		return last
	}, backoff.WithContext(pauses, ctx), func(err error, _ time.Duration) {
		if since := pauses.GetElapsedTime(); since-said >= pace.Repeat {
			said = since
			s.waits(ctx, waitsFor, since, err)
		}
	})
	if err == nil && said >= 0 {
		s.answered(ctx, waitsFor, pauses.GetElapsedTime())
	}
	if err != nil && last != nil { // not the end of ctx, but what the step was waiting for
		return last
	}
	return err
}

// passes reports whether a retry can mend an error.
func passes(err error) bool {
	switch fault.CodeOf(err) {
	case fault.Unavailable, fault.Busy, fault.RollingOver:
		return true
	default:
		return errors.Is(err, context.DeadlineExceeded)
	}
}

func (s Start) waits(ctx context.Context, what string, since time.Duration, err error) {
	if s.Logger != nil {
		s.Logger.LogAttrs(ctx, slog.LevelWarn, "the start waits", slog.String("waits_for", what), slog.Duration("took", since), logline.Cause(err))
	}
	if s.Say != nil {
		s.Say(fmt.Sprintf("Waiting for %s, which does not answer yet (%s).", what, since.Round(time.Second)))
	}
}

func (s Start) answered(ctx context.Context, what string, since time.Duration) {
	if s.Logger != nil {
		s.Logger.LogAttrs(ctx, slog.LevelInfo, "the start goes on", slog.String("waits_for", what), slog.Duration("took", since))
	}
	if s.Say != nil {
		s.Say(fmt.Sprintf("%s answers after %s.", what, since.Round(time.Second)))
	}
}
