package devstack_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/devstack"
)

// shell is a child that runs a script.
func shell(tb testing.TB, script string) devstack.Command {
	tb.Helper()
	return devstack.Command{
		Name: "script", Path: "/bin/sh", Args: []string{"-c", script},
		Log: filepath.Join(tb.TempDir(), "log"), Ready: "ready", Within: 20 * time.Second,
	}
}

func TestChildSaysThatItIsReady(t *testing.T) {
	t.Parallel()
	command := shell(t, "trap 'echo going; exit 0' TERM; echo warming up; echo complaint >&2; echo ready at 17; while :; do sleep 0.02; done")
	child, err := devstack.Start(t.Context(), command)
	require.NoError(t, err)
	require.Equal(t, "ready at 17", child.ReadyLine())
	require.Equal(t, "ready at 17", child.ReadyLine(), "it can be asked again")
	require.NoError(t, child.Err())
	require.NoError(t, child.Stop())
	require.NoError(t, child.Err(), "it was asked to end")
	log, err := os.ReadFile(command.Log)
	require.NoError(t, err)
	for _, line := range []string{"warming up\n", "complaint\n", "ready at 17\n", "going\n"} {
		require.Contains(t, string(log), line)
	}
}

func TestChildThatDoesNotBecomeReady(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		script string
		within time.Duration
		want   string
	}{
		"ends at once":          {script: "exit 3", want: "exit status 3"},
		"ends after some words": {script: "echo hello; exit 0", want: "before it was ready"},
		"never says so":         {script: "exec sleep 300", within: 50 * time.Millisecond, want: "not ready within 50ms"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			command := shell(t, tt.script)
			if tt.within != 0 {
				command.Within = tt.within
			}
			_, err := devstack.Start(t.Context(), command)
			require.ErrorContains(t, err, tt.want)
			require.ErrorContains(t, err, command.Log, "it says where to look")
		})
	}
}

func TestChildWhoseStartIsCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := devstack.Start(ctx, shell(t, "exec sleep 300"))
	require.ErrorIs(t, err, context.DeadlineExceeded)
}

func TestChildThatIsNotThere(t *testing.T) {
	t.Parallel()
	command := shell(t, "")
	command.Path = "/nowhere/at/all"
	_, err := devstack.Start(t.Context(), command)
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestChildThatEndsByItself(t *testing.T) {
	t.Parallel()
	command := shell(t, "echo ready; read -r line; exit 7")
	child, err := devstack.Start(t.Context(), command) // its standard input is empty, so it continues at once
	require.NoError(t, err)
	<-child.Exited()
	require.ErrorContains(t, child.Err(), "script ended by itself (exit status 7); see "+command.Log)
}

func TestChildThatWillNotEnd(t *testing.T) {
	t.Parallel()
	command := shell(t, "trap '' TERM; echo ready; while :; do sleep 0.05; done")
	command.Grace = 100 * time.Millisecond
	child, err := devstack.Start(t.Context(), command)
	require.NoError(t, err)
	require.ErrorContains(t, child.Stop(), "killed")
	<-child.Exited()
	require.NoError(t, child.Stop(), "stopping what has ended is no mistake")
}

func TestChildThatIsKilled(t *testing.T) {
	t.Parallel()
	child, err := devstack.Start(t.Context(), shell(t, "echo ready; exec sleep 300"))
	require.NoError(t, err)
	child.Kill()
	<-child.Exited()
	require.NoError(t, child.Err(), "it was meant to end")
	child.Kill()
}
