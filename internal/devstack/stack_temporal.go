package devstack

import (
	"context"
	"math/rand/v2"
)

// startTemporal tries four times: another program may have taken the chosen ports in the meantime, since a
// port cannot be reserved for a child that is not started yet, and PostgreSQL may have been killed.
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
		if err = failed; ctx.Err() != nil {
			return err
		}
		s.say("The Temporal server has not started. Trying again.")
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
