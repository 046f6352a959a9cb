//go:build clients

package clients_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/devstack"
)

// patience is how long a start may take.
const patience = 3 * time.Minute

// site is an installation as `homeward dev` starts it, without sample data.
type site struct {
	testing.TB

	project, address string
}

func start(tb testing.TB) *site {
	tb.Helper()
	project, err := devstack.ProjectDir(".")
	require.NoError(tb, err)
	dir, err := os.MkdirTemp("", "homeward-clients-") //nolint:usetesting // PostgreSQL's account cannot enter the testing package's own
	require.NoError(tb, err)
	require.NoError(tb, os.Chmod(dir, 0o711))
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	ports, err := devstack.OpenPorts(dir)
	require.NoError(tb, err)
	port, err := ports.Take(tb.Context(), "api", 30000+os.Getpid()%20000, 1)
	require.NoError(tb, err)
	s := &site{TB: tb, project: project, address: fmt.Sprintf("http://localhost:%d", port)}

	server := exec.CommandContext(context.WithoutCancel(tb.Context()), filepath.Join(project, ".bin", "homeward"), "dev", "--no-demo", "--listen="+devstack.Loopback(port))
	server.Dir, server.Env = project, append(os.Environ(), devstack.StateEnv+"="+filepath.Join(dir, "state"))
	server.Stdout, server.Stderr = tb.Output(), tb.Output()
	require.NoError(tb, server.Start())
	tb.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGTERM)
		_ = server.Wait()
	})
	c, err := client.New(client.Options{Server: s.address})
	require.NoError(tb, err)
	require.Eventually(tb, func() bool {
		_, err := c.Ready(tb.Context())
		return err == nil
	}, patience, 100*time.Millisecond, "the API is ready")
	return s
}

// contract stores the contract as it is served, and returns the file.
func (s *site) contract(dir string) string {
	s.Helper()
	request, err := http.NewRequestWithContext(s.Context(), http.MethodGet, s.address+"/openapi.yaml", nil)
	require.NoError(s, err)
	response, err := (&http.Client{Timeout: patience}).Do(request)
	require.NoError(s, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(s, err)
	require.Equal(s, http.StatusOK, response.StatusCode)
	file := filepath.Join(dir, "openapi.yaml")
	require.NoError(s, os.WriteFile(file, text, 0o600))
	return file
}

// token is the token of a registrar's session.
func (s *site) token() string {
	s.Helper()
	signIn := &client.PersonaSignIn{Server: s.address}
	token, err := signIn.As(client.Persona{Desk: "tha-registrar-bangkok", Role: casework.RoleRegistrar, Account: "program"})(s.Context(), "")
	require.NoError(s, err)
	return token
}

// run runs a command in a directory, and shows what it printed if it fails.
func (s *site) run(dir string, env []string, name string, args ...string) {
	s.Helper()
	cmd := exec.CommandContext(s.Context(), name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	require.NoError(s, err, "%s %v\n%s", name, args, out)
	s.Logf("%s %v\n%s", name, args, out)
}
