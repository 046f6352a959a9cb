package devstack_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/devstack"
)

func up(tb testing.TB, opts devstack.Options) *devstack.Stack {
	tb.Helper()
	opts.OnlyPostgres = true
	stack, err := devstack.Up(tb.Context(), opts)
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = stack.Down() })
	return stack
}

func TestStateDir(t *testing.T) {
	t.Parallel()
	nothing := func(string) string { return "" }
	require.Equal(t, "/clone/.homeward", devstack.StateDir("/clone", nothing))
	elsewhere := func(name string) string {
		require.Equal(t, "HOMEWARD_STATE", name)
		return "/elsewhere"
	}
	require.Equal(t, "/elsewhere", devstack.StateDir("/clone", elsewhere))
}

func TestAStackIsKeptUntilItsEnd(t *testing.T) {
	t.Parallel()
	stack := up(t, devstack.Options{State: shortDir(t)})
	_, err := stack.Run(t.Context(), shell(t, "echo ready; exec sleep 300"))
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	require.NoError(t, stack.Keep(ctx), "it was asked to end")

	worker := shell(t, "echo ready; exec sleep 300")
	worker.Name = "worker"
	child, err := stack.Run(t.Context(), worker)
	require.NoError(t, err)
	require.NoError(t, syscall.Kill(child.PID(), syscall.SIGKILL))
	require.ErrorContains(t, stack.Keep(t.Context()), "worker ended by itself")
}

// PostgreSQL is killed as often as the limit allows, and answers again each time; one kill more ends Keep
// with the reason.
func TestAKilledServerIsStartedAgain(t *testing.T) {
	t.Parallel()
	var said lockedBuffer
	stack := up(t, devstack.Options{State: shortDir(t), Progress: &said, Restarts: devstack.Restarts{Most: 2}})
	kept := make(chan error, 1)
	go func() { kept <- stack.Keep(t.Context()) }()
	for range 2 {
		killed := stack.Cluster.Process()
		require.NoError(t, syscall.Kill(killed.PID(), syscall.SIGKILL))
		require.Eventually(t, func() bool { return stack.Cluster.Process() != killed }, 30*time.Second, 20*time.Millisecond)
		require.True(t, stack.Cluster.Crashed())
		require.NoError(t, stack.Cluster.Analyze(t.Context()))
	}
	require.NoError(t, syscall.Kill(stack.Cluster.Process().PID(), syscall.SIGKILL))
	require.ErrorContains(t, <-kept, "PostgreSQL ended by itself (signal: killed); see "+filepath.Join(stack.Cluster.Dir(), "postgres.log")+"; it was started again 2 times within 10m0s")
	require.Equal(t, 2, strings.Count(said.String(), "PostgreSQL runs again after"))
	require.Contains(t, said.String(), "PostgreSQL was not shut down. Renewing the statistics of its tables.")
}

// lockedBuffer collects lines from several goroutines.
type lockedBuffer struct {
	mu  sync.Mutex
	out strings.Builder
}

// Write adds to the lines.
func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.out.Write(p)
}

// String returns the lines.
func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.out.String()
}

func TestStackStopsTheLastFirst(t *testing.T) {
	t.Parallel()
	dir := shortDir(t)
	ends := filepath.Join(dir, "ends")
	stack := up(t, devstack.Options{State: filepath.Join(dir, "state")})
	for _, name := range []string{"first", "second"} {
		_, err := stack.Run(t.Context(), shell(t,
			"trap 'echo "+name+" >>"+ends+"; exit 0' TERM; echo ready; while :; do sleep 0.02; done"))
		require.NoError(t, err)
	}
	require.NoError(t, stack.Down())
	content, err := os.ReadFile(ends)
	require.NoError(t, err)
	require.Equal(t, "second\nfirst\n", string(content))
	require.NoError(t, stack.Down(), "once more is no mistake")
}

// holdEnv is the environment variable that makes a copy of this test program run a stack until it is killed.
const holdEnv = "HOMEWARD_TEST_HOLD"

func TestMain(m *testing.M) {
	if state := os.Getenv(holdEnv); state != "" {
		hold(state)
	}
	os.Exit(m.Run())
}

func hold(state string) {
	ctx := context.Background()
	stack, err := devstack.Up(ctx, devstack.Options{State: state, OnlyPostgres: true})
	if err != nil {
		_, _ = os.Stdout.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	// A child that ends slowly after its parent has ended.
	child, err := stack.Run(ctx, devstack.Command{
		Name: "child", Path: "/bin/sh", Args: []string{"-c", "trap '' TERM; echo ready; while :; do sleep 0.05; done"},
		Log: filepath.Join(stack.LogDir(), "child"), Ready: "ready",
	})
	if err != nil {
		os.Exit(1)
	}
	_, _ = os.Stdout.WriteString("ready " + stack.DSN() + " " + strconv.Itoa(child.PID()) + "\n")
	<-ctx.Done()
}

func TestStackOfAProgramThatWasKilled(t *testing.T) {
	t.Parallel()
	state := filepath.Join(shortDir(t), "state")
	self, err := os.Executable()
	require.NoError(t, err)
	program, err := devstack.Start(t.Context(), devstack.Command{
		Name: "program", Path: self, Env: append(os.Environ(), holdEnv+"="+state),
		Log: filepath.Join(t.TempDir(), "log"), Ready: "ready ",
	})
	require.NoError(t, err)
	fields := strings.Fields(program.ReadyLine())
	require.Len(t, fields, 3)
	dsn, child := fields[1], fields[2]
	require.True(t, runs(t, child))
	keep(t, dsn)
	_, err = devstack.Up(t.Context(), devstack.Options{State: state, OnlyPostgres: true})
	require.ErrorContains(t, err, "process "+strconv.Itoa(program.PID()), "the other program is named")

	program.Kill()
	stack := up(t, devstack.Options{State: state})
	require.Equal(t, 1, count(t, stack.DSN()))
	require.False(t, runs(t, child), "what the killed program left is gone")
}

// runs reports whether the process runs. A process that has ended and was not waited for does not run.
func runs(tb testing.TB, pid string) bool {
	tb.Helper()
	stat, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		return false
	}
	_, after, found := strings.Cut(string(stat), ") ")
	require.True(tb, found)
	return !strings.HasPrefix(after, "Z")
}
