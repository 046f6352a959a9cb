package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/cli"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/kek"
)

// keyed returns an environment with a database, a key and a key log.
func keyed(tb testing.TB) (env map[string]string, db *pgtest.DB) {
	tb.Helper()
	dir := tb.TempDir()
	db = pgtest.New(tb, postgres.Migrate)
	env = map[string]string{
		"DATABASE_URL": db.DSN, "TEMPORAL_ADDRESS": "127.0.0.1:1",
		"HOMEWARD_KEK": "file:" + filepath.Join(dir, "kek.json"), "HOMEWARD_KEY_LOG": filepath.Join(dir, "erased.log"),
		"HOMEWARD_AUDIT_KEY_FILE": filepath.Join(dir, "audit.key"), "HOMEWARD_AUDIT_KEPT_FILE": filepath.Join(dir, "audit.kept"),
		"HOMEWARD_AUDIT_PUBLIC": "@" + filepath.Join(dir, "audit.key.pub"),
	}
	_, said, code := homeward(tb, env, "audit", "key", "--make", env["HOMEWARD_AUDIT_KEY_FILE"])
	require.Zero(tb, code, said)
	out, err, code := homeward(tb, env, "keys", "make", filepath.Join(dir, "kek.json"), "--log", env["HOMEWARD_KEY_LOG"])
	require.Zero(tb, code, err)
	require.Regexp(tb, `Made the key file:[0-9a-f]{8} in `, out)
	return env, db
}

// sealedFor opens the keyring and encrypts a value for each subject.
func sealedFor(tb testing.TB, env map[string]string, subjects ...seal.Subject) *keyring {
	tb.Helper()
	box, err := keyringFromEnv(cli.Env{Lookup: func(name string) (string, bool) { v, ok := env[name]; return v, ok }, Now: func() time.Time { return noon }})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = box.close() })
	for _, subject := range subjects {
		_, err := box.Seal(tb.Context(), seal.Place{Subject: subject, Column: "people.name"}, []byte("a name"))
		require.NoError(tb, err)
	}
	return box
}

func TestKeysAreRotatedAndCounted(t *testing.T) {
	t.Parallel()
	env, _ := keyed(t)
	box := sealedFor(t, env, "case/a", "case/b", "case/c")
	require.NoError(t, box.Destroy(t.Context(), "case/c"))
	old := env["HOMEWARD_KEK"]
	young := filepath.Join(t.TempDir(), "young.json")
	_, said, code := homeward(t, env, "keys", "make", young)
	require.Zero(t, code, said)

	env["HOMEWARD_KEK"] = "file:" + young
	_, said, code = homeward(t, env, "keys", "status")
	require.Equal(t, cli.ExitFailure, code)
	require.Contains(t, said, "2 keysets cannot be decrypted")
	_, said, code = homeward(t, env, "keys", "rotate")
	require.Equal(t, cli.ExitFailure, code)
	require.Contains(t, said, "case/a")
	require.NotContains(t, said, "case/c", "an erased subject has no keys")

	env["HOMEWARD_KEK_FORMERLY"] = old
	out, said, code := homeward(t, env, "keys", "rotate", "--data", "--unless=0s")
	require.Zero(t, code, said)
	require.Contains(t, out, "2 keysets encrypted again, 0 new keys, 0 unchanged, 1 erased", "the clock of the test does not move")
	delete(env, "HOMEWARD_KEK_FORMERLY")
	out, said, code = homeward(t, env, "keys", "status")
	require.Zero(t, code, said)
	require.Contains(t, out, "Erased: 1, in the key log: 1")
	require.Regexp(t, `file:[0-9a-f]{8} +2 +0`, out)
}

func TestARestoredDatabaseIsReported(t *testing.T) {
	t.Parallel()
	env, _ := keyed(t)
	box := sealedFor(t, env, "case/a")
	require.NoError(t, box.log.Append(noon, "case/a")) // erased, and the database is older
	out, said, code := homeward(t, env, "keys", "status")
	require.Zero(t, code, said)
	require.Contains(t, out, "1 erased subjects have keys again")
	_, said, code = homeward(t, env, "keys", "rotate")
	require.Zero(t, code, said)
	require.Contains(t, said, "the database was restored from before erasures")
	require.NotContains(t, said, "case/a", "a log line names no subject without need")
	out, _, _ = homeward(t, env, "keys", "status")
	require.NotContains(t, out, "again")
}

// The settings with which serve and work refuse to start, before they connect to anything.
func TestProductionRefusesToStart(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(tb testing.TB, env map[string]string)
		want   string
		code   int
		only   string // serve or work; "" means both
	}{
		"without the log's key":        {change: gone("HOMEWARD_AUDIT_KEY_FILE"), want: "HOMEWARD_AUDIT_KEY_FILE is missing", code: cli.ExitMisuse, only: "work"},
		"without a place for heads":    {change: gone("HOMEWARD_AUDIT_KEPT_FILE"), want: "HOMEWARD_AUDIT_KEPT_FILE is missing", code: cli.ExitMisuse, only: "work"},
		"without the log's public key": {change: gone("HOMEWARD_AUDIT_PUBLIC"), want: "HOMEWARD_AUDIT_PUBLIC is missing", code: cli.ExitMisuse, only: "serve"},
		"a public key that is none": {change: func(_ testing.TB, env map[string]string) {
			env["HOMEWARD_AUDIT_PUBLIC"] = "hunter"
		}, want: "not the public key of a log", code: cli.ExitFailure, only: "serve"},
		"a log's key that others read": {change: func(tb testing.TB, env map[string]string) {
			tb.Helper()
			require.NoError(tb, os.Chmod(env["HOMEWARD_AUDIT_KEY_FILE"], 0o640))
		}, want: "other accounts can read the key", code: cli.ExitFailure, only: "work"},
		"development's key of a log": {change: func(tb testing.TB, env map[string]string) {
			tb.Helper()
			told, err := devAuditKeys(tb.TempDir())
			require.NoError(tb, err)
			env["HOMEWARD_AUDIT_KEY_FILE"] = told["HOMEWARD_AUDIT_KEY_FILE"]
		}, want: "is for development", code: cli.ExitFailure, only: "work"},
		"without a key":      {change: func(_ testing.TB, env map[string]string) { delete(env, "HOMEWARD_KEK") }, want: "HOMEWARD_KEK is missing", code: cli.ExitMisuse},
		"without a key log":  {change: func(_ testing.TB, env map[string]string) { delete(env, "HOMEWARD_KEY_LOG") }, want: "HOMEWARD_KEY_LOG is missing", code: cli.ExitMisuse},
		"with data in clear": {change: func(_ testing.TB, env map[string]string) { env["HOMEWARD_SEAL"] = "clear" }, want: "HOMEWARD_SEAL no longer exists", code: cli.ExitMisuse},
		"a key that is gone": {change: func(_ testing.TB, env map[string]string) { env["HOMEWARD_KEK"] += "x" }, want: "there is no key file", code: cli.ExitFailure},
		"a log that is gone": {change: func(_ testing.TB, env map[string]string) { env["HOMEWARD_KEY_LOG"] += "x" }, want: "there is no key log", code: cli.ExitFailure},
		"a key others read": {change: func(tb testing.TB, env map[string]string) {
			tb.Helper()
			require.NoError(tb, os.Chmod(strings.TrimPrefix(env["HOMEWARD_KEK"], "file:"), 0o644))
		}, want: "other accounts can read", code: cli.ExitFailure},
		"development's key": {change: func(tb testing.TB, env map[string]string) { tb.Helper(); another(tb, env, true) }, want: "is for development", code: cli.ExitFailure},
		"a Vault over the net": {change: func(_ testing.TB, env map[string]string) {
			env["HOMEWARD_KEK"], env["VAULT_ADDR"], env["VAULT_TOKEN"] = "vault:a/b", "http://vault", "hunter"
		}, want: "VAULT_ADDR must be https", code: cli.ExitMisuse},
		"a key of elsewhere": {change: func(tb testing.TB, env map[string]string) { tb.Helper(); another(tb, env, false) }, want: "no key-encryption key of this process unwraps the keyset", code: cli.ExitFailure},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env, db := keyed(t)
			sealedFor(t, env, seal.Installation)
			tt.change(t, env)
			for command, dsn := range map[string]string{"serve": db.APIDSN, "work": db.WorkerDSN} {
				env["DATABASE_URL"], env["HOMEWARD_ORIGIN"] = dsn, "https://homeward.example"
				if tt.only != "" && tt.only != command {
					continue
				}
				out, said, code := homeward(t, env, command)
				require.Equal(t, tt.code, code, said)
				require.Contains(t, said, tt.want)
				require.NotContains(t, out+said, "hunter")
			}
		})
	}
}

// gone removes a variable.
func gone(name string) func(testing.TB, map[string]string) {
	return func(_ testing.TB, env map[string]string) { delete(env, name) }
}

// another puts another key into the environment.
func another(tb testing.TB, env map[string]string, development bool) {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "kek.json")
	_, err := kek.MakeFile(path, noon, development)
	require.NoError(tb, err)
	env["HOMEWARD_KEK"] = "file:" + path
}

func TestDevKeysAreMadeOnce(t *testing.T) {
	t.Parallel()
	state := t.TempDir()
	first, err := devKeys(state, noon)
	require.NoError(t, err)
	path := strings.TrimPrefix(first["HOMEWARD_KEK"], "file:")
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	second, err := devKeys(state, noon)
	require.NoError(t, err)
	require.Equal(t, first, second)
	require.FileExists(t, strings.TrimPrefix(first["HOMEWARD_AUDIT_PUBLIC"], "@"))
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, before, after)
	_, err = kek.OpenFile(path, false)
	require.ErrorIs(t, err, kek.ErrDevelopment)
	_, err = kek.OpenFile(path, true)
	require.NoError(t, err)
	require.NoError(t, os.Remove(first["HOMEWARD_KEY_LOG"]))
	_, err = devKeys(state, noon)
	require.NoError(t, err)
	require.NoFileExists(t, first["HOMEWARD_KEY_LOG"], "a lost log is not replaced by an empty one")
}
