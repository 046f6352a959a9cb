// Package stack_test starts the real stack, PostgreSQL and the Temporal server upon it, and
// ends it in every way there is. It builds the server when that is not built yet, and so does not
// belong to the fast tests.
package stack_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/devstack"
)

func project(tb testing.TB) string {
	tb.Helper()
	dir, err := devstack.ProjectDir(".")
	require.NoError(tb, err)
	return dir
}

// stateDir is a directory that PostgreSQL's account can enter, unlike the testing package's own.
func stateDir(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp("/tmp", "hw-stack-") //nolint:usetesting // see above
	require.NoError(tb, err)
	require.NoError(tb, os.Chmod(dir, 0o711))
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, "state")
}

func up(tb testing.TB, opts devstack.Options) *devstack.Stack {
	tb.Helper()
	opts.Project = project(tb)
	opts.Progress = tb.Output()
	stack, err := devstack.Up(tb.Context(), opts)
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = stack.Down() })
	return stack
}

func dial(tb testing.TB, stack *devstack.Stack) client.Client {
	tb.Helper()
	c, err := client.DialContext(tb.Context(), client.Options{
		HostPort: stack.Temporal.Address(), Namespace: stack.Temporal.Namespace(), Logger: quiet{},
	})
	require.NoError(tb, err)
	tb.Cleanup(c.Close)
	return c
}

type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}

// wait stays open until it receives a signal, and returns its content.
func wait(ctx workflow.Context) (string, error) {
	var word string
	workflow.GetSignalChannel(ctx, "go").Receive(ctx, &word)
	return word, nil
}

func work(tb testing.TB, c client.Client) {
	tb.Helper()
	w := worker.New(c, "stack", worker.Options{DisableRegistrationAliasing: true})
	w.RegisterWorkflowWithOptions(wait, workflow.RegisterOptions{Name: "wait"})
	require.NoError(tb, w.Start())
	tb.Cleanup(w.Stop)
}

func begin(tb testing.TB, c client.Client) client.WorkflowRun {
	tb.Helper()
	run, err := c.ExecuteWorkflow(tb.Context(), client.StartWorkflowOptions{ID: "stack/wait", TaskQueue: "stack"}, "wait")
	require.NoError(tb, err)
	return run
}

// finish signals the workflow, retrying while the server is not ready, and returns its result.
func finish(tb testing.TB, c client.Client, run client.WorkflowRun) string {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), time.Minute)
	defer cancel()
	for c.SignalWorkflow(ctx, run.GetID(), run.GetRunID(), "go", "home") != nil {
		require.NoError(tb, ctx.Err())
	}
	var word string
	require.NoError(tb, run.Get(ctx, &word))
	return word
}

func TestStackSurvivesEveryEnd(t *testing.T) {
	state := stateDir(t)
	stack := up(t, devstack.Options{State: state})
	run := begin(t, dial(t, stack))
	address := stack.Temporal.Address()
	require.NoError(t, stack.Down())

	t.Log("everything was stopped and comes up again at the same address")
	stack = up(t, devstack.Options{State: state})
	require.Equal(t, address, stack.Temporal.Address())
	c := dial(t, stack)
	work(t, c)

	t.Log("the database is killed under the running server, then the server too")
	stack.Cluster.Kill()
	require.NoError(t, stack.Cluster.Start(t.Context()))
	stack.Temporal.Kill()
	require.NoError(t, stack.Temporal.Start(t.Context()))
	require.Equal(t, "home", finish(t, c, run))

	t.Log("the database alone is stopped in order and comes back")
	require.NoError(t, stack.Cluster.Stop())
	require.NoError(t, stack.Cluster.Start(t.Context()))
	require.Equal(t, "home", finish(t, c, begin(t, c)))
}

func TestSecondStackIsRefused(t *testing.T) {
	t.Parallel()
	state := stateDir(t)
	up(t, devstack.Options{State: state, OnlyPostgres: true})
	started := time.Now()
	_, err := devstack.Up(t.Context(), devstack.Options{State: state, OnlyPostgres: true})
	var held *devstack.HeldError
	require.ErrorAs(t, err, &held)
	require.ErrorContains(t, err, "process "+strconv.Itoa(os.Getpid()))
	require.ErrorContains(t, err, state)
	require.Less(t, time.Since(started), 5*time.Second)
}

func TestThrowawayStacksSideBySide(t *testing.T) {
	t.Parallel()
	first, second := up(t, devstack.Options{Throwaway: true}), up(t, devstack.Options{Throwaway: true})
	require.NotEqual(t, first.Temporal.Address(), second.Temporal.Address())
	begin(t, dial(t, first))
	begin(t, dial(t, second)) // the same workflow ID: it is another server
	for _, stack := range []*devstack.Stack{first, second} {
		require.NoError(t, stack.Down())
		require.NoDirExists(t, stack.State())
		require.NoDirExists(t, stack.Cluster.Dir())
	}
}

func TestNamespaceKeepsClosedWorkflowsForAWeek(t *testing.T) {
	t.Parallel()
	stack := up(t, devstack.Options{Throwaway: true, Namespace: "elsewhere"})
	c := dial(t, stack)
	answer, err := c.WorkflowService().DescribeNamespace(t.Context(), &workflowservice.DescribeNamespaceRequest{Namespace: "elsewhere"})
	require.NoError(t, err)
	require.Equal(t, 7*24*time.Hour, answer.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration())
}

func TestWebUI(t *testing.T) {
	t.Parallel()
	stack := up(t, devstack.Options{Throwaway: true, UI: true})
	for path, want := range map[string]string{
		"/namespaces/homeward/workflows": "<!doctype html>",
		"/api/v1/namespaces/homeward":    `"homeward"`,
	} {
		body := get(t, stack.Temporal.UI()+path)
		require.Contains(t, strings.ToLower(body), want, path)
	}
}

func get(tb testing.TB, url string) string {
	tb.Helper()
	request, err := http.NewRequestWithContext(tb.Context(), http.MethodGet, url, nil)
	require.NoError(tb, err)
	client := http.Client{Timeout: 10 * time.Second}
	response, err := client.Do(request)
	require.NoError(tb, err)
	defer response.Body.Close()
	require.Equal(tb, http.StatusOK, response.StatusCode)
	body, err := io.ReadAll(response.Body)
	require.NoError(tb, err)
	return string(body)
}

func TestNothingListensBeyondLoopback(t *testing.T) {
	t.Parallel()
	stack := up(t, devstack.Options{Throwaway: true, UI: true})
	_, first, err := net.SplitHostPort(stack.Temporal.Address())
	require.NoError(t, err)
	base, err := strconv.Atoi(first)
	require.NoError(t, err)
	mine := map[int]bool{}
	for port := base; port < base+5; port++ {
		mine[port] = true
	}
	_, ui, err := net.SplitHostPort(strings.TrimPrefix(stack.Temporal.UI(), "http://"))
	require.NoError(t, err)
	uiPort, err := strconv.Atoi(ui)
	require.NoError(t, err)
	mine[uiPort] = true
	seen := 0
	for port, address := range listening(t) {
		if mine[port] {
			seen++
			require.Equal(t, "0100007F", address, "port %d", port)
		}
	}
	require.Equal(t, 6, seen, "every port of the server is looked at")
}

// listening reads the kernel's table of listening TCP sockets: local address by port.
func listening(tb testing.TB) map[int]string {
	tb.Helper()
	found := map[int]string{}
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		content, err := os.ReadFile(table)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		require.NoError(tb, err)
		for line := range strings.Lines(string(content)) {
			fields := strings.Fields(line)
			if len(fields) < 4 || fields[3] != "0A" {
				continue
			}
			address, port, _ := strings.Cut(fields[1], ":")
			number, err := strconv.ParseUint(port, 16, 16)
			require.NoError(tb, err)
			found[int(number)] = address
		}
	}
	return found
}
