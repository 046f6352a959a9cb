package postgres_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/keydb"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// vault has keys in a database, a key-encryption key and a key log.
func vault(tb testing.TB, w *env, kek *sealtest.KEK, log *seal.KeyLog) *seal.Keyed {
	tb.Helper()
	now := func() time.Time { return time.Unix(0, w.clock.Load()) }
	keys, err := keydb.Open(keydb.Options{DSN: w.db.WorkerDSN, Now: now})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = keys.Close() })
	return sealtest.With(tb, seal.KeyedOptions{Store: keys, KEKs: seal.KEKs{Now: kek}, Log: log, Now: now})
}

func keyLog(tb testing.TB) *seal.KeyLog {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "erased.log")
	require.NoError(tb, seal.MakeKeyLog(path))
	log, err := seal.OpenKeyLog(path)
	require.NoError(tb, err)
	return log
}

// envOn opens a database that is there already.
func envOn(tb testing.TB, db *pgtest.DB) *env {
	tb.Helper()
	w := &env{db: db}
	w.set(day)
	return w
}

// Yesterday's backup brings her case, her key and her place in the index back; the key log,
// which is kept elsewhere, does not let it.
func TestARestoredBackupBringsNoErasedPersonBack(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	kek, log := sealtest.NewKEK(t, "test"), keyLog(t)
	live := envOn(t, pgtest.New(t, postgres.Migrate))
	box := vault(t, live, kek, log)
	live.Store = live.open(t, live.db.WorkerDSN, box)
	live.front = live.openAs(t, live.db.APIDSN, box, principal.Principal{})
	m := &marker{}
	tellAll(t, live, m)
	before, err := live.Funnel(ctx, "op-1")
	require.NoError(t, err)

	yesterday := pgtest.Dump(t, live.db.SuperuserDSN, "app")
	require.NoError(t, box.Destroy(ctx, "case/case-a"))
	require.NoError(t, live.StripCase(ctx, "case-a", day))

	// The disk fails. The backup, the key-encryption key and the key log are left.
	restored := envOn(t, pgtest.New(t, nil))
	pgtest.Restore(t, restored.db.DSN, yesterday)
	require.Equal(t, 1, restored.count(t, "app.people where case_ref = 'case-a'"), "the backup holds her")
	again := vault(t, restored, kek, log)
	restored.Store = restored.open(t, restored.db.WorkerDSN, again)

	// Even before anything is put right nothing of her can be opened.
	found, err := restored.Case(ctx, "case-a")
	require.NoError(t, err)
	require.True(t, found.Erased)
	require.Empty(t, found.Person)

	done, err := again.Replay(ctx)
	require.NoError(t, err)
	require.Equal(t, 1, done.Restored, "her key was there again, and is not any more")
	half, err := restored.HalfErased(ctx)
	require.NoError(t, err)
	require.Equal(t, []casework.Ref{"case-a"}, half)
	require.NoError(t, restored.StripCase(ctx, "case-a", day))
	half, err = restored.HalfErased(ctx)
	require.NoError(t, err)
	require.Empty(t, half)
	require.Zero(t, restored.count(t, "app.people where case_ref = 'case-a'"))
	require.Zero(t, restored.count(t, "app.people_index where case_ref = 'case-a'"))
	require.Equal(t, 1, restored.count(t, "app.case_keys where subject = 'case/case-a' and wrapped is null"))
	after, err := restored.Funnel(ctx, "op-1")
	require.NoError(t, err)
	require.Equal(t, before, after, "counts still add up")
	neighbour, err := restored.Case(ctx, "case-0001")
	require.NoError(t, err)
	require.False(t, neighbour.Erased, "nobody else is lost")
	require.NotEmpty(t, neighbour.Person.Name)
}

// An attacker with a backup from before the erasure and the key-encryption key of that time, who ignores the
// key log, can read her data. The backup can no longer be read only after that key-encryption key is
// destroyed too (see homeward keys rotate).
func TestWithoutTheKeyLogABackupStillOpens(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	kek := sealtest.NewKEK(t, "test")
	live := envOn(t, pgtest.New(t, postgres.Migrate))
	box := vault(t, live, kek, keyLog(t))
	live.Store = live.open(t, live.db.WorkerDSN, box)
	live.front = live.openAs(t, live.db.APIDSN, box, principal.Principal{})
	tellAll(t, live, &marker{})
	yesterday := pgtest.Dump(t, live.db.SuperuserDSN, "app")
	require.NoError(t, box.Destroy(ctx, "case/case-a"))

	for name, c := range map[string]struct {
		kek   *sealtest.KEK
		opens bool
	}{
		"with the key-encryption key of that day": {kek, true},
		"with another": {sealtest.NewKEK(t, "test"), false},
	} {
		restored := envOn(t, pgtest.New(t, nil))
		pgtest.Restore(t, restored.db.DSN, yesterday)
		restored.Store = restored.open(t, restored.db.WorkerDSN, vault(t, restored, c.kek, keyLog(t)))
		found, err := restored.Case(ctx, "case-a")
		if c.opens {
			require.NoError(t, err, "%s", name)
			require.NotEmpty(t, found.Person.Name, "%s", name)
		} else {
			require.Error(t, err, "%s", name)
		}
	}
}
