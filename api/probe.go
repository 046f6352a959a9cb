package api

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// How something is asked whether it is there.
const (
	// probeKept is how long an answer holds: whoever asks all the time, and may be anybody, does
	// not ask what stands behind us all the time.
	probeKept = 5 * time.Second
	// probeWithin is how long an answer is waited for.
	probeWithin = 3 * time.Second
)

var errNoAnswer = errors.New("it does not answer")

// probe remembers whether something was there. However many ask, one question is under way.
type probe struct {
	now    func() time.Time
	flight singleflight.Group

	mu    sync.Mutex
	at    time.Time // of the answer; zero before the first
	found error
}

// ask gives the answer of a moment ago, or a new one. One that takes too long is errNoAnswer for
// those who wait, and goes on by itself.
func (p *probe) ask(ctx context.Context, is func(ctx context.Context) error) error {
	p.mu.Lock()
	at, found := p.at, p.found
	p.mu.Unlock()
	if age := p.now().Sub(at); !at.IsZero() && age >= 0 && age < probeKept {
		return found
	}
	answer := p.flight.DoChan("", func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), probeWithin)
		defer cancel()
		found := is(ctx)
		p.mu.Lock()
		defer p.mu.Unlock()
		p.at, p.found = p.now(), found
		return nil, found
	})
	patience := time.NewTimer(probeWithin)
	defer patience.Stop()
	select {
	case result := <-answer:
		return result.Err
	case <-patience.C:
		return errNoAnswer
	case <-ctx.Done():
		return fmt.Errorf("ask whether it is there: %w", context.Cause(ctx))
	}
}
