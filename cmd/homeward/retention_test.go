package main

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
)

// The dry run counts by the worker's role what is over its time, and changes nothing: run twice it
// says the same, and the rows are there.
func TestTheDryRunOfRetentionChangesNothing(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t, postgres.Migrate)
	admin, err := sql.Open("postgres", db.SuperuserDSN)
	require.NoError(t, err)
	t.Cleanup(func() { _ = admin.Close() })
	for _, statement := range []string{
		`insert into app.sign_ins (state_hash, browser_hash, nonce_hash, verifier, provider, return_path, began_at, expires_at) values ('old', '', '', '', '', '', '2019-12-01', '2020-01-01')`,
		`insert into app.attempts (kind, who, failures, last_at) values ('sign_in', 'old', 1, '2020-01-01')`,
		`insert into app.attempts (kind, who, failures, last_at) values ('sign_in', 'new', 1, '2099-01-01')`,
	} {
		_, err := admin.ExecContext(t.Context(), statement)
		require.NoError(t, err)
	}
	env := map[string]string{"DATABASE_URL": db.WorkerDSN, "TEMPORAL_ADDRESS": "127.0.0.1:1"}
	first, said, code := homeward(t, env, "retention", "preview")
	require.Zero(t, code, said)
	require.Regexp(t, `begun_sign_ins +1 +2020-01-01`, first)
	require.Regexp(t, `failures +1 +2020-01-01`, first)
	for _, kind := range []string{"list_rows", "refused_words", "told_notices", "ended_sign_ins", "old_passkeys", "journeys"} {
		require.Regexp(t, kind+` +0`, first)
	}
	second, said, code := homeward(t, env, "retention", "preview")
	require.Zero(t, code, said)
	require.Equal(t, first, second)
	for table, want := range map[string]int{"sign_ins": 1, "attempts": 2, "old_things": 0, "audit_events": 0} {
		var n int
		require.NoError(t, admin.QueryRowContext(t.Context(), `select count(*) from app.`+table).Scan(&n))
		require.Equal(t, want, n, table)
	}
}
