// Package start_test runs `homeward dev` as a newcomer does for the first time, when the Temporal
// server is not compiled yet: what is served meanwhile, what becomes of commands, and how it ends.
package start_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// patience is how long a start may take on a machine that does many other things.
const patience = 3 * time.Minute

// newcomer is a fresh clone and the program that runs in it.
type newcomer struct {
	testing.TB

	clone, program, address string
	env                     []string
	gate, builds            string // files: the build ends when gate is there; builds holds the ID of its process
}

// goCommand stands for the go command: it compiles two packages of three, waits for the gate, and
// then puts the real server in place.
const goCommand = `#!/bin/sh
echo $$ >"$BUILDS"
case "$2" in
-n) printf '#\n# one\n#\n#\n# two\n#\n#\n# three\n#\n' >&2 ;;
-v) printf 'one\ntwo\n' >&2
    while [ ! -e "$GATE" ]; do sleep 0.05; done
    printf 'three\n' >&2
    cp "$SERVER" "$4" ;;
esac
`

func arrive(tb testing.TB) *newcomer {
	tb.Helper()
	project, err := devstack.ProjectDir(".")
	require.NoError(tb, err)
	server, err := devstack.Builder{Project: project, Progress: tb.Output()}.Temporal(tb.Context())
	require.NoError(tb, err)
	dir, err := os.MkdirTemp("/tmp", "hw-start-") //nolint:usetesting // PostgreSQL's account cannot enter the testing package's own
	require.NoError(tb, err)
	require.NoError(tb, os.Chmod(dir, 0o711)) // so that it can enter this one
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	n := &newcomer{TB: tb, clone: filepath.Join(dir, "clone"), program: filepath.Join(dir, "homeward"), gate: filepath.Join(dir, "gate"), builds: filepath.Join(dir, "builds")}

	compile := exec.CommandContext(tb.Context(), "go", "build", "-o", n.program, "./cmd/homeward")
	compile.Dir = project
	out, err := compile.CombinedOutput()
	require.NoError(tb, err, string(out))

	n.write(filepath.Join(n.clone, "tools", "temporal", "go.mod"), "module server\n", 0o644)
	n.write(filepath.Join(dir, "bin", "go"), goCommand, 0o755)
	ports, err := devstack.OpenPorts(dir)
	require.NoError(tb, err)
	port, err := ports.Take(tb.Context(), "api", 30000+os.Getpid()%20000, 1)
	require.NoError(tb, err)
	n.address = devstack.Loopback(port)
	n.env = append(os.Environ(),
		"PATH="+filepath.Join(dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"),
		"GATE="+n.gate, "BUILDS="+n.builds, "SERVER="+server,
		devstack.StateEnv+"="+filepath.Join(dir, "state"), "HOMEWARD_LISTEN="+n.address,
	)
	return n
}

func (n *newcomer) write(path, content string, mode os.FileMode) {
	n.Helper()
	require.NoError(n, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(n, os.WriteFile(path, []byte(content), mode))
}

// starts runs `homeward dev` until end is called, as by Ctrl-C; end gives what it has printed.
func (n *newcomer) starts() (end func() string) {
	n.Helper()
	log, err := os.CreateTemp(n.TempDir(), "log")
	require.NoError(n, err)
	cmd := exec.CommandContext(context.WithoutCancel(n.Context()), n.program, "dev", "--no-demo", "--no-ui")
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = n.clone, n.env, log, log
	require.NoError(n, cmd.Start())
	n.Cleanup(func() {
		if cmd.ProcessState == nil {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
	})
	return func() string {
		n.Helper()
		require.NoError(n, cmd.Process.Signal(os.Interrupt))
		_ = cmd.Wait()
		said, err := os.ReadFile(log.Name())
		require.NoError(n, err)
		require.Zero(n, cmd.ProcessState.ExitCode(), string(said))
		return string(said)
	}
}

// asks sends a request and gives the answer; status is 0 while no server listens.
func (n *newcomer) asks(method, path, body string, head ...string) (status int, answer string) {
	n.Helper()
	request, err := http.NewRequestWithContext(n.Context(), method, "http://"+n.address+path, strings.NewReader(body))
	require.NoError(n, err)
	for i := 0; i < len(head); i += 2 {
		request.Header.Set(head[i], head[i+1])
	}
	response, err := (&http.Client{Timeout: patience}).Do(request)
	if err != nil {
		return 0, ""
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(n, err)
	return response.StatusCode, string(content)
}

// eventually waits until a page or answer says something.
func (n *newcomer) eventually(path, says string, head ...string) {
	n.Helper()
	require.Eventually(n, func() bool {
		status, answer := n.asks(http.MethodGet, path, "", head...)
		return status == http.StatusOK && strings.Contains(answer, says)
	}, patience, 50*time.Millisecond, "waiting for %s to say %s", path, says)
}

// signs signs in as an invented operation lead and gives the header that says so.
func (n *newcomer) signs() []string {
	n.Helper()
	origin := "http://localhost:" + n.address[strings.LastIndex(n.address, ":")+1:]
	token, err := client.SignInAs(n.Context(), origin, client.Persona{Desk: "tha-coordination", Role: casework.RoleOperationLead, Account: "one"}, nil)
	require.NoError(n, err)
	return []string{"Authorization", "Bearer " + token}
}

// building tells whether the build still runs.
func (n *newcomer) building() bool {
	n.Helper()
	id, err := os.ReadFile(n.builds)
	require.NoError(n, err)
	_, err = os.Stat("/proc/" + strings.TrimSpace(string(id)))
	return err == nil
}

func TestPagesAreServedAndCommandsAreKeptWhileTheServerIsBuilt(t *testing.T) {
	t.Parallel()
	n := arrive(t)
	end := n.starts()

	t.Log("pages and documentation are served, and say how far the build is")
	n.eventually("/readyz", "the Temporal server is being built: 2 of 3 packages")
	n.eventually("/docs", "<h1")
	n.eventually("/signin", "2 of 3 packages. You can read. Everything that you send is stored", "Accept", "text/html")

	t.Log("reading works, and a write is answered at once")
	officer := n.signs()
	n.eventually("/operations", `"items":[]`, officer...)
	sent := time.Now()
	status, answer := n.asks(http.MethodPost, "/operations", `{"host": "THA", "custodian": "bgf", "words": "Sent during the build."}`,
		append(officer, "Idempotency-Key", "5f1c2d8e-7a34-4a0e-9d0e-3b1f6c2a9e01", "Content-Type", "application/json")...)
	require.Equal(t, http.StatusAccepted, status, answer)
	require.Less(t, time.Since(sent), command.Wait, "it does not wait for a server that is not there")
	var receipt wire.Receipt
	require.NoError(t, json.Unmarshal([]byte(answer), &receipt))
	require.Equal(t, record.CommandPending, receipt.State)

	t.Log("Ctrl-C ends it in order, and the build with it")
	require.True(t, n.building())
	require.Contains(t, end(), "Stopped.")
	require.False(t, n.building())

	t.Log("the next start goes on; when the server is up, the command is carried out")
	end = n.starts()
	n.eventually("/readyz", "2 of 3 packages")
	n.write(n.gate, "", 0o644)
	officer = n.signs()
	n.eventually("/commands/"+receipt.Key, `"state":"settled"`, officer...)
	n.eventually("/operations", "Sent during the build.", officer...)
	_, answer = n.asks(http.MethodGet, "/readyz", "")
	require.JSONEq(t, `{"status": "ok"}`, answer)
	_, page := n.asks(http.MethodGet, "/signin", "", "Accept", "text/html")
	require.NotContains(t, page, "you send is stored")

	said := end()
	require.Contains(t, said, "The Temporal server is not up yet.")
	require.Contains(t, said, "The Temporal server runs.")
	require.Contains(t, said, "Stopped.")
}
