//go:build drill

package drill_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	temporal "go.temporal.io/sdk/client"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/engine"
)

// patience is how long the drill waits for an installation to be back.
const patience = 3 * time.Minute

// site is an installation whose processes are killed: PostgreSQL and Temporal, which the stack starts again,
// and the API and the worker, which the drill starts again as a supervisor would.
type site struct {
	testing.TB

	stack   *devstack.Stack
	program string
	env     []string
	address string
	signIn  *client.PersonaSignIn
	engine  temporal.Client

	mu        sync.Mutex
	processes map[string]*devstack.Child // "api" and "worker"
}

func build(tb testing.TB) *site {
	tb.Helper()
	project, err := devstack.ProjectDir(".")
	require.NoError(tb, err)
	state, err := os.MkdirTemp("", "homeward-drill-") //nolint:usetesting // PostgreSQL's account must enter it, and the logs of a failure stay
	require.NoError(tb, err)
	require.NoError(tb, os.Chmod(state, 0o755))
	h := &site{TB: tb, program: filepath.Join(state, "homeward"), processes: map[string]*devstack.Child{}}
	compile := exec.CommandContext(tb.Context(), "go", "build", "-o", h.program, "./cmd/homeward")
	compile.Dir = project
	out, err := compile.CombinedOutput()
	require.NoError(tb, err, string(out))
	ctx := context.WithoutCancel(tb.Context())
	h.stack, err = devstack.Up(ctx, devstack.Options{
		Project: project, State: state, Progress: tb.Output(), Restarts: devstack.Restarts{Most: 1000, Within: time.Hour},
	})
	require.NoError(tb, err)
	tb.Cleanup(h.end)
	port, err := h.stack.Ports.Take(ctx, "api", 20000+os.Getpid()%20000, 1)
	require.NoError(tb, err)
	h.address = fmt.Sprintf("http://localhost:%d", port)
	h.signIn = &client.PersonaSignIn{Server: h.address}
	keys := filepath.Join(state, "keys")
	require.NoError(tb, os.Mkdir(keys, 0o700))
	h.env = append(os.Environ(),
		"DATABASE_URL="+h.stack.DSN(), "DATABASE_URL_API="+h.stack.RoleDSN(devstack.API), "DATABASE_URL_WORKER="+h.stack.RoleDSN(devstack.Worker),
		"TEMPORAL_ADDRESS="+h.stack.Temporal.Address(), "TEMPORAL_NAMESPACE="+h.stack.Temporal.Namespace(),
		"HOMEWARD_LISTEN="+devstack.Loopback(port), devstack.StateEnv+"="+filepath.Join(state, "dev"),
		"HOMEWARD_KEK=file:"+filepath.Join(keys, "kek.json"), "HOMEWARD_KEY_LOG="+filepath.Join(keys, "erased.log"),
		"HOMEWARD_AUDIT_KEY_FILE="+filepath.Join(keys, "audit.key"), "HOMEWARD_AUDIT_KEPT_FILE="+filepath.Join(keys, "audit.kept"),
		"HOMEWARD_AUDIT_PUBLIC=@"+filepath.Join(keys, "audit.pub"),
	)
	h.done(devstack.Owner, "keys", "make", filepath.Join(keys, "kek.json"), "--log", filepath.Join(keys, "erased.log"))
	h.done(devstack.Owner, "audit", "key", "--make", filepath.Join(keys, "audit.key"), "--public", filepath.Join(keys, "audit.pub"))
	h.done(devstack.Owner, "migrate")
	h.engine, err = temporal.DialContext(ctx, engine.Options(engine.Config{
		Options: temporal.Options{HostPort: h.stack.Temporal.Address(), Namespace: h.stack.Temporal.Namespace()}, Identity: "homeward-drill",
	}))
	require.NoError(tb, err)
	return h
}

// end stops everything. The state of a failure stays, and is named.
func (h *site) end() {
	if h.engine != nil {
		h.engine.Close()
	}
	_ = h.stack.Down()
	if h.Failed() {
		h.Logf("the state of the drill is in %s", h.stack.State())
		return
	}
	_ = os.RemoveAll(h.stack.State())
}

// done runs the program to its end as a role of the database.
func (h *site) done(role devstack.Role, args ...string) string {
	h.Helper()
	cmd := exec.CommandContext(h.Context(), h.program, args...)
	cmd.Env = append(slices.Clone(h.env), "DATABASE_URL="+h.stack.RoleDSN(role))
	out, err := cmd.CombinedOutput()
	require.NoError(h, err, string(out))
	return string(out)
}

// start starts the API and the worker, and keeps the two servers running until the test ends.
func (h *site) start() {
	h.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(h.Context()))
	kept := make(chan error, 1)
	go func() { kept <- h.stack.Keep(ctx) }()
	h.Cleanup(func() {
		cancel()
		require.NoError(h, <-kept, "the stack starts a killed server again")
	})
	for _, name := range []string{"api", "worker"} {
		h.startProcess(h.Context(), name)
	}
	h.awaitReady()
}

// startProcess starts the API or the worker.
func (h *site) startProcess(ctx context.Context, name string) {
	args, env := []string{"dev", "--no-demo", "--no-worker"}, h.env
	if name == "worker" {
		args, env = []string{"work"}, append(slices.Clone(h.env), "DATABASE_URL="+h.stack.RoleDSN(devstack.Worker))
	}
	child, err := h.stack.Run(context.WithoutCancel(ctx), devstack.Command{
		Name: name, Path: h.program, Args: args, Env: env, Log: filepath.Join(h.stack.LogDir(), name+".log"), Grace: 30 * time.Second,
	})
	require.NoError(h, err)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.processes[name] = child
}

func (h *site) process(name string) *devstack.Child {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.processes[name]
}

// as returns a client that is signed in as an officer.
func (h *site) as(who client.Persona) (*client.Client, error) {
	return client.New(client.Options{Server: h.address, Sign: h.signIn.As(who)})
}

// awaitReady waits until the API can serve.
func (h *site) awaitReady() {
	h.Helper()
	c, err := client.New(client.Options{Server: h.address})
	require.NoError(h, err)
	require.Eventually(h, func() bool {
		_, err := c.Ready(h.Context())
		return err == nil
	}, patience, 100*time.Millisecond, "the API is ready; logs in %s", h.stack.LogDir())
}
