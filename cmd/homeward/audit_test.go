package main

import (
	"database/sql"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/notary"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/wire"
)

// logged is a database with an audit log of ten events and a head behind them, the environment
// of whoever checks it, and the notary.
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
		DSN: db.WorkerDSN, As: principal.Principal{Kind: principal.Procedure}, Box: seal.Shut{}, Now: func() time.Time { return noon }, NewRef: noRef,
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
	require.NotZero(t, code, "it is never written over")

	kept := filepath.Join(env["dir"], "audit.kept")
	super, err := sql.Open("postgres", db.SuperuserDSN)
	require.NoError(t, err)
	defer func() { _ = super.Close() }()
	for _, s := range []string{`alter table app.audit_events disable trigger all`, `update app.audit_events set account = 'somebody-else' where id = 4`} {
		_, err := super.ExecContext(t.Context(), s)
		require.NoError(t, err)
	}
	out, said, code = homeward(t, env, "audit", "verify", "--database", "--key", env["public"], "--kept", kept)
	require.Equal(t, exitTampered, code)
	require.Contains(t, out, "Row 4 (leaf 3) was changed: it is not what was signed. It says now: at 2026-")
	require.Contains(t, out, "account somebody-else")
	require.Contains(t, said, "NOT what was signed")

	offline := map[string]string{} // no database, no server
	out, said, code = homeward(t, offline, "audit", "verify", "--file", file, "--key", env["public"], "--kept", kept)
	require.Zero(t, code, said)
	require.Contains(t, out, "Everything is as it was signed.")
}

// Nothing looks sound to a role that is given nothing.
func TestOnlyTheAuditorsRoleVerifies(t *testing.T) {
	t.Parallel()
	env, db, _ := logged(t)
	for _, dsn := range []string{db.DSN, db.APIDSN, db.WorkerDSN, db.SuperuserDSN} {
		env["DATABASE_URL"] = dsn
		for _, args := range [][]string{{"audit", "verify", "--database", "--key", env["public"]}, {"audit", "export", filepath.Join(env["dir"], "x")}} {
			out, said, code := homeward(t, env, args...)
			require.NotZero(t, code)
			require.NotContains(t, out, "as it was signed")
			require.Contains(t, said, "DATABASE_URL names")
		}
	}
}

func TestWhatCannotBeVerified(t *testing.T) {
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

// A partner keeps a head, goes on from it, countersigns, and is not fooled.
func TestAPartnerKeepsHeads(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	key := filepath.Join(dir, "audit.key")
	_, err := notary.Make(key, key+".pub", audit.Origin("tha"))
	require.NoError(t, err)
	n, err := notary.Open(key, key+".kept", false)
	require.NoError(t, err)
	_, said, code := homeward(t, nil, "audit", "key", "--make", filepath.Join(dir, "witness"), "--witness", "idn-mofa.example/1")
	require.Zero(t, code, said)

	tree := &audit.Tree{}
	var stored [][32]byte
	grow := func(count int) wire.AuditHead {
		for range count {
			for _, h := range tree.Add([32]byte{byte(len(stored))}) {
				stored = append(stored, h)
			}
		}
		signed, err := n.SignHead(tree.Head(), nil)
		require.NoError(t, err)
		return wire.AuditHead{Size: tree.Size(), Signed: signed, Countersigned: []wire.CountersignedBy{}}
	}
	first := grow(1)
	answers := map[string]any{"GET /audit/checkpoint": first, "POST /audit/cosignatures": first}
	address, seen := server(t, answers)
	env := map[string]string{}
	kept := filepath.Join(dir, "head")
	keep := func() (string, string, int) {
		return homeward(t, env, "audit", "keep", kept, "--public", "@"+key+".pub", "--countersign", filepath.Join(dir, "witness"),
			"--server", address, "--as", "idn-mission-bangkok:mission_head")
	}
	out, said, code := keep()
	require.Zero(t, code, said)
	require.Contains(t, out, "Kept the head of 1 events")
	require.Contains(t, out, "Countersigned it as idn-mofa.example/1")
	sent := (*seen)[len(*seen)-1]
	require.Equal(t, http.MethodPost, sent.method)
	require.Contains(t, sent.body, "idn-mofa.example/1")
	before, err := os.ReadFile(kept)
	require.NoError(t, err)
	require.Equal(t, first.Signed, string(before))

	forged, err := audit.NewNotary(secretOf(t, key))
	require.NoError(t, err)
	other := &audit.Tree{}
	other.Add([32]byte{99})
	lie, err := forged.SignHead(other.Head(), nil)
	require.NoError(t, err)
	answers["GET /audit/checkpoint"] = wire.AuditHead{Size: 1, Signed: lie, Countersigned: []wire.CountersignedBy{}}
	_, said, code = keep()
	require.Equal(t, exitTampered, code)
	require.Contains(t, said, "The log was rewritten: there are two heads of 1 events")
	answers["GET /audit/checkpoint"] = wire.AuditHead{Size: 1, Signed: strings.Replace(first.Signed, "\n1\n", "\n2\n", 1), Countersigned: []wire.CountersignedBy{}}
	_, said, code = keep()
	require.Equal(t, exitTampered, code)
	require.Contains(t, said, "not signed with this key")

	other.Add([32]byte{1})
	lie, err = forged2(t, key).SignHead(other.Head(), nil)
	require.NoError(t, err)
	answers["GET /audit/checkpoint"] = wire.AuditHead{Size: 2, Signed: lie, Countersigned: []wire.CountersignedBy{}}
	answers["GET /audit/checkpoint/2/since/1"] = wire.AuditProof{Size: 2, Hashes: []wire.Hash{"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}
	_, said, code = keep()
	require.Equal(t, exitTampered, code)
	require.Contains(t, said, "does not go on from the one of 1 that you have kept")
	after, err := os.ReadFile(kept)
	require.NoError(t, err)
	require.Equal(t, before, after, "the kept head stays")
}

func secretOf(tb testing.TB, path string) string {
	tb.Helper()
	secret, err := notary.Secret(path)
	require.NoError(tb, err)
	return secret
}

// forged2 is a notary with the same key that remembers nothing.
func forged2(tb testing.TB, path string) *audit.Notary {
	tb.Helper()
	n, err := audit.NewNotary(secretOf(tb, path))
	require.NoError(tb, err)
	return n
}

func TestReadersAreReadOut(t *testing.T) {
	t.Parallel()
	address, seen := server(t, map[string]any{
		"GET /cases/c7m2k9x4pq/readers": wire.ReaderPage{Items: []wire.Reader{{At: noon, Text: "Consular officer at New Delhi saw your name."}}, Next: "more"},
		"GET /audit/events":             wire.AuditPage{Items: []wire.AuditEvent{{Row: 4, At: noon, Action: "case.show", Outcome: "denied", Code: "not_found"}}},
		"GET /audit/key":                wire.AuditKey{Origin: "o", Key: "homeward.tha/audit+1+x", Witnesses: []wire.WitnessKey{{Agency: "idn-mofa", Key: "w"}}},
	})
	env := map[string]string{}
	here := []string{"--server", address, "--as", "tha-caseworker-maesot"}
	out, said, code := homeward(t, env, append([]string{"audit", "readers", "c7m2k9x4pq", "--language", "my"}, here...)...)
	require.Zero(t, code, said)
	require.Contains(t, out, "2026-12-01 12:00  Consular officer at New Delhi saw your name.")
	require.Contains(t, out, "--cursor more")
	require.Contains(t, (*seen)[len(*seen)-1].query, "language=my")
	out, said, code = homeward(t, env, append([]string{"audit", "events", "--denied", "--case", "c7m2k9x4pq"}, here...)...)
	require.Zero(t, code, said)
	require.Contains(t, out, "case.show not_found")
	require.Contains(t, (*seen)[len(*seen)-1].query, "outcome=denied")
	out, said, code = homeward(t, env, append([]string{"audit", "key"}, here...)...)
	require.Zero(t, code, said)
	require.Contains(t, out, "homeward.tha/audit+1+x\n")
	require.Contains(t, out, "idn-mofa")
}

func TestDecisionsAreChecked(t *testing.T) {
	t.Parallel()
	env, db := keyed(t)
	sealedFor(t, env, seal.House)
	env["DATABASE_URL"] = db.WorkerDSN
	out, said, code := homeward(t, env, "audit", "decisions", "c7m2k9x4pq")
	require.Zero(t, code, said)
	require.Contains(t, out, "Every decision is the one that was committed to.")
	env["DATABASE_URL"] = db.AuditDSN
	_, _, code = homeward(t, env, "audit", "decisions", "c7m2k9x4pq")
	require.NotZero(t, code)
}
