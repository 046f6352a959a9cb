package upgrade_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"example.org/homeward/internal/devstack"
)

// fixture describes an installation of an earlier release, which is stored in testdata/<release>:
// database.dump, files.tar.gz and this, as story.json.
type fixture struct {
	Release string `json:"release"`
	MadeAt  string `json:"made_at"`
	// Cases are the references of cases by their name in the story, Movements and so on likewise.
	Cases      map[string]string `json:"cases"`
	Seqs       map[string]int64  `json:"seqs"` // how many changes each case had
	Names      map[string]string `json:"names"`
	Movements  map[string]string `json:"movements"`
	Operation  string            `json:"operation"`
	Lists      map[string]string `json:"lists"`
	Previews   map[string]string `json:"previews"` // the fingerprints of what the lists would open
	Erasures   map[string]string `json:"erasures"`
	Erased     string            `json:"erased"` // the case of an erased person
	Doctor     officer           `json:"doctor"` // opened a case in an emergency
	GrantUntil string            `json:"grant_until"`
	// Settled are writes that were carried out before the upgrade, Pending those that were not yet.
	Settled []request          `json:"settled"`
	Pending map[string]request `json:"pending"`
	// Sessions are tokens of sessions, by the account's desk.
	Sessions map[string]string `json:"sessions"`
	Passkey  passkey           `json:"passkey"` // of an officer of tha-supervisor-bangkok
}

// recorderHost is the host name of a machine that makes fixtures: Temporal writes it into its rows.
const recorderHost = "recorder"

const (
	dumpFile  = "database.dump"
	filesFile = "files.tar.gz"
	storyFile = "story.json"
)

// pack writes the fixture and everything that belongs to it into a directory.
func (s *site) pack(f *fixture, dir string) {
	s.tb.Helper()
	require.NoError(s.tb, os.MkdirAll(dir, 0o755))
	s.postgres("pg_dump", "--format=custom", "--compress=9", "--exclude-table-data=temporal.cluster_membership", "--file="+filepath.Join(dir, dumpFile))
	s.command("tar", "--create", "--gzip", "--owner=0", "--group=0", "--numeric-owner", "--file="+filepath.Join(dir, filesFile), "--directory="+s.dir, "files")
	story, err := json.MarshalIndent(f, "", " ")
	require.NoError(s.tb, err)
	require.NoError(s.tb, os.WriteFile(filepath.Join(dir, storyFile), append(story, '\n'), 0o644))
	host, err := os.Hostname()
	require.NoError(s.tb, err)
	plain := s.postgres("pg_dump") // Temporal's rows are bytes, which a dump writes in hexadecimal
	named := strings.Contains(plain, "@"+host) || strings.Contains(plain, hex.EncodeToString([]byte("@"+host)))
	require.False(s.tb, named && host != recorderHost, "the database names this machine: record with the host name %s", recorderHost)
}

// dropsClosedRuns deletes the histories of runs that have ended, as Temporal does after a week. They are
// the largest part of a fixture, and nothing continues them.
func (s *site) dropsClosedRuns() {
	s.tb.Helper()
	c := s.temporalClient(s.tb)
	defer c.Close()
	await(s.tb, "no run is left that has ended", func() bool {
		page, err := c.ListWorkflow(s.tb.Context(), &workflowservice.ListWorkflowExecutionsRequest{Query: "ExecutionStatus != 'Running'"})
		require.NoError(s.tb, err)
		for _, one := range page.GetExecutions() {
			_, err := c.WorkflowService().DeleteWorkflowExecution(s.tb.Context(), &workflowservice.DeleteWorkflowExecutionRequest{
				Namespace: s.temporal.Namespace(), WorkflowExecution: one.GetExecution(),
			})
			var gone *serviceerror.NotFound
			require.True(s.tb, err == nil || errors.As(err, &gone), "%v", err)
		}
		left := s.postgres("psql", "--tuples-only", "--no-align", "--command=select (select count(*) from temporal.history_tree) <= (select count(*) from temporal.executions)")
		return len(page.GetExecutions()) == 0 && strings.TrimSpace(left) == "t" // histories go after their executions
	})
}

// temporalClient returns a client of Temporal, as an operator has. The caller MUST close it.
func (s *site) temporalClient(tb testing.TB) client.Client {
	tb.Helper()
	c, err := client.DialContext(tb.Context(), client.Options{HostPort: s.temporal.Address(), Namespace: s.temporal.Namespace(), Logger: quiet{}})
	require.NoError(tb, err)
	return c
}

// unpack restores a fixture into an empty site.
func (s *site) unpack(dir string) *fixture {
	s.tb.Helper()
	text, err := os.ReadFile(filepath.Join(dir, storyFile))
	require.NoError(s.tb, err)
	var f fixture
	require.NoError(s.tb, json.Unmarshal(text, &f))
	s.command("tar", "--extract", "--gzip", "--no-same-owner", "--file="+filepath.Join(dir, filesFile), "--directory="+s.dir)
	s.postgres("pg_restore", "--exit-on-error", "--dbname=", filepath.Join(dir, dumpFile))
	return &f
}

// stopsErasuresSoon shortens the wait of an approved erasure in the retention rules of a release that had no
// such wait.
func (s *site) stopsErasuresSoon() {
	s.tb.Helper()
	file := s.path("files", "corridors", "retention", "rules.yaml")
	text, err := os.ReadFile(file)
	require.NoError(s.tb, err)
	if strings.Contains(string(text), stopsSoon) {
		return
	}
	require.NoError(s.tb, os.WriteFile(file, append(text, "\n"+stopsSoon+"\n"...), 0o600))
}

// postgres runs a client program of PostgreSQL on the database, as the superuser.
func (s *site) postgres(program string, args ...string) string {
	s.tb.Helper()
	bin, err := devstack.PostgresBin()
	require.NoError(s.tb, err)
	return s.command(filepath.Join(bin, program), args...)
}

func (s *site) command(program string, args ...string) string {
	s.tb.Helper()
	command := exec.CommandContext(s.tb.Context(), program, args...)
	command.Env = append(slices.Clone(os.Environ()), "PGSERVICEFILE="+s.cluster.ServiceFile(), "PGSERVICE="+string(devstack.Superuser))
	var complaints bytes.Buffer
	command.Stderr = &complaints
	out, err := command.Output()
	require.NoError(s.tb, err, "%s: %s", program, complaints.String())
	return string(out)
}

// project is the project's directory.
func project(tb testing.TB) string {
	tb.Helper()
	dir, err := devstack.ProjectDir(".")
	require.NoError(tb, err)
	return dir
}
