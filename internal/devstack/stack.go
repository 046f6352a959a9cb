package devstack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// StateEnv is the environment variable that moves the state directory.
const StateEnv = "HOMEWARD_STATE"

// StateDir is where a stack on project keeps its data: what HOMEWARD_STATE says, as getenv
// reads it, else .homeward in the project.
func StateDir(project string, getenv func(string) string) string {
	if dir := getenv(StateEnv); dir != "" {
		return dir
	}
	return filepath.Join(project, ".homeward")
}

// Options says what kind of stack is wanted.
type Options struct {
	// Project is the project's directory; see ProjectDir.
	Project string
	// State is where data, logs and chosen ports are kept; see StateDir. With Throwaway it may be
	// empty: a temporary directory is taken and removed by Down.
	State string
	// Throwaway gives up durability for speed: for tests.
	Throwaway bool
	// Namespace is Temporal's; empty means homeward.
	Namespace string
	// TemporalPort is the first of five loopback ports in a row, which must be free; 0 means those
	// of the last time or other free ones.
	TemporalPort int
	// UI asks for Temporal's web UI, on UIPort or, when that is 0, on a port chosen likewise.
	UI     bool
	UIPort int
	// OnlyPostgres leaves the Temporal server out: the caller has another one.
	OnlyPostgres bool
	// Progress receives plain lines about what is going on; nil keeps quiet.
	Progress io.Writer
}

// Stack is PostgreSQL and Temporal on one machine, with whatever children the caller adds.
type Stack struct {
	// Cluster is the database, always there.
	Cluster *Cluster
	// Temporal is the engine; nil with Options.OnlyPostgres.
	Temporal *Temporal
	// Ports hands out further ports, kept with the others.
	Ports *Ports

	state     string
	temporary bool
	lock      *Lock
	reaper    io.Closer
	progress  io.Writer

	mu       sync.Mutex
	children []*Child
}

// Up starts the stack, or starts it again on the data of the last time. It fails at once, with a
// *HeldError, when another program has the state directory. Whatever was started before a
// failure is stopped again.
func Up(ctx context.Context, opts Options) (*Stack, error) {
	s := &Stack{state: opts.State, progress: opts.Progress}
	if err := s.up(ctx, opts); err != nil {
		return nil, errors.Join(err, s.Down())
	}
	return s, nil
}

func (s *Stack) up(ctx context.Context, opts Options) error {
	if err := s.hold(opts); err != nil {
		return err
	}
	var program string
	var err error
	if !opts.OnlyPostgres {
		builder := Builder{Project: opts.Project, Progress: opts.Progress}
		if program, err = builder.Temporal(ctx); err != nil {
			return err
		}
	}
	s.say("Starting PostgreSQL.")
	cluster := ClusterOptions{Throwaway: opts.Throwaway}
	if !s.temporary {
		cluster.Dir = filepath.Join(s.state, "postgres")
	}
	if s.Cluster, err = OpenCluster(ctx, cluster); err != nil || opts.OnlyPostgres {
		return err
	}
	s.say("Starting the Temporal server.")
	return s.startTemporal(ctx, opts, program)
}

// startTemporal tries again on other ports when somebody was quicker to listen on the chosen
// ones: nobody can hold a port for a child that is yet to start.
func (s *Stack) startTemporal(ctx context.Context, opts Options, program string) error {
	t := TemporalOptions{
		Program: program, Cluster: s.Cluster, Namespace: opts.Namespace, LogDir: s.LogDir(), Env: []string{s.mark()},
	}
	if t.Namespace == "" {
		t.Namespace = "homeward"
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
		if s.Temporal, err = OpenTemporal(ctx, t); err == nil {
			return nil
		}
		s.Temporal = nil
		if ctx.Err() != nil || Free(ctx, t.Port, temporalPorts) && (!opts.UI || Free(ctx, t.UIPort, 1)) {
			return err // the ports were not what it failed for
		}
	}
	return err
}

const (
	// temporalPorts is how many ports in a row the server listens on.
	temporalPorts = 5
	// The search for free ports begins where people who know Temporal would try first.
	defaultTemporalPort = 7233
	defaultUIPort       = 8233
)

func (s *Stack) port(ctx context.Context, name string, asked, preferred, count int) (int, error) {
	if asked != 0 {
		return asked, s.Ports.Claim(ctx, name, asked, count)
	}
	if s.temporary { // many may start at the same moment: do not let all of them want the same
		preferred = 10000 + rand.N(2000)*10
	}
	return s.Ports.Take(ctx, name, preferred, count)
}

// hold makes the state directory, takes its lock and ends what an earlier stack left running.
func (s *Stack) hold(opts Options) error {
	var err error
	if s.state == "" {
		if !opts.Throwaway {
			return errors.New("start the stack: a lasting one needs a state directory")
		}
		if s.state, err = os.MkdirTemp("", "homeward-stack-"); err != nil {
			return fmt.Errorf("make a temporary state directory: %w", err)
		}
		s.temporary = true
		if s.reaper, err = startReaper(s.state); err != nil {
			return err
		}
	}
	if s.state, err = filepath.Abs(s.state); err != nil {
		return fmt.Errorf("find the state directory: %w", err)
	}
	if err := os.MkdirAll(s.LogDir(), 0o755); err != nil { //nolint:gosec // PostgreSQL's account passes through; secrets inside are closed
		return fmt.Errorf("make the state directory: %w", err)
	}
	if s.lock, err = Acquire(filepath.Join(s.state, "lock")); err != nil {
		return err
	}
	killAll(s.marked)
	s.Ports, err = OpenPorts(s.state)
	return err
}

// mark is in the environment of every child. The holder of the lock knows by it what a stack
// that was killed has left: it ends by itself, but not at once, and holds ports meanwhile.
func (s *Stack) mark() string { return "HOMEWARD_STACK=" + s.state }

func (s *Stack) marked(pid int) bool {
	environment, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "environ"))
	return err == nil && slices.Contains(strings.Split(string(environment), "\x00"), s.mark())
}

// Run starts a further child, which is stopped before those that were there. See Start.
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

// Wait returns nil when ctx ends and an error when something of the stack ended by itself. It
// stops nothing: call Down.
func (s *Stack) Wait(ctx context.Context) error {
	look := time.NewTicker(200 * time.Millisecond)
	defer look.Stop()
	for {
		for _, child := range s.all() {
			if err := child.Err(); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
		}
	}
}

// all returns what runs, in the order it was started.
func (s *Stack) all() []*Child {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []*Child
	if s.Cluster != nil {
		if child := s.Cluster.Process(); child != nil {
			all = append(all, child)
		}
	}
	if s.Temporal != nil {
		if child := s.Temporal.Process(); child != nil {
			all = append(all, child)
		}
	}
	return append(all, s.children...)
}

// Down stops everything, last started first, and lets go of the state directory. What was
// written stays, unless the stack is a throwaway one.
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

// DSN is what DATABASE_URL should say. It holds a password: it must not be logged.
func (s *Stack) DSN() string { return s.Cluster.DSN(Database) }

// LogDir is where the children's logs are.
func (s *Stack) LogDir() string { return filepath.Join(s.state, "log") }

// State is the state directory.
func (s *Stack) State() string { return s.state }

func (s *Stack) say(line string) {
	if s.progress != nil {
		_, _ = fmt.Fprintln(s.progress, line)
	}
}
