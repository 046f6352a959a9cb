package postgres_test

import (
	"testing"

	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record/recordtest"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// conforming is a record whose keys are in its database, as in production.
type conforming struct {
	*env
	*seal.Keyed
}

// The record in PostgreSQL does what the one in memory does, which tests of workflows rely on.
func TestStoreConforms(t *testing.T) {
	t.Parallel()
	recordtest.Run(t, func(tb testing.TB) recordtest.Store {
		tb.Helper()
		w := envOn(tb, pgtest.New(tb, postgres.Migrate))
		box := vault(tb, w, sealtest.NewKEK(tb, "test"), keyLog(tb))
		w.Store = w.open(tb, w.db.WorkerDSN, box)
		w.front = w.openAs(tb, w.db.APIDSN, box, principal.Principal{})
		return conforming{w, box}
	})
}
