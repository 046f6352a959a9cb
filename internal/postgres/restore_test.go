package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/seal/sealtest"
)

// Yesterday's backup brings her case, her key and her place in the index back; the key log,
// which is kept elsewhere, does not let it.
func TestARestoredBackupBringsNoErasedPersonBack(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	kek, log := sealtest.NewKEK(t, "test"), dbtest.KeyLog(t)
	live := dbtest.On(t, pgtest.New(t, postgres.Migrate))
	box := dbtest.Vault(t, live, kek, log)
	live.Store = live.Open(t, live.DB.WorkerDSN, box)
	live.Front = live.OpenAs(t, live.DB.APIDSN, box, principal.Principal{})
	m := &dbtest.Marker{}
	dbtest.TellAll(t, live, m)
	before, err := live.Funnel(ctx, "op-1")
	require.NoError(t, err)

	yesterday := pgtest.Dump(t, live.DB.SuperuserDSN, "app")
	require.NoError(t, box.Destroy(ctx, "case/case-a"))
	require.NoError(t, live.StripCase(ctx, "case-a", dbtest.Day))

	// The disk fails. The backup, the key-encryption key and the key log are left.
	restored := dbtest.On(t, pgtest.New(t, nil))
	pgtest.Restore(t, restored.DB.DSN, yesterday)
	require.Equal(t, 1, restored.Count(t, "app.people where case_ref = 'case-a'"), "the backup holds her")
	again := dbtest.Vault(t, restored, kek, log)
	restored.Store = restored.Open(t, restored.DB.WorkerDSN, again)

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
	require.NoError(t, restored.StripCase(ctx, "case-a", dbtest.Day))
	half, err = restored.HalfErased(ctx)
	require.NoError(t, err)
	require.Empty(t, half)
	require.Zero(t, restored.Count(t, "app.people where case_ref = 'case-a'"))
	require.Zero(t, restored.Count(t, "app.people_index where case_ref = 'case-a'"))
	require.Equal(t, 1, restored.Count(t, "app.case_keys where subject = 'case/case-a' and wrapped is null"))
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
	live := dbtest.On(t, pgtest.New(t, postgres.Migrate))
	box := dbtest.Vault(t, live, kek, dbtest.KeyLog(t))
	live.Store = live.Open(t, live.DB.WorkerDSN, box)
	live.Front = live.OpenAs(t, live.DB.APIDSN, box, principal.Principal{})
	dbtest.TellAll(t, live, &dbtest.Marker{})
	yesterday := pgtest.Dump(t, live.DB.SuperuserDSN, "app")
	require.NoError(t, box.Destroy(ctx, "case/case-a"))

	for name, c := range map[string]struct {
		kek   *sealtest.KEK
		opens bool
	}{
		"with the key-encryption key of that day": {kek, true},
		"with another": {sealtest.NewKEK(t, "test"), false},
	} {
		restored := dbtest.On(t, pgtest.New(t, nil))
		pgtest.Restore(t, restored.DB.DSN, yesterday)
		restored.Store = restored.Open(t, restored.DB.WorkerDSN, dbtest.Vault(t, restored, c.kek, dbtest.KeyLog(t)))
		found, err := restored.Case(ctx, "case-a")
		if c.opens {
			require.NoError(t, err, "%s", name)
			require.NotEmpty(t, found.Person.Name, "%s", name)
		} else {
			require.Error(t, err, "%s", name)
		}
	}
}
