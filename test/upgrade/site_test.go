package upgrade_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/devstack"
)

// apiPort is the same in the recording and in the test: the identity provider of development is
// known by its address, and an account belongs to one provider. No other test uses this port.
const apiPort = 19419

// patience limits each wait. An idle machine needs a small part of it.
const patience = 2 * time.Minute

// site is one installation: PostgreSQL, Temporal, the API and a worker.
type site struct {
	tb      testing.TB
	project string // whose programs run
	dir     string // keys, corridor files, logs
	program string // homeward
	address string // of the API
	env     []string

	cluster  *devstack.Cluster
	temporal *devstack.Temporal
	api      *devstack.Child
	worker   *devstack.Child
	callers  *callers
}

// newSite starts PostgreSQL, empty, and builds the programs of a project.
func newSite(tb testing.TB, project string) *site {
	tb.Helper()
	dir, err := os.MkdirTemp("", "homeward-upgrade-") //nolint:usetesting // kept when the test fails
	require.NoError(tb, err)
	require.NoError(tb, os.Chmod(dir, 0o755)) // PostgreSQL's account passes through; secrets inside are closed
	s := &site{
		tb: tb, project: project, dir: dir, program: filepath.Join(project, ".bin", "homeward"), address: fmt.Sprintf("http://localhost:%d", apiPort),
	}
	s.callers = &callers{keeper: &client.PersonaSignIn{Server: s.address}, kinds: map[string]string{}}
	tb.Cleanup(s.close)
	build := exec.CommandContext(tb.Context(), "go", "build", "-o", s.program, "./cmd/homeward")
	build.Dir, build.Env = project, append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off")
	out, err := build.CombinedOutput()
	require.NoError(tb, err, string(out))
	s.cluster, err = devstack.OpenCluster(tb.Context(), devstack.ClusterOptions{Throwaway: true})
	require.NoError(tb, err)
	return s
}

// close stops everything. The logs of a failure are kept, and named.
func (s *site) close() {
	for _, child := range []*devstack.Child{s.worker, s.api} {
		if child != nil {
			_ = child.Stop()
		}
	}
	if s.temporal != nil {
		_ = s.temporal.Stop()
	}
	if s.cluster != nil {
		_ = s.cluster.Close()
	}
	if s.tb.Failed() {
		s.tb.Log("logs:", s.dir)
		return
	}
	_ = os.RemoveAll(s.dir)
}

// path is a file or folder of the site.
func (s *site) path(name ...string) string { return filepath.Join(append([]string{s.dir}, name...)...) }

// start starts Temporal, migrates the database, and starts the API and a worker.
func (s *site) start() {
	s.tb.Helper()
	s.startTemporal()
	s.configure()
	s.run(append(slices.Clone(s.env), "DATABASE_URL="+s.cluster.DSN(devstack.Database)), "migrate")
	s.startAPI()
	s.startWorker()
}

// startTemporal starts the Temporal server of the project on the cluster.
func (s *site) startTemporal() {
	s.tb.Helper()
	program, err := devstack.Builder{Project: s.project, Progress: s.tb.Output()}.Temporal(s.tb.Context())
	require.NoError(s.tb, err)
	ctx := s.tb.Context()
	port := 0
	for port == 0 || !devstack.Free(ctx, port, 5) {
		port = 10000 + rand.N(900)*10 // ends in 0 to 4, and so is never the API's
	}
	s.temporal, err = devstack.OpenTemporal(ctx, devstack.TemporalOptions{
		Program: program, Cluster: s.cluster, Port: port, Namespace: "homeward", LogDir: s.dir,
	})
	require.NoError(s.tb, err)
}

// configure writes the configuration, as an operator does.
func (s *site) configure() {
	role := func(r devstack.Role) string { return s.cluster.RoleDSN(r, devstack.Database) }
	s.env = append(os.Environ(),
		"DATABASE_URL="+role(devstack.Owner), "DATABASE_URL_API="+role(devstack.API), "DATABASE_URL_WORKER="+role(devstack.Worker),
		"TEMPORAL_ADDRESS="+s.temporal.Address(), "TEMPORAL_NAMESPACE="+s.temporal.Namespace(),
		fmt.Sprintf("HOMEWARD_LISTEN=127.0.0.1:%d", apiPort), "HOMEWARD_CORRIDORS="+s.path("files", "corridors"), "HOMEWARD_LOG=debug",
		devstack.StateEnv+"="+s.path("files", "dev"),
		"HOMEWARD_KEK=file:"+s.path("files", "kek.json"), "HOMEWARD_KEY_LOG="+s.path("files", "erased.log"),
		"HOMEWARD_AUDIT_KEY_FILE="+s.path("files", "audit.key"), "HOMEWARD_AUDIT_KEPT_FILE="+s.path("files", "audit.kept"),
		"HOMEWARD_AUDIT_PUBLIC=@"+s.path("files", "audit.pub"),
	)
}

// startAPI starts the API with the identity provider of development, and waits until it serves.
func (s *site) startAPI() {
	s.tb.Helper()
	require.Eventually(s.tb, func() bool { return devstack.Free(s.tb.Context(), apiPort, 1) }, 3*time.Minute, 200*time.Millisecond,
		"port %d is taken: another run of this test, or another program", apiPort)
	s.api = s.child("api", s.env, "dev", "--no-demo", "--no-worker")
	c, err := client.New(client.Options{Server: s.address})
	require.NoError(s.tb, err)
	await(s.tb, "the API serves", func() bool {
		select {
		case <-s.api.Exited():
			s.tb.Fatalf("the API has ended; see %s", s.path("api.log"))
		default:
		}
		_, err := c.Ready(s.tb.Context())
		return err == nil
	})
	var all struct {
		Items []struct{ ID, Kind string }
	}
	s.client(s.tb).get(officer{Desk: "tha-coordination", Role: "national_coordinator", Account: "directory"}, "/desks", &all)
	for _, desk := range all.Items {
		s.callers.kinds[desk.ID] = desk.Kind
	}
}

// client is a client of the API for one test.
func (s *site) client(tb testing.TB) *caller {
	tb.Helper()
	return &caller{tb: tb, site: s}
}

func (s *site) startWorker() {
	s.tb.Helper()
	s.worker = s.child("worker", append(slices.Clone(s.env), "DATABASE_URL="+s.cluster.RoleDSN(devstack.Worker, devstack.Database)), "work")
}

// child starts a process of the program that runs until it is stopped.
func (s *site) child(name string, env []string, args ...string) *devstack.Child {
	s.tb.Helper()
	child, err := devstack.Start(s.tb.Context(), devstack.Command{
		Name: name, Path: s.program, Args: args, Env: env, Log: s.path(name + ".log"), Grace: 30 * time.Second,
	})
	require.NoError(s.tb, err)
	return child
}

// run runs the program to its end and returns what it printed.
func (s *site) run(env []string, args ...string) string {
	s.tb.Helper()
	ctx, cancel := context.WithTimeout(s.tb.Context(), patience)
	defer cancel()
	command := exec.CommandContext(ctx, s.program, args...)
	command.Env = env
	out, err := command.CombinedOutput()
	require.NoError(s.tb, err, "homeward %v: %s", args, out)
	return string(out)
}

// await waits for a condition.
func await(tb testing.TB, what string, so func() bool) {
	tb.Helper()
	end := time.NewTimer(patience)
	defer end.Stop()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for !so() {
		select {
		case <-end.C:
			tb.Fatalf("waited %s in vain until %s", patience, what)
		case <-look.C:
		}
	}
}
