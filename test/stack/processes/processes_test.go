// Package processes_test runs the program as in production, one process for each part, on the real stack:
// migrate, serve, work, rollover; and two processes of dev at the same time.
package processes_test

import (
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/fault"
)

// patience is how long a process may take to start on a busy machine.
const patience = 2 * time.Minute

// site is a stack and the program that runs on it.
type site struct {
	testing.TB

	stack   *devstack.Stack
	program string
	env     []string
	address string
}

func build(tb testing.TB) *site {
	tb.Helper()
	project, err := devstack.ProjectDir(".")
	require.NoError(tb, err)
	s := &site{TB: tb, program: filepath.Join(tb.TempDir(), "homeward")}
	s.compile(project)
	s.stack, err = devstack.Up(tb.Context(), devstack.Options{Project: project, Throwaway: true, Progress: tb.Output()})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = s.stack.Down() })
	port, err := s.stack.Ports.Take(tb.Context(), "api", 30000+os.Getpid()%20000, 1)
	require.NoError(tb, err)
	s.address = devstack.Loopback(port)
	keys := tb.TempDir()
	s.env = append(os.Environ(),
		"DATABASE_URL="+s.stack.DSN(),
		"DATABASE_URL_API="+s.stack.RoleDSN(devstack.API), "DATABASE_URL_WORKER="+s.stack.RoleDSN(devstack.Worker), "TEMPORAL_ADDRESS="+s.stack.Temporal.Address(), "TEMPORAL_NAMESPACE="+s.stack.Temporal.Namespace(),
		"HOMEWARD_LISTEN="+s.address, "HOMEWARD_ORIGIN=https://homeward.example", devstack.StateEnv+"="+tb.TempDir(),
		"HOMEWARD_KEK=file:"+filepath.Join(keys, "kek.json"), "HOMEWARD_KEY_LOG="+filepath.Join(keys, "erased.log"),
		"HOMEWARD_AUDIT_KEY_FILE="+filepath.Join(keys, "audit.key"), "HOMEWARD_AUDIT_KEPT_FILE="+filepath.Join(keys, "audit.kept"),
		"HOMEWARD_AUDIT_PUBLIC=@"+filepath.Join(keys, "audit.pub"),
	)
	return s
}

// told returns a variable of the environment.
func (s *site) told(name string) string {
	s.Helper()
	for _, one := range s.env {
		if value, ok := strings.CutPrefix(one, name+"="); ok {
			return value
		}
	}
	s.Fatal("not told: " + name)
	return ""
}

// compile builds the program.
func (s *site) compile(project string) {
	s.Helper()
	compile := exec.CommandContext(s.Context(), "go", "build", "-o", s.program, "./cmd/homeward")
	compile.Dir = project
	out, err := compile.CombinedOutput()
	require.NoError(s, err, string(out))
}

// command is the program; each of its processes connects to the database as the role that it is.
func (s *site) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.program, args...)
	cmd.Env = s.env
	if role, ok := map[string]devstack.Role{"serve": devstack.API, "work": devstack.Worker}[args[0]]; ok {
		cmd.Env = append(slices.Clone(s.env), "DATABASE_URL="+s.stack.RoleDSN(role))
	}
	return cmd
}

// done runs the program to its end and gives what it said.
func (s *site) done(args ...string) string {
	s.Helper()
	out, err := s.command(s.Context(), args...).CombinedOutput()
	require.NoError(s, err, string(out))
	return string(out)
}

// running starts a process of the program and waits until it has said begun; the function that it gives asks it to end, and
// says how it has ended and what it has said.
func (s *site) running(begun string, args ...string) func() (int, string) {
	s.Helper()
	return s.runningWithin(patience, begun, args...)
}

// runningWithin is running for a process that may take longer until it has said begun.
func (s *site) runningWithin(limit time.Duration, begun string, args ...string) func() (int, string) {
	s.Helper()
	cmd := s.command(context.WithoutCancel(s.Context()), args...)
	log, err := os.CreateTemp(s.TempDir(), "log")
	require.NoError(s, err)
	cmd.Stdout, cmd.Stderr = log, log
	require.NoError(s, cmd.Start())
	ended := false
	said := func() string {
		text, err := os.ReadFile(log.Name())
		require.NoError(s, err)
		return string(text)
	}
	end := func() (int, string) {
		ended = true
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
		return cmd.ProcessState.ExitCode(), said()
	}
	s.Cleanup(func() {
		if !ended {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
	})
	require.Eventually(s, func() bool { return begun == "" || strings.Contains(said(), begun) }, limit, 50*time.Millisecond, "waiting for: %s", begun)
	return end
}

// get asks the API and returns the status, 0 when no process listens.
func (s *site) get(path string, head map[string]string) (int, string) {
	s.Helper()
	request, err := http.NewRequestWithContext(s.Context(), http.MethodGet, "http://"+s.address+path, nil)
	require.NoError(s, err)
	for name, value := range head {
		request.Header.Set(name, value)
	}
	response, err := (&http.Client{Timeout: 5 * time.Second}).Do(request)
	if err != nil {
		return 0, ""
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(s, err)
	return response.StatusCode, string(body)
}

func (s *site) serves() bool {
	status, _ := s.get("/readyz", nil)
	return status == http.StatusOK
}

func TestProcesses(t *testing.T) {
	t.Parallel()
	s := build(t)

	t.Run("keys are made", func(t *testing.T) {
		key, log := s.told("HOMEWARD_KEK"), s.told("HOMEWARD_KEY_LOG")
		s.done("keys", "make", strings.TrimPrefix(key, "file:"), "--log", log)
		s.done("audit", "key", "--make", s.told("HOMEWARD_AUDIT_KEY_FILE"), "--public", strings.TrimPrefix(s.told("HOMEWARD_AUDIT_PUBLIC"), "@"))
		out, err := s.command(t.Context(), "keys", "make", strings.TrimPrefix(key, "file:")).CombinedOutput()
		require.Error(t, err, string(out))
	})
	t.Run("migrate brings the database up to date, and does nothing the second time", func(t *testing.T) {
		require.Contains(t, s.done("migrate"), "the database is up to date")
		s.done("migrate")
		status := s.done("migrate", "--status")
		require.Contains(t, status, "RAN AT")
		for _, line := range strings.Split(strings.TrimSpace(status), "\n")[1:] {
			require.False(t, strings.HasSuffix(line, "-"), "every migration ran: %s", line)
		}
	})
	t.Run("serve believes nobody, not even on loopback", func(t *testing.T) {
		end := s.running("the API is served", "serve")
		require.Eventually(t, s.serves, patience, 50*time.Millisecond)
		for _, name := range []string{"Homeward-Dev-Actor", "X-Forwarded-User", "Remote-User", "Authorization"} {
			status, body := s.get("/cases", map[string]string{name: "desk=tha-caseworker-maesot; role=caseworker; account=dev-1"})
			require.Equal(t, http.StatusUnauthorized, status, name)
			require.Contains(t, body, `"unsigned"`)
		}
		for _, path := range []string{"/persona/authorize", "/persona/.well-known/openid-configuration", "/persona/jwks", "/signin/dev"} {
			status, _ := s.get(path, nil)
			require.Equal(t, http.StatusNotFound, status, "%s is there in development alone", path)
		}
		_, err := client.SignInAs(t.Context(), "http://"+s.address, caseworker(), nil)
		require.Equal(t, fault.Unsigned, fault.CodeOf(err), "nobody is invented in production")
		status, _ := s.get("/signin", nil)
		require.Equal(t, http.StatusOK, status)
		status, _ = s.get("/openapi.yaml", nil)
		require.Equal(t, http.StatusOK, status)
		code, log := end()
		require.Zero(t, code, log)
		require.Contains(t, log, `"msg":"homeward begins"`)
		require.NotContains(t, log, passwordOf(s.stack.RoleDSN(devstack.API)))
	})
	t.Run("no part of the program starts as a role that bypasses row-level security", func(t *testing.T) {
		for _, args := range []string{"serve", "work"} {
			for _, role := range []devstack.Role{devstack.Owner, devstack.Superuser} {
				cmd := s.command(t.Context(), args)
				cmd.Env = append(cmd.Env, "DATABASE_URL="+s.stack.RoleDSN(role))
				out, err := cmd.CombinedOutput()
				require.Error(t, err)
				require.Contains(t, string(out), "row-level security does not apply to")
				require.NotContains(t, string(out), passwordOf(s.stack.RoleDSN(role)))
			}
		}
		cmd := s.command(t.Context(), "serve")
		cmd.Env = append(cmd.Env, "DATABASE_URL="+s.stack.RoleDSN(devstack.Worker))
		out, err := cmd.CombinedOutput()
		require.Error(t, err)
		require.Contains(t, string(out), "must connect as homeward_api")
	})
	t.Run("serve stands while Temporal is down", func(t *testing.T) {
		s.stack.Temporal.Kill()
		end := s.running("the API is served", "serve")
		require.Eventually(t, s.serves, patience, 50*time.Millisecond)
		code, log := end()
		require.Zero(t, code, log)
		require.NoError(t, s.stack.Temporal.Start(t.Context()))
	})
	t.Run("work ends in order, and a roll-over finds nothing that is older", func(t *testing.T) {
		end := s.running("the worker runs", "work")
		require.Eventually(t, func() bool { return strings.Contains(s.done("rollover"), "0 runs are older") }, patience, time.Second)
		begun := time.Now()
		code, log := end()
		require.Zero(t, code, log)
		require.Less(t, time.Since(begun), 20*time.Second)
	})
	t.Run("dev has its directory to itself and listens on this machine only", func(t *testing.T) {
		end := s.running("Homeward runs.", "dev", "--no-demo")
		require.Eventually(t, s.serves, patience, 50*time.Millisecond)
		origin := "http://localhost:" + s.address[strings.LastIndex(s.address, ":")+1:]
		token, err := client.SignInAs(t.Context(), origin, caseworker(), nil)
		require.NoError(t, err)
		status, _ := s.get("/cases", map[string]string{"Authorization": "Bearer " + token})
		require.Equal(t, http.StatusOK, status)
		status, _ = s.get("/cases", map[string]string{"Authorization": "Bearer " + token, "Cookie": "__Host-homeward=" + token})
		require.Equal(t, http.StatusUnauthorized, status, "of two that say who sends it neither is believed")
		out, err := s.command(t.Context(), "dev", "--no-demo").CombinedOutput()
		require.Error(t, err)
		require.Contains(t, string(out), "already runs")
		code, log := end()
		require.Zero(t, code, log)
		require.Contains(t, log, "Stopped.")

		out, err = s.command(t.Context(), "dev", "--no-demo", "--listen", "0.0.0.0:0").CombinedOutput()
		require.Error(t, err)
		require.Contains(t, string(out), "loopback")
	})
	t.Run("dev brings the people of a sample rescue to all stages", s.demonstration)
}

// caseworker is an invented officer.
func caseworker() client.Persona {
	return client.Persona{Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker, Account: "one"}
}

// passwordOf takes the password out of a connection string.
func passwordOf(dsn string) string {
	_, rest, _ := strings.Cut(dsn, "://")
	user, _, _ := strings.Cut(rest, "@")
	_, password, _ := strings.Cut(user, ":")
	return password
}
