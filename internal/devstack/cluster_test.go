package devstack_test

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/devstack"
)

func open(tb testing.TB, opts devstack.ClusterOptions) *devstack.Cluster {
	tb.Helper()
	cluster, err := devstack.OpenCluster(tb.Context(), opts)
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = cluster.Close() })
	return cluster
}

// shortDir returns a directory that PostgreSQL's account can enter, with a path short enough for a socket.
func shortDir(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp("/tmp", "hw-test-") //nolint:usetesting // its own would be closed to PostgreSQL and too long
	require.NoError(tb, err)
	require.NoError(tb, os.Chmod(dir, 0o711))
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func connect(tb testing.TB, dsn string) *sql.DB {
	tb.Helper()
	db, err := sql.Open("postgres", dsn)
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = db.Close() })
	return db
}

func count(tb testing.TB, dsn string) int {
	tb.Helper()
	var n int
	require.NoError(tb, connect(tb, dsn).QueryRowContext(tb.Context(), `select count(*) from kept`).Scan(&n))
	return n
}

func keep(tb testing.TB, dsn string) {
	tb.Helper()
	_, err := connect(tb, dsn).ExecContext(tb.Context(), `create table if not exists kept (n int); insert into kept values (1)`)
	require.NoError(tb, err)
}

func TestClusterKeepsWhatWasWritten(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(testing.TB, *devstack.Cluster){
		"stopped": func(tb testing.TB, c *devstack.Cluster) {
			tb.Helper()
			require.NoError(tb, c.Stop())
		},
		"killed": func(_ testing.TB, c *devstack.Cluster) { c.Kill() },
		"postmaster alone killed": func(tb testing.TB, c *devstack.Cluster) {
			tb.Helper()
			child := c.Process()
			require.NoError(tb, syscall.Kill(child.PID(), syscall.SIGKILL))
			<-child.Exited()
			require.ErrorContains(tb, child.Err(), "PostgreSQL ended by itself")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cluster := open(t, devstack.ClusterOptions{Dir: shortDir(t)})
			dsn := cluster.DSN(devstack.Database)
			keep(t, dsn)
			end(t, cluster)
			require.NoError(t, cluster.Start(t.Context()))
			require.Equal(t, 1, count(t, dsn), "the same DSN reaches the same rows")
		})
	}
}

func TestClusterIsReopenedByAnotherOpen(t *testing.T) {
	t.Parallel()
	dir := shortDir(t)
	first := open(t, devstack.ClusterOptions{Dir: dir})
	keep(t, first.DSN(devstack.Database))
	require.NoError(t, first.Close())
	second := open(t, devstack.ClusterOptions{Dir: dir})
	require.Equal(t, 1, count(t, second.DSN(devstack.Database)))
}

func TestEveryRoleHasAService(t *testing.T) {
	cluster := open(t, devstack.ClusterOptions{Dir: shortDir(t)})
	info, err := os.Stat(cluster.ServiceFile())
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm(), "it holds passwords")
	t.Setenv("PGSERVICEFILE", cluster.ServiceFile())
	for _, role := range []devstack.Role{devstack.Owner, devstack.API, devstack.Worker, devstack.Auditor, devstack.Engine, devstack.Superuser} {
		db, err := sql.Open("postgres", "service="+string(role))
		require.NoError(t, err)
		var user, database string
		require.NoError(t, db.QueryRowContext(t.Context(), `select current_user, current_database()`).Scan(&user, &database), role)
		require.Equal(t, string(role), user)
		require.Equal(t, devstack.Database, database)
		require.NoError(t, db.Close())
	}
}

func TestClusterStartsBesideAPidThatBelongsToSomethingElse(t *testing.T) {
	t.Parallel()
	cluster := open(t, devstack.ClusterOptions{Dir: shortDir(t)})
	keep(t, cluster.DSN(devstack.Database))
	cluster.Kill()
	pidFile := filepath.Join(cluster.Dir(), "data", "postmaster.pid")
	content, err := os.ReadFile(pidFile)
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(content), "\n")
	// The pid of a running process: another child of this test.
	other, err := devstack.Start(t.Context(), devstack.Command{
		Name: "sleeper", Path: "/bin/sleep", Args: []string{"300"}, Log: filepath.Join(t.TempDir(), "log"),
	})
	require.NoError(t, err)
	defer other.Kill()
	require.NoError(t, os.WriteFile(pidFile, []byte(strconv.Itoa(other.PID())+"\n"+rest), 0o600))

	require.NoError(t, cluster.Start(t.Context()))
	require.Equal(t, 1, count(t, cluster.DSN(devstack.Database)))
	require.NoError(t, other.Err(), "a stranger's process was touched")
}

func TestClusterHasOneHolder(t *testing.T) {
	t.Parallel()
	dir := shortDir(t)
	open(t, devstack.ClusterOptions{Dir: dir})
	_, err := devstack.OpenCluster(t.Context(), devstack.ClusterOptions{Dir: dir})
	var held *devstack.HeldError
	require.ErrorAs(t, err, &held)
	require.Equal(t, os.Getpid(), held.PID)
	require.ErrorContains(t, err, "process "+strconv.Itoa(os.Getpid()))
}

func TestThrowawayClustersStandSideBySideAndLeaveNothing(t *testing.T) {
	t.Parallel()
	first := open(t, devstack.ClusterOptions{Throwaway: true})
	second := open(t, devstack.ClusterOptions{Throwaway: true})
	keep(t, first.DSN(devstack.Database))
	keep(t, second.DSN(devstack.Database))
	keep(t, second.DSN(devstack.Database))
	require.Equal(t, 1, count(t, first.DSN(devstack.Database)))
	require.Equal(t, 2, count(t, second.DSN(devstack.Database)))
	for _, cluster := range []*devstack.Cluster{first, second} {
		require.NoError(t, cluster.Close())
		require.NoDirExists(t, cluster.Dir())
	}
}

func TestClusterUnderADirectoryClosedToPostgreSQL(t *testing.T) {
	t.Parallel()
	closed := shortDir(t)
	require.NoError(t, os.Chmod(closed, 0o700))
	cluster := open(t, devstack.ClusterOptions{Dir: filepath.Join(closed, "state", "postgres")})
	t.Cleanup(func() {
		if os.Geteuid() == 0 {
			_ = os.RemoveAll(cluster.Dir())
		}
	})
	keep(t, cluster.DSN(devstack.Database))
	require.NoError(t, cluster.Close())
	again := open(t, devstack.ClusterOptions{Dir: filepath.Join(closed, "state", "postgres")})
	require.Equal(t, 1, count(t, again.DSN(devstack.Database)))
}

func TestClusterWithALongPath(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(shortDir(t), strings.Repeat("a-long-name-", 12), "postgres")
	cluster := open(t, devstack.ClusterOptions{Dir: dir})
	keep(t, cluster.DSN(devstack.Database))
	require.Equal(t, 1, count(t, cluster.DSN(devstack.Database)))
	sockets := cluster.SocketDir()
	require.NoError(t, cluster.Close())
	require.NoDirExists(t, sockets)
}

func TestEngineRoleCannotReadTheRecord(t *testing.T) {
	t.Parallel()
	cluster := open(t, devstack.ClusterOptions{Throwaway: true})
	_, err := connect(t, cluster.DSN(devstack.Database)).ExecContext(t.Context(), `create schema app; create table app.kept (n int)`)
	require.NoError(t, err)
	engine := connect(t, cluster.RoleDSN(devstack.Engine, devstack.Database))
	_, err = engine.ExecContext(t.Context(), `create schema temporal; create table temporal.its_own (n int)`)
	require.NoError(t, err)
	_, err = engine.ExecContext(t.Context(), `select n from app.kept`)
	require.ErrorContains(t, err, "permission denied")
}

func TestServerLogHoldsNoValues(t *testing.T) {
	t.Parallel()
	cluster := open(t, devstack.ClusterOptions{Throwaway: true})
	db := connect(t, cluster.DSN(devstack.Database))
	const mark = "canary-7f3a"
	for _, statement := range []string{
		`create table marked (word text primary key)`,
		`insert into marked values ('` + mark + `')`,
	} {
		_, err := db.ExecContext(t.Context(), statement)
		require.NoError(t, err)
	}
	_, err := db.ExecContext(t.Context(), `insert into marked values ($1)`, mark)
	require.ErrorContains(t, err, "duplicate key")
	_, err = db.ExecContext(t.Context(), `select $1::text::uuid`, mark)
	require.Error(t, err)
	_, err = db.ExecContext(t.Context(), `select nonsense from '`+mark+`'`)
	require.Error(t, err)
	log, err := os.ReadFile(filepath.Join(cluster.Dir(), "postgres.log"))
	require.NoError(t, err)
	require.NotEmpty(t, log)
	require.NotContains(t, string(log), mark)
}

func TestCancelledOpenLeavesNothingRunning(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("changed my mind"))
	dir := shortDir(t)
	_, err := devstack.OpenCluster(ctx, devstack.ClusterOptions{Dir: dir})
	require.Error(t, err)
	cluster := open(t, devstack.ClusterOptions{Dir: dir})
	keep(t, cluster.DSN(devstack.Database))
}

func TestTheProgramsRolesMakeNothing(t *testing.T) {
	t.Parallel()
	cluster := open(t, devstack.ClusterOptions{Throwaway: true})
	owner := connect(t, cluster.DSN(devstack.Database))
	_, err := owner.ExecContext(t.Context(), `create schema app; create table app.kept (n int); grant usage on schema app to homeward_api, homeward_worker, homeward_audit`)
	require.NoError(t, err)
	for _, role := range []devstack.Role{devstack.API, devstack.Worker, devstack.Auditor} {
		db := connect(t, cluster.RoleDSN(role, devstack.Database))
		require.NoError(t, db.PingContext(t.Context()))
		for _, statement := range []string{
			`select n from app.kept`, `create table app.more (n int)`, `create schema more`, `create table public.more (n int)`,
			`create temporary table more (n int)`, `set role homeward`, `set session authorization homeward`,
		} {
			_, err := db.ExecContext(t.Context(), statement)
			require.ErrorContains(t, err, "permission denied", "%s: %s", role, statement)
		}
	}
}

func TestAClusterOfAnEarlierVersionGetsTheNewRoles(t *testing.T) {
	t.Parallel()
	dir := shortDir(t)
	cluster := open(t, devstack.ClusterOptions{Dir: dir})
	keep(t, cluster.DSN(devstack.Database))
	admin := connect(t, cluster.RoleDSN(devstack.Superuser, devstack.Database))
	for _, role := range []devstack.Role{devstack.API, devstack.Worker, devstack.Auditor} {
		_, err := admin.ExecContext(t.Context(), `drop owned by `+string(role)+`; drop role `+string(role))
		require.NoError(t, err)
		require.NoError(t, os.Remove(cluster.PasswordFile(role)))
	}
	require.NoError(t, cluster.Close())
	again := open(t, devstack.ClusterOptions{Dir: dir})
	require.NoError(t, connect(t, again.RoleDSN(devstack.API, devstack.Database)).PingContext(t.Context()))
	require.Equal(t, 1, count(t, again.DSN(devstack.Database)))
}
