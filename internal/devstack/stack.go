package devstack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// Stack is PostgreSQL and Temporal on one machine, with further child processes of the caller.
type Stack struct {
	// Cluster is the database; never nil.
	Cluster *Cluster
	// Temporal is nil with Options.OnlyPostgres, until AddTemporal has returned.
	Temporal *Temporal
	// Ports assigns further ports.
	Ports *Ports

	opts      Options
	state     string
	temporary bool
	lock      *Lock
	reaper    io.Closer

	mu       sync.Mutex // guards Temporal while AddTemporal runs, and children
	children []*Child
}

// Up starts the stack, on the data of the last run if there was one. It returns a *HeldError at once if
// another program uses the state directory. After a failure it stops everything that it has started.
func Up(ctx context.Context, opts Options) (*Stack, error) {
	s := &Stack{opts: opts, state: opts.State}
	if err := s.up(ctx, opts); err != nil {
		return nil, errors.Join(err, s.Down())
	}
	return s, nil
}

func (s *Stack) up(ctx context.Context, opts Options) error {
	if err := s.hold(opts); err != nil {
		return err
	}
	s.say("Starting PostgreSQL.")
	cluster := ClusterOptions{Throwaway: opts.Throwaway}
	if !s.temporary {
		cluster.Dir = filepath.Join(s.state, "postgres")
	}
	var err error
	if s.Cluster, err = OpenCluster(ctx, cluster); err != nil {
		return err
	}
	if err := s.analyze(ctx); err != nil || opts.OnlyPostgres {
		return err
	}
	return s.AddTemporal(ctx, Builder{Project: opts.Project, Progress: opts.Progress})
}

// AddTemporal builds the Temporal server if it is not built, and starts it. It is for a stack that was
// started with Options.OnlyPostgres, so that its caller can serve requests during the build. It must be
// called only once. It may run at the same time as Keep, and must have returned before Down is called.
func (s *Stack) AddTemporal(ctx context.Context, b Builder) error {
	program, err := b.Temporal(ctx)
	if err != nil {
		return err
	}
	s.say("Starting the Temporal server.")
	return s.startTemporal(ctx, program)
}

// Run starts a further child, which is stopped before the earlier ones. See Start.
func (s *Stack) Run(ctx context.Context, c Command) (*Child, error) {
	if c.Env == nil {
		c.Env = os.Environ()
	}
	c.Env = append(slices.Clone(c.Env), s.mark())
	child, err := Start(ctx, c)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.children = append(s.children, child)
	return child, nil
}

// Down stops everything, the last started first, and releases the state directory. The data stay,
// unless the stack is a throwaway one.
func (s *Stack) Down() error {
	s.mu.Lock()
	children := slices.Clone(s.children)
	s.children = nil
	s.mu.Unlock()
	var errs []error
	for _, child := range slices.Backward(children) {
		errs = append(errs, child.Stop())
	}
	if s.Temporal != nil {
		errs = append(errs, s.Temporal.Stop())
	}
	if s.Cluster != nil {
		errs = append(errs, s.Cluster.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Release())
		s.lock = nil
	}
	if s.reaper != nil {
		errs = append(errs, s.reaper.Close())
		s.reaper = nil
	}
	return errors.Join(errs...)
}

// DSN returns the DATABASE_URL of the process that migrates the database. It contains a password, so it
// must not be logged.
func (s *Stack) DSN() string { return s.Cluster.DSN(Database) }

// RoleDSN returns the DATABASE_URL of a process that runs as another role: API for `homeward serve`,
// Worker for `homeward work`.
func (s *Stack) RoleDSN(role Role) string { return s.Cluster.RoleDSN(role, Database) }

// LogDir returns the directory of the logs.
func (s *Stack) LogDir() string { return filepath.Join(s.state, "log") }

// State returns the state directory.
func (s *Stack) State() string { return s.state }

func (s *Stack) say(line string) {
	if s.opts.Progress != nil {
		_, _ = fmt.Fprintln(s.opts.Progress, line)
	}
}
