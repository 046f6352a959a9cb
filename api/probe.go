package api

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

const (
	// probeMaxAge is how long a result is reused. Health checks are public, and many requests must not
	// become many requests to the key store.
	probeMaxAge = 5 * time.Second
	// probeTimeout is how long one check may take.
	probeTimeout = 3 * time.Second
)

var errNoAnswer = errors.New("it does not answer")

// probe checks whether another service works, and caches the result. Only one check runs at a time.
type probe struct {
	now    func() time.Time
	flight singleflight.Group

	mu    sync.Mutex
	at    time.Time // of the result; zero before the first
	found error     // the result
}

// ask returns the cached result, or the result of a new check. If the check takes too long, ask
// returns errNoAnswer, and the check goes on in the background.
func (p *probe) ask(ctx context.Context, check func(ctx context.Context) error) error {
	p.mu.Lock()
	at, found := p.at, p.found
	p.mu.Unlock()
	if age := p.now().Sub(at); !at.IsZero() && age >= 0 && age < probeMaxAge {
		return found
	}
	answer := p.flight.DoChan("", func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), probeTimeout)
		defer cancel()
		found := check(ctx)
		p.mu.Lock()
		defer p.mu.Unlock()
		p.at, p.found = p.now(), found
		return nil, found
	})
	timeout := time.NewTimer(probeTimeout)
	defer timeout.Stop()
	select {
	case result := <-answer:
		return result.Err
	case <-timeout.C:
		return errNoAnswer
	case <-ctx.Done():
		return fmt.Errorf("check the service: %w", context.Cause(ctx))
	}
}
