package devstack

import (
	"context"
	"math/rand/v2"
)

// startTemporal tries again on other ports if another program has taken the chosen ones in the
// meantime. A port cannot be reserved for a child that is not started yet.
func (s *Stack) startTemporal(ctx context.Context, program string) error {
	opts := s.opts
	t := TemporalOptions{
		Program: program, Cluster: s.Cluster, Namespace: opts.Namespace, LogDir: s.LogDir(), Env: []string{s.mark()},
	}
	if t.Namespace == "" {
		t.Namespace = Namespace
	}
	var err error
	for range 4 {
		if t.Port, err = s.port(ctx, "temporal", opts.TemporalPort, defaultTemporalPort, temporalPorts); err != nil {
			return err
		}
		if opts.UI {
			if t.UIPort, err = s.port(ctx, "temporal-ui", opts.UIPort, defaultUIPort, 1); err != nil {
				return err
			}
		}
		started, failed := OpenTemporal(ctx, t)
		if failed == nil {
			s.runs(started)
			return nil
		}
		err = failed
		if ctx.Err() != nil || Free(ctx, t.Port, temporalPorts) && (!opts.UI || Free(ctx, t.UIPort, 1)) {
			return err // it did not fail because of the ports
		}
	}
	return err
}

func (s *Stack) runs(t *Temporal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Temporal = t
}

// Namespace is the default of Options.Namespace.
const Namespace = "homeward"

const (
	// temporalPorts is the number of consecutive ports that the server listens on.
	temporalPorts = 5
	// The search for free ports begins at Temporal's usual port.
	defaultTemporalPort = 7233
	defaultUIPort       = 8233
)

func (s *Stack) port(ctx context.Context, name string, asked, preferred, count int) (int, error) {
	if asked != 0 {
		return asked, s.Ports.Claim(ctx, name, asked, count)
	}
	if s.temporary { // many may start at the same time, so they begin at different ports
		preferred = 10000 + rand.N(2000)*10 //nolint:gosec // a port is not secret
	}
	return s.Ports.Take(ctx, name, preferred, count)
}
