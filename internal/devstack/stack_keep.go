package devstack

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Restarts limits how often Keep starts a server again.
type Restarts struct {
	// Most is the number of restarts of one server within Within. Default 5 within 10 minutes.
	Most   int
	Within time.Duration
}

func (r Restarts) filled() Restarts {
	if r.Most == 0 {
		r.Most = 5
	}
	if r.Within == 0 {
		r.Within = 10 * time.Minute
	}
	return r
}

// server is one of the two servers that Keep starts again.
type server struct {
	process func() *Child
	start   func(context.Context) error
	times   []time.Time // of the last attempts
	failed  int         // how many attempts in a row
	next    time.Time   // no attempt before
}

// Keep keeps PostgreSQL and Temporal running until ctx ends, and then returns nil. A server that ends by
// itself is started again, with a line about it, and logs are rotated. Keep returns an error when a server has ended more often
// than Options.Restarts allows, or when another process of the stack has ended by itself. It stops nothing;
// call Down.
func (s *Stack) Keep(ctx context.Context) error {
	look, sizes := time.NewTicker(200*time.Millisecond), time.NewTicker(10*time.Second)
	defer look.Stop()
	defer sizes.Stop()
	servers := []*server{
		{process: s.postgres, start: s.startCluster},
		{process: s.temporal, start: func(ctx context.Context) error { return s.Temporal.Start(ctx) }},
	}
	for {
		for _, one := range servers {
			if err := s.keep(ctx, one); err != nil {
				return err
			}
		}
		if err := s.childEnded(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-sizes.C:
			if err := s.rotateLogs(); err != nil {
				s.say("A log has not been rotated: " + err.Error() + ".")
			}
		case <-look.C:
		}
	}
}

// keep tries to start a server again if it has ended by itself. After an attempt that failed it waits longer
// each time, and lets Keep look at the other server meanwhile, which this one may need.
func (s *Stack) keep(ctx context.Context, one *server) error {
	child := one.process()
	if child == nil {
		return nil
	}
	ended, now := child.Err(), time.Now() //nolint:forbidigo // how often a process of this machine has ended
	if ended == nil || now.Before(one.next) {
		return nil
	}
	limit := s.opts.Restarts.filled()
	one.times = append(one.times, now)
	if n := len(one.times); n > limit.Most {
		if one.times = one.times[n-limit.Most-1:]; now.Sub(one.times[0]) < limit.Within {
			return fmt.Errorf("%w; it was started again %d times within %s, and is not started another time", ended, limit.Most, limit.Within)
		}
	}
	s.say(ended.Error() + ". Starting it again.")
	s.attempt(ctx, one, child.Name(), now)
	return nil
}

// attempt starts a server again, or notes when to try it the next time.
func (s *Stack) attempt(ctx context.Context, one *server, name string, began time.Time) {
	err := one.start(ctx)
	if err == nil {
		one.failed = 0
		s.say(fmt.Sprintf("%s runs again after %s.", name, time.Since(began).Round(100*time.Millisecond)))
		return
	}
	one.failed++
	one.next = time.Now().Add(min(time.Second<<min(one.failed, 6), longestPause)) //nolint:forbidigo // as in keep
	s.say(err.Error() + ".")
}

// longestPause is the longest time between two attempts to start a server again.
const longestPause = time.Minute

// startCluster starts PostgreSQL again, and renews the statistics of its tables if it had not been shut down.
func (s *Stack) startCluster(ctx context.Context) error {
	if err := s.Cluster.Start(ctx); err != nil {
		return err
	}
	return s.analyze(ctx)
}

// analyze renews the statistics of a cluster that was not shut down: PostgreSQL throws its counters of
// changed rows away then, so that autovacuum does not know which tables it has to analyze, and plans made
// for empty tables can take longer than Temporal waits.
func (s *Stack) analyze(ctx context.Context) error {
	if !s.Cluster.Crashed() {
		return nil
	}
	s.say("PostgreSQL was not shut down. Renewing the statistics of its tables.")
	return s.Cluster.Analyze(ctx)
}

func (s *Stack) postgres() *Child {
	if s.Cluster == nil {
		return nil
	}
	return s.Cluster.Process()
}

func (s *Stack) temporal() *Child {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Temporal == nil {
		return nil
	}
	return s.Temporal.Process()
}

// childEnded returns an error if a process that the caller has started ended by itself.
func (s *Stack) childEnded() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, child := range s.children {
		errs = append(errs, child.Err())
	}
	return errors.Join(errs...)
}
