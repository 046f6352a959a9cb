package main

import (
	"context"
	"sync"
	"time"

	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/httpserver"
)

// start is the start of the Temporal server, which may have to be compiled first. Its methods may
// be called from several goroutines.
type start struct {
	up chan struct{} // closed when commands can be sent

	mu    sync.Mutex
	build devstack.BuildState
}

func newStart() *start { return &start{up: make(chan struct{})} }

func (s *start) report(b devstack.BuildState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.build = b
}

// startup returns what the API reports of the start.
func (s *start) startup() httpserver.Startup {
	select {
	case <-s.up:
		return httpserver.Startup{}
	default:
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return httpserver.Startup{Waiting: true, Compiled: s.build.Compiled, Packages: s.build.Packages}
}

// progressEvery is the time between two lines on the terminal about the build.
const progressEvery = 15 * time.Second

// temporal builds and starts the Temporal server, unless another one is used, and connects to it.
// The API is served meanwhile.
func (d *development) temporal(ctx context.Context, a *app, o appOptions) error {
	if d.start == nil {
		return nil
	}
	err := d.stack.AddTemporal(ctx, devstack.Builder{
		Project: d.project, Progress: d.Out, Every: progressEvery, Report: d.start.report, Background: true,
	})
	if err != nil {
		return err
	}
	o.config.Temporal.HostPort = d.stack.Temporal.Address()
	if err := a.reachTemporal(ctx, o); err != nil {
		return err
	}
	close(d.start.up)
	return nil
}

// waits waits until commands can be sent. It returns false if ctx has ended before.
func (s *start) waits(ctx context.Context) bool {
	select {
	case <-s.up:
		return true
	case <-ctx.Done():
		return false
	}
}
