package devstack_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/devstack"
)

// smallProject returns a project whose "Temporal server" is a program that prints a word.
func smallProject(tb testing.TB, word string) string {
	tb.Helper()
	dir := tb.TempDir()
	source := filepath.Join(dir, "tools", "temporal")
	require.NoError(tb, os.MkdirAll(source, 0o755))
	write(tb, filepath.Join(source, "go.mod"), "module small\n\ngo 1.26\n")
	write(tb, filepath.Join(source, "main.go"), "package main\n\nfunc main() { println(\""+word+"\") }\n")
	return dir
}

func write(tb testing.TB, path, content string) {
	tb.Helper()
	require.NoError(tb, os.WriteFile(path, []byte(content), 0o600))
}

func says(tb testing.TB, program string) string {
	tb.Helper()
	out, err := exec.CommandContext(tb.Context(), program).CombinedOutput()
	require.NoError(tb, err)
	return strings.TrimSpace(string(out))
}

func TestServerIsBuiltWhenItsSourceChanges(t *testing.T) {
	t.Parallel()
	project := smallProject(t, "one")
	build := func() (program, progress string) {
		var said bytes.Buffer
		program, err := devstack.Builder{Project: project, Progress: &said}.Temporal(t.Context())
		require.NoError(t, err)
		return program, said.String()
	}
	program, said := build()
	require.Equal(t, filepath.Join(project, ".bin", "homeward-temporal"), program)
	require.Equal(t, "one", says(t, program))
	require.Contains(t, said, "Building the Temporal server")
	require.Contains(t, said, "  done: ")

	_, said = build()
	require.Empty(t, said, "nothing has changed")

	write(t, filepath.Join(project, "tools", "temporal", "main_test.go"), "package main\n")
	_, said = build()
	require.Empty(t, said, "tests are no part of the program")

	write(t, filepath.Join(project, "tools", "temporal", "main.go"), "package main\n\nfunc main() { println(\"two\") }\n")
	program, said = build()
	require.NotEmpty(t, said)
	require.Equal(t, "two", says(t, program))

	below := filepath.Join(project, "tools", "temporal", "without", "module")
	require.NoError(t, os.MkdirAll(below, 0o755))
	write(t, filepath.Join(below, "go.mod"), "module nested\n")
	_, said = build()
	require.NotEmpty(t, said, "modules that replace others are a part of the program")

	require.NoError(t, os.Remove(program))
	program, _ = build()
	require.Equal(t, "two", says(t, program))
}

func TestServerThatDoesNotCompile(t *testing.T) {
	t.Parallel()
	project := smallProject(t, "one")
	program, err := devstack.Builder{Project: project}.Temporal(t.Context())
	require.NoError(t, err)
	write(t, filepath.Join(project, "tools", "temporal", "main.go"), "package main\n\nfunc main() { nonsense() }\n")
	_, err = devstack.Builder{Project: project}.Temporal(t.Context())
	require.ErrorContains(t, err, "undefined: nonsense", "the compiler's words are passed on")
	require.Equal(t, "one", says(t, program), "the program that was there is still whole")
}

func TestTwoBuildsAtTheSameTime(t *testing.T) {
	t.Parallel()
	project := smallProject(t, "one")
	var both sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		both.Go(func() { _, errs[i] = devstack.Builder{Project: project}.Temporal(t.Context()) })
	}
	both.Wait()
	require.NoError(t, errs[0])
	require.NoError(t, errs[1])
	require.Equal(t, "one", says(t, filepath.Join(project, ".bin", "homeward-temporal")))
}

func TestBuildThatIsCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := devstack.Builder{Project: smallProject(t, "one")}.Temporal(ctx)
	require.ErrorIs(t, err, context.Canceled)
}

// slowGo puts a fake go command first on the PATH. It reports three packages to compile, compiles two,
// and then waits for the file whose name is returned.
func slowGo(t *testing.T) (gate string) {
	t.Helper()
	dir := t.TempDir()
	gate = filepath.Join(dir, "gate")
	script := `#!/bin/sh
case "$2" in
-n) printf 'go: downloading a v1.0.0\n\n#\n# a\n#\n\nmkdir b001\n# import config\n#\n# b\n#\n#\n# small\n#\n' >&2 ;;
-v) printf 'a\nb\n' >&2
    while [ ! -e ` + gate + ` ]; do sleep 0.02; done
    printf 'small\n' >&2
    printf '#!/bin/sh\necho three\n' >"$4" && chmod +x "$4" ;;
esac
`
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go"), []byte(script), 0o755))
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return gate
}

func TestBuildReportsHowFarItIs(t *testing.T) {
	gate := slowGo(t)
	project := smallProject(t, "one")
	states := make(chan devstack.BuildState)
	ctx, built := context.WithCancel(t.Context())
	builder := devstack.Builder{Project: project, Background: true, Report: func(s devstack.BuildState) {
		select {
		case states <- s:
		case <-ctx.Done():
		}
	}}
	var program string
	var err error
	go func() {
		defer built()
		program, err = builder.Temporal(t.Context())
	}()
	require.Equal(t, devstack.BuildState{}, <-states, "at once, before anything is known")
	var last devstack.BuildState
	for last = range states {
		if last.Compiled == 2 {
			break
		}
	}
	require.Equal(t, devstack.BuildState{Fetched: 1, Compiled: 2, Packages: 3}, last)
	require.Equal(t, "2 of 3 packages compiled", last.String())
	write(t, gate, "")
	for done := ctx.Done(); done != nil; {
		select {
		case <-states:
		case <-done:
			done = nil
		}
	}
	require.NoError(t, err)
	require.Equal(t, "three", says(t, program))
}

func TestProjectIsFoundFromBelow(t *testing.T) {
	t.Parallel()
	project := smallProject(t, "one")
	below := filepath.Join(project, "a", "b")
	require.NoError(t, os.MkdirAll(below, 0o755))
	found, err := devstack.ProjectDir(below)
	require.NoError(t, err)
	require.Equal(t, project, found)
	_, err = devstack.ProjectDir(t.TempDir())
	require.ErrorContains(t, err, "find the project")
}
