package devstack

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// TemporalOptions are the options of a Temporal server.
type TemporalOptions struct {
	// Program is the path that Builder.Temporal has returned.
	Program string
	// Cluster holds the server's tables; the server uses the role Engine.
	Cluster *Cluster
	// Port is the first of five consecutive loopback ports; the first is the port of the frontend.
	Port int
	// UIPort is the loopback port of Temporal's web UI; 0 leaves it off.
	UIPort int
	// Namespace is created if it is missing.
	Namespace string
	// LogDir is the directory of the server's logs.
	LogDir string
	// Env is added to the caller's environment.
	Env []string
}

// Temporal is a Temporal server on a cluster. Its methods are safe for concurrent use.
type Temporal struct {
	opts TemporalOptions

	mu    sync.Mutex
	child *Child // nil while stopped
}

// OpenTemporal starts a Temporal server and returns when its namespace answers.
func OpenTemporal(ctx context.Context, opts TemporalOptions) (*Temporal, error) {
	if opts.Namespace == "" {
		return nil, errors.New("start the Temporal server: it needs a namespace")
	}
	t := &Temporal{opts: opts}
	if err := t.Start(ctx); err != nil {
		return nil, err
	}
	return t, nil
}

// Start starts a server again that was stopped or killed, at the same address. If the server runs,
// Start does nothing.
func (t *Temporal) Start(ctx context.Context) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.child != nil {
		select {
		case <-t.child.Exited():
		default:
			return nil
		}
	}
	child, err := Start(ctx, t.command())
	if err != nil {
		return err
	}
	t.child = child
	return nil
}

func (t *Temporal) command() Command {
	o := t.opts
	args := []string{
		"-db-host", o.Cluster.SocketDir(), "-db-user", string(Engine), "-db-name", Database,
		"-db-password-file", o.Cluster.PasswordFile(Engine),
		"-port", strconv.Itoa(o.Port), "-ui-port", strconv.Itoa(o.UIPort), "-namespace", o.Namespace,
		"-log-file", filepath.Join(o.LogDir, "temporal.log"),
	}
	return Command{
		Name: "Temporal server", Path: o.Program, Args: args, Env: append(os.Environ(), o.Env...), Ready: "ready ",
		Log: filepath.Join(o.LogDir, "temporal.out"), Within: 2 * time.Minute, Grace: 20 * time.Second,
	}
}

// Stop shuts the server down; Start starts it again.
func (t *Temporal) Stop() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.child == nil {
		return nil
	}
	err := t.child.Stop()
	t.child = nil
	return err
}

// Kill ends the server like a crash; Start starts it again.
func (t *Temporal) Kill() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.child != nil {
		t.child.Kill()
		t.child = nil
	}
}

// Process returns the running server process; nil while it is stopped.
func (t *Temporal) Process() *Child {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.child
}

// Address returns the value for TEMPORAL_ADDRESS.
func (t *Temporal) Address() string { return Loopback(t.opts.Port) }

// Namespace returns the value for TEMPORAL_NAMESPACE.
func (t *Temporal) Namespace() string { return t.opts.Namespace }

// UI returns the address of Temporal's web UI; empty if it is off.
func (t *Temporal) UI() string {
	if t.opts.UIPort == 0 {
		return ""
	}
	return "http://" + Loopback(t.opts.UIPort)
}
