package deploy_test

import (
	"database/sql"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/postgres"
)

// bare is a server without any role or database of ours.
func bare(tb testing.TB) *devstack.Cluster {
	tb.Helper()
	cluster, err := devstack.OpenCluster(tb.Context(), devstack.ClusterOptions{Throwaway: true})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = cluster.Close() })
	admin, err := sql.Open("postgres", cluster.RoleDSN(devstack.Superuser, "postgres"))
	require.NoError(tb, err)
	defer func() { require.NoError(tb, admin.Close()) }()
	_, err = admin.ExecContext(tb.Context(), `drop database homeward`)
	require.NoError(tb, err)
	for _, role := range []devstack.Role{devstack.Owner, devstack.API, devstack.Worker, devstack.Auditor, devstack.Engine} {
		_, err = admin.ExecContext(tb.Context(), `drop role `+string(role))
		require.NoError(tb, err)
	}
	return cluster
}

func TestTheScriptMakesWhatTheProgramNeeds(t *testing.T) {
	t.Parallel()
	cluster := bare(t)
	dir, _ := secrets(t)
	password, err := os.ReadFile(cluster.PasswordFile(devstack.Superuser))
	require.NoError(t, err)
	script := exec.CommandContext(t.Context(), "bash", filepath.Join(root, "deploy", "postgres", "roles.sh"))
	script.Env = append(os.Environ(), "SECRETS="+dir, "PGHOST="+cluster.SocketDir(), "PGPASSWORD="+string(password))
	out, err := script.CombinedOutput()
	require.NoError(t, err, string(out))

	// The addresses are those of the compose file; the server here is found by its socket.
	address := func(name string) string {
		content, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		u, err := url.Parse(string(content))
		require.NoError(t, err)
		u.Host, u.RawQuery = "", url.Values{"host": {cluster.SocketDir()}, "sslmode": {"disable"}}.Encode()
		return u.String()
	}
	require.NoError(t, postgres.Migrate(t.Context(), address("database_url")))
	for _, name := range []string{"database_url_api", "database_url_worker"} {
		db, err := sql.Open("postgres", address(name))
		require.NoError(t, err)
		t.Cleanup(func() { _ = db.Close() })
		var n int
		require.NoError(t, db.QueryRowContext(t.Context(), `select count(*) from app.cases`).Scan(&n), name)
		for _, statement := range []string{`create table public.mine (n int)`, `create temporary table mine (n int)`, `create schema mine`, `set role homeward`} {
			_, err = db.ExecContext(t.Context(), statement)
			require.ErrorContains(t, err, "permission denied", "%s: %s", name, statement)
		}
	}
}

func TestWithoutTheRolesMigratingSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	cluster := bare(t)
	err := postgres.Migrate(t.Context(), cluster.RoleDSN(devstack.Superuser, "postgres"))
	require.ErrorContains(t, err, "the database has no role homeward_api, homeward_audit, homeward_worker")
	require.ErrorContains(t, err, "deploy/postgres/roles.sh")
}
