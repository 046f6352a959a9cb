package postgres_test

import (
	"testing"

	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record/recordtest"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// conforming is a record whose keys are in its database, as in production.
type conforming struct {
	*dbtest.Env
	*seal.Keyed
}

// The record in PostgreSQL does what the one in memory does, which tests of workflows rely on.
func TestStoreConforms(t *testing.T) {
	t.Parallel()
	recordtest.Run(t, func(tb testing.TB) recordtest.Store {
		tb.Helper()
		w := dbtest.On(tb, pgtest.New(tb, postgres.Migrate))
		box := dbtest.Vault(tb, w, sealtest.NewKEK(tb, "test"), dbtest.KeyLog(tb))
		w.Store = w.Open(tb, w.DB.WorkerDSN, box)
		w.Front = w.OpenAs(tb, w.DB.APIDSN, box, principal.Principal{})
		return conforming{w, box}
	})
}
