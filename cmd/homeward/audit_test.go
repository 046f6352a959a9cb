package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/notary"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/seal"
)

// logged returns a database with an audit log of ten events and a signed head, the environment for
// its commands, and the notary.
func logged(tb testing.TB) (env map[string]string, db *pgtest.DB, n *audit.Notary) {
	tb.Helper()
	dir := tb.TempDir()
	db = pgtest.New(tb, postgres.Migrate)
	env = map[string]string{"DATABASE_URL": db.AuditDSN, "public": "@" + filepath.Join(dir, "audit.key.pub"), "dir": dir}
	out, said, code := homeward(tb, env, "audit", "key", "--make", filepath.Join(dir, "audit.key"))
	require.Zero(tb, code, said)
	require.True(tb, strings.HasPrefix(out, "homeward.homeward/audit+"), out)
	n, err := notary.Open(filepath.Join(dir, "audit.key"), filepath.Join(dir, "audit.kept"), false)
	require.NoError(tb, err)
	store, err := postgres.Open(postgres.Options{
		DSN: db.WorkerDSN, As: principal.Principal{Kind: principal.Worker}, Box: seal.Disabled{}, Now: func() time.Time { return noon }, NewRef: noRef,
	})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = store.Close() })
	for range 10 {
		require.NoError(tb, store.Record(tb.Context(), audit.Event{
			Account: "acc-1", Action: "case.show", Subject: audit.Subject{Kind: audit.OfCase, Ref: "c7m2k9x4pq"}, Outcome: audit.Allowed,
		}.By(casework.Actor{Account: "acc-1", Desk: "tha-screener", Agency: "tha-msdhs", Role: casework.RoleScreener})))
	}
	_, err = store.Place(tb.Context(), n, 100)
	require.NoError(tb, err)
	_, err = store.SignHead(tb.Context(), n)
	require.NoError(tb, err)
	return env, db, n
}

func TestTheLogIsVerifiedExportedAndVerifiedAgain(t *testing.T) {
	t.Parallel()
	env, db, _ := logged(t)
	out, said, code := homeward(t, env, "audit", "verify", "--database", "--key", env["public"])
	require.Zero(t, code, said)
	require.Contains(t, out, "10 events, 1 signed heads.")
	require.Contains(t, out, "Everything is as it was signed.")

	file := filepath.Join(env["dir"], "log.export")
	out, said, code = homeward(t, env, "audit", "export", file)
	require.Zero(t, code, said)
	require.Contains(t, out, "Wrote 10 events")
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	_, _, code = homeward(t, env, "audit", "export", file)
	require.NotZero(t, code, "an existing file is not overwritten")

	kept := filepath.Join(env["dir"], "audit.kept")
	super, err := sql.Open("postgres", db.SuperuserDSN)
	require.NoError(t, err)
	defer func() { _ = super.Close() }()
	for _, s := range []string{`alter table app.audit_events disable trigger all`, `update app.audit_events set account = 'somebody-else' where id = 4`} {
		_, err := super.ExecContext(t.Context(), s)
		require.NoError(t, err)
	}
	out, said, code = homeward(t, env, "audit", "verify", "--database", "--key", env["public"], "--kept", kept)
	require.Equal(t, cli.ExitTampered, code)
	require.Contains(t, out, "Row 4 (leaf 3) was changed: it differs from what was signed. It now contains: at 2026-")
	require.Contains(t, out, "account somebody-else")
	require.Contains(t, said, "NOT what was signed")

	offline := map[string]string{} // without a database and a server
	out, said, code = homeward(t, offline, "audit", "verify", "--file", file, "--key", env["public"], "--kept", kept)
	require.Zero(t, code, said)
	require.Contains(t, out, "Everything is as it was signed.")
}

// A role that sees no rows must not find the log sound.
func TestOnlyTheAuditorsRoleVerifies(t *testing.T) {
	t.Parallel()
	env, db, _ := logged(t)
	for _, dsn := range []string{db.DSN, db.APIDSN, db.WorkerDSN, db.SuperuserDSN} {
		env["DATABASE_URL"] = dsn
		for _, args := range [][]string{{"audit", "verify", "--database", "--key", env["public"]}, {"audit", "export", filepath.Join(env["dir"], "x")}} {
			out, said, code := homeward(t, env, args...)
			require.NotZero(t, code)
			require.NotContains(t, out, "as it was signed")
			require.Contains(t, said, "this process must connect as homeward_audit")
		}
	}
}

func TestMisuseOfVerify(t *testing.T) {
	t.Parallel()
	env, _, _ := logged(t)
	for name, args := range map[string][]string{
		"no key":                 {"audit", "verify", "--database"},
		"a key that is a secret": {"audit", "verify", "--database", "--key", "@" + filepath.Join(env["dir"], "audit.key")},
		"both":                   {"audit", "verify", "--database", "--file", "x", "--key", env["public"]},
		"neither":                {"audit", "verify", "--key", env["public"]},
		"no such file":           {"audit", "verify", "--file", "nowhere", "--key", env["public"]},
		"kept by another":        {"audit", "verify", "--database", "--key", env["public"], "--kept", filepath.Join(env["dir"], "audit.key.pub")},
		"a witness alone":        {"audit", "key", "--witness", "x"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			own := map[string]string{"DATABASE_URL": env["DATABASE_URL"]}
			out, said, code := homeward(t, own, args...)
			require.NotZero(t, code)
			require.NotContains(t, out+said, "PRIVATE+KEY")
		})
	}
}

func TestDecisionsAreChecked(t *testing.T) {
	t.Parallel()
	env, db := keyed(t)
	sealedFor(t, env, seal.Installation)
	env["DATABASE_URL"] = db.WorkerDSN
	out, said, code := homeward(t, env, "audit", "decisions", "c7m2k9x4pq")
	require.Zero(t, code, said)
	require.Contains(t, out, "Every decision matches its commitment.")
	env["DATABASE_URL"] = db.AuditDSN
	_, _, code = homeward(t, env, "audit", "decisions", "c7m2k9x4pq")
	require.NotZero(t, code)
}
