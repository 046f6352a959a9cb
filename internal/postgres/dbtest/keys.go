package dbtest

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres/keydb"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// Vault has keys in a database, a key-encryption key and a key log.
func Vault(tb testing.TB, w *Env, kek *sealtest.KEK, log *seal.KeyLog) *seal.Keyed {
	tb.Helper()
	now := func() time.Time { return time.Unix(0, w.Clock.Load()) }
	keys, err := keydb.Open(keydb.Options{DSN: w.DB.WorkerDSN, Now: now})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = keys.Close() })
	return sealtest.With(tb, seal.KeyedOptions{Store: keys, KEKs: seal.KEKs{Now: kek}, Log: log, Now: now})
}

// KeyLog makes an empty key log.
func KeyLog(tb testing.TB) *seal.KeyLog {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "erased.log")
	require.NoError(tb, seal.MakeKeyLog(path))
	log, err := seal.OpenKeyLog(path)
	require.NoError(tb, err)
	return log
}

// On opens a database that is there already.
func On(tb testing.TB, db *pgtest.DB) *Env {
	tb.Helper()
	w := &Env{DB: db}
	w.Set(Day)
	return w
}
