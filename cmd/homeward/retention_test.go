package main

import (
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
)

// The dry run counts with the worker's role and changes nothing: a second run prints the same, and
// the rows still exist.
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
	require.Contains(t, first, "not counted: it needs the keys")
	require.NotContains(t, first, "narrative")
	second, said, code := homeward(t, env, "retention", "preview")
	require.Zero(t, code, said)
	require.Equal(t, first, second)
	for table, want := range map[string]int{"sign_ins": 1, "attempts": 2, "old_things": 0, "audit_events": 0} {
		var n int
		require.NoError(t, admin.QueryRowContext(t.Context(), `select count(*) from app.`+table).Scan(&n))
		require.Equal(t, want, n, table)
	}
}

// With the keys, the dry run counts the text of an ended case by field class and by the rules of its
// corridor; the text still exists afterwards, and is never printed.
func TestTheDryRunCountsTextByItsClass(t *testing.T) {
	t.Parallel()
	env, db := keyed(t)
	box := sealedFor(t, env)
	ended := noon.AddDate(-2, 0, -1)
	spoken, err := record.Words{Text: "marked", Opening: &record.Opening{Person: record.Person{Name: "marked", Phone: "marked 5", Place: "marked"}}}.JSON()
	require.NoError(t, err)
	by := casework.Actor{Account: "a", Desk: "d", Agency: "g", Role: casework.RoleCaseworker}
	open := func(dsn string, kind principal.Kind) *postgres.Store {
		store, err := postgres.Open(postgres.Options{
			DSN: dsn, As: principal.Principal{Kind: kind, Account: by.Account, Desk: by.Desk, Agency: by.Agency, Role: by.Role}, Box: box,
			Now: func() time.Time { return noon }, NewRef: command.NewRef,
		})
		require.NoError(t, err)
		t.Cleanup(func() { _ = store.Close() })
		return store
	}
	api, worker := open(db.APIDSN, principal.Officer), open(db.WorkerDSN, principal.Worker)
	for ref, corridor := range map[casework.Ref]string{"case-a": "tha-idn", "case-b": "tha-ken"} {
		key := casework.Key("open-" + ref)
		args, err := json.Marshal(casework.Command{Kind: casework.KindOpen})
		require.NoError(t, err)
		_, _, err = api.StoreCommand(t.Context(), command.New{
			Key: key, Actor: by, Target: record.Target{Kind: record.TargetCase, Ref: ref}, Name: "open", Args: args, Words: spoken,
			Hash: strings.Repeat("0", 64), At: ended, NextAt: ended,
		})
		require.NoError(t, err)
		rules := casework.Rules{Corridor: corridor, Version: 1, Host: "THA", Origin: "IDN", Lane: casework.LaneA}
		_, err = worker.WriteChange(t.Context(), casework.Change{
			Ref: ref, Seq: 1, Key: key, Kind: casework.KindOpen, At: ended, By: by,
			Entries: []casework.Entry{{Code: casework.EntryOpened, Step: casework.StepFearOfReturn}},
			Next: casework.Case{
				Ref: ref, Seq: 1, Rules: rules, OpenedAt: ended, Stage: casework.StageClosed, Ended: &casework.End{At: ended, Closed: true},
			},
		}, nil)
		require.NoError(t, err)
	}
	dir := t.TempDir()
	shipped, err := os.ReadFile("../../corridors/retention/rules.yaml")
	require.NoError(t, err)
	own := strings.Replace(string(shipped), "corridors: {}", `corridors: {tha-idn: {contact: {keep: 3y, then: purge, source: "for a test"}}}`, 1)
	require.NoError(t, os.CopyFS(dir, os.DirFS("../../corridors")))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "retention", "rules.yaml"), []byte(own), 0o600))
	env["DATABASE_URL"] = db.WorkerDSN
	for range 2 {
		out, said, code := homeward(t, env, "retention", "preview", "--corridors", dir)
		require.Zero(t, code, said)
		day := ended.Format(time.DateOnly)
		require.Regexp(t, `contact +4 +`+day+`.*12m, tha-idn 3y\n`, out, "of one of the two cases: a phone and a place, in the person and in the opening")
		require.Regexp(t, `fear +2 +`+day+`.*24m\n`, out)
		require.Regexp(t, `narrative +0 `, out)
		require.NotContains(t, out+said, "marked")
	}
}
