package security_test

import (
	"database/sql"
	"testing"

	_ "github.com/lib/pq" // the driver
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/devstack"
)

// open connects to the record as a role, past everything of ours.
func (h *installation) open(tb testing.TB, role devstack.Role) *sql.DB {
	tb.Helper()
	db, err := sql.Open("postgres", h.stack.RoleDSN(role))
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = db.Close() })
	return db
}

func texts(tb testing.TB, db *sql.DB, query string, args ...any) []string {
	tb.Helper()
	rows, err := db.QueryContext(tb.Context(), query, args...)
	require.NoError(tb, err)
	defer rows.Close()
	var out []string
	for rows.Next() {
		var one string
		require.NoError(tb, rows.Scan(&one))
		out = append(out, one)
	}
	require.NoError(tb, rows.Err())
	return out
}

// withoutRowSecurity lists tables that are open to all roles: they hold no personal data.
func withoutRowSecurity() map[string]string {
	return map[string]string{
		"agencies": "who there is to be asked", "desks": "who there is to be asked", "corridor_versions": "by which rules, as published",
		"migrations": "which migrations ran", "schema_migrations": "which migrations ran", "goose_db_version": "which migrations ran",
	}
}

// Every table of the record has row-level security, also for its owner, except those without personal data.
func TestEveryTableHasForcedRowSecurity(t *testing.T) {
	t.Parallel()
	h := enter(t)
	db := h.open(t, devstack.Superuser)
	all := texts(t, db, `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'app' and c.relkind in ('r', 'p')`)
	require.Greater(t, len(all), 25)
	open := texts(t, db, `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname = 'app' and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)`)
	for _, table := range open {
		require.Contains(t, withoutRowSecurity(), table, "app.%s has no forced row-level security", table)
	}
	around := texts(t, db, `select rolname from pg_roles where rolname in ('homeward', 'homeward_api', 'homeward_worker', 'homeward_audit') and (rolsuper or rolbypassrls)`)
	require.Empty(t, around, "none of our roles bypasses row-level security")
}

// A transaction without a principal gets no rows, in any table, as any of our roles.
func TestNoPrincipalNoRows(t *testing.T) {
	t.Parallel()
	h := enter(t)
	her := h.opens(t, otherMarks(), "adult", "")
	require.NotEmpty(t, her.ref)
	for _, role := range []devstack.Role{devstack.API, devstack.Worker} {
		db := h.open(t, role)
		looked := 0
		for _, table := range []string{"cases", "people", "tasks", "facts", "decisions", "consents", "timeline", "commands", "lists", "list_rows", "operations", "movements", "documents"} {
			var readable bool
			require.NoError(t, db.QueryRowContext(t.Context(), `select to_regclass('app.' || $1) is not null and has_table_privilege('app.' || $1, 'select')`, table).Scan(&readable))
			if !readable {
				continue
			}
			looked++
			var n int
			require.NoError(t, db.QueryRowContext(t.Context(), `select count(*) from app.`+table).Scan(&n))
			require.Zero(t, n, "%s shows app.%s to nobody in particular", role, table)
		}
		require.Greater(t, looked, 6, "%s", role)
	}
}

// The API's own role writes no case, with any principal.
func TestTheAPICannotWriteCases(t *testing.T) {
	t.Parallel()
	h := enter(t)
	db := h.open(t, devstack.API)
	for _, table := range []string{"cases", "people", "tasks", "facts", "decisions", "consents", "timeline", "movements", "operations", "documents"} {
		for _, right := range []string{"insert", "update", "delete", "truncate"} {
			var may bool
			require.NoError(t, db.QueryRowContext(t.Context(), `select to_regclass('app.' || $1) is not null and has_table_privilege('app.' || $1, $2)`, table, right).Scan(&may))
			require.False(t, may, "the API's role may %s app.%s", right, table)
		}
	}
	_, err := db.ExecContext(t.Context(), `set role homeward_worker`)
	require.Error(t, err, "nor does it become another")
	tx, err := db.BeginTx(t.Context(), nil)
	require.NoError(t, err)
	defer func() { _ = tx.Rollback() }()
	_, err = tx.ExecContext(t.Context(), `select set_config('app.kind', 'procedure', true)`)
	require.NoError(t, err)
	var n int
	require.NoError(t, tx.QueryRowContext(t.Context(), `select count(*) from app.cases`).Scan(&n))
	require.Zero(t, n, "to say that one is the procedure helps nobody but the worker's role")
}
