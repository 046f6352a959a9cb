package postgres_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/postgres/keydb"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

func keysOf(tb testing.TB, w *dbtest.Env) *keydb.Keys {
	tb.Helper()
	keys, err := keydb.Open(keydb.Options{DSN: w.DB.WorkerDSN, Now: func() time.Time { return time.Unix(0, w.Clock.Load()) }})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = keys.Close() })
	return keys
}

func wrappedAs(keyset string) seal.Wrapped {
	return seal.Wrapped{Keyset: []byte(keyset), KEK: "file:1", Version: 1, MadeAt: dbtest.Day, RotatedAt: dbtest.Day}
}

func TestKeysAreKept(t *testing.T) {
	t.Parallel()
	keys := keysOf(t, dbtest.New(t))
	ctx := t.Context()
	found, err := keys.FindKeys(ctx, []seal.Subject{"case/a"})
	require.NoError(t, err)
	require.Empty(t, found)

	first, err := keys.AddKey(ctx, "case/a", wrappedAs("one"))
	require.NoError(t, err)
	require.Equal(t, wrappedAs("one"), first)
	second, err := keys.AddKey(ctx, "case/a", wrappedAs("two"))
	require.NoError(t, err)
	require.Equal(t, first, second, "the first one wins")

	next := seal.Wrapped{Keyset: []byte("three"), KEK: "vault:transit/homeward:v2", Version: 2, MadeAt: dbtest.Day, RotatedAt: dbtest.Day.Add(time.Hour)}
	for _, want := range []bool{true, false} {
		replaced, err := keys.ReplaceKey(ctx, "case/a", 1, next)
		require.NoError(t, err)
		require.Equal(t, want, replaced, "of two who replace the same version one does")
	}
	found, err = keys.FindKeys(ctx, []seal.Subject{"case/a", "case/b"})
	require.NoError(t, err)
	require.Equal(t, map[seal.Subject]seal.Wrapped{"case/a": next}, found)
}

func TestKeysThatWereDestroyedStayDestroyed(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	keys, ctx := keysOf(t, w), t.Context()
	_, err := keys.AddKey(ctx, "case/a", wrappedAs("one"))
	require.NoError(t, err)
	destroyed, err := keys.DestroyKeys(ctx, []seal.Subject{"case/a", "case/never"})
	require.NoError(t, err)
	require.Equal(t, 1, destroyed, "the other had none")
	destroyed, err = keys.DestroyKeys(ctx, []seal.Subject{"case/a", "case/never"})
	require.NoError(t, err)
	require.Zero(t, destroyed)
	for _, subject := range []seal.Subject{"case/a", "case/never"} {
		stored, err := keys.AddKey(ctx, subject, wrappedAs("again"))
		require.NoError(t, err)
		require.True(t, stored.Destroyed())
		require.Nil(t, stored.Keyset)
		require.Equal(t, dbtest.Day, stored.DestroyedAt)
		replaced, err := keys.ReplaceKey(ctx, subject, stored.Version, wrappedAs("again"))
		require.NoError(t, err)
		require.False(t, replaced)
	}
	db := w.DB.Open(t)
	for name, statement := range map[string]string{
		"brought back": `update app.case_keys set wrapped = 'x', destroyed_at = null where subject = 'case/a'`,
		"dated anew":   `update app.case_keys set destroyed_at = now() where subject = 'case/a'`,
		"removed":      `delete from app.case_keys where subject = 'case/a'`,
		"all removed":  `truncate app.case_keys`,
		"given away":   `update app.case_keys set subject = 'case/b' where subject = 'case/a'`,
		"half":         `insert into app.case_keys (subject, kek, version, made_at, rotated_at) values ('case/c', 'k', 1, now(), now())`,
		"no reference": `insert into app.case_keys (subject, wrapped, kek, version, made_at, rotated_at) values ('Somebody by name', 'x', 'k', 1, now(), now())`,
	} {
		_, err := db.ExecContext(ctx, statement)
		require.Error(t, err, name)
	}
}

func TestKeysAreListedInOrder(t *testing.T) {
	t.Parallel()
	keys := keysOf(t, dbtest.New(t))
	want := []seal.Subject{"case/A", "case/_", "case/a", "house", "list/b"}
	for _, subject := range slices.Backward(want) {
		_, err := keys.AddKey(t.Context(), subject, wrappedAs(string(subject)))
		require.NoError(t, err)
	}
	var got []seal.Subject
	for after := seal.Subject(""); ; {
		page, err := keys.ListKeys(t.Context(), after, 2)
		require.NoError(t, err)
		if len(page) == 0 {
			break
		}
		for _, row := range page {
			require.Equal(t, string(row.Subject), string(row.Keyset))
			got = append(got, row.Subject)
		}
		after = page[len(page)-1].Subject
	}
	require.Equal(t, want, got)
}

func TestOfManyWhoMakeAKeyOneDoes(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	kek := sealtest.NewKEK(t, "test")
	place := seal.Place{Subject: "case/a", Column: "people.name"}
	boxes := make([]*seal.Keyed, 6)
	for i := range boxes {
		boxes[i] = sealtest.With(t, seal.KeyedOptions{Store: keysOf(t, w), KEKs: seal.KEKs{Now: kek}})
	}
	sealed := make([][]byte, len(boxes))
	var all sync.WaitGroup
	for i, box := range boxes {
		all.Go(func() {
			var err error
			if sealed[i], err = box.Seal(context.Background(), place, []byte(dbtest.Mark)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	require.Equal(t, 1, w.Count(t, "app.case_keys"))
	for i := range boxes {
		for _, box := range boxes {
			plain, err := box.Open(t.Context(), place, sealed[i])
			require.NoError(t, err)
			require.Equal(t, dbtest.Mark, string(plain))
		}
	}
}

// If a key is destroyed and made at the same moment, there is none in the end.
func TestOfAMakerAndADestroyerTheDestroyerWins(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	keys, other := keysOf(t, w), keysOf(t, w)
	var all sync.WaitGroup
	for n := range 20 {
		subject := seal.Subject(fmt.Sprintf("case/%02d", n))
		all.Go(func() {
			if _, err := keys.AddKey(context.Background(), subject, wrappedAs("one")); err != nil {
				t.Error(err)
			}
		})
		all.Go(func() {
			if _, err := other.DestroyKeys(context.Background(), []seal.Subject{subject}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	require.Equal(t, 20, w.Count(t, "app.case_keys where wrapped is null"))
}

// A transaction that holds the only connection of its pool can still find a key, and make one.
func TestKeysDoNotWaitForTheRecord(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	box := sealtest.With(t, seal.KeyedOptions{Store: keysOf(t, w)})
	store, err := postgres.Open(postgres.Options{
		DSN: w.DB.WorkerDSN, As: principal.Principal{Kind: principal.Worker}, Box: box, Now: time.Now,
		NewRef: func() casework.Ref { return "r" }, MaxOpen: 1,
	})
	require.NoError(t, err)
	defer func() { _ = store.Close() }()
	w.Store, w.Front = store, w.OpenAs(t, w.DB.APIDSN, box, principal.Principal{})
	first, clocks := dbtest.Opened("case-a")
	w.Stored(t, first.Key, dbtest.OfCase("case-a"), "open", casework.Command{}, record.Words{Opening: &record.Opening{Person: (&dbtest.Marker{}).Person()}})
	w.Write(t, first, clocks...)
	detail, err := w.Case(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, (&dbtest.Marker{}).Person(), *detail.Person)
	require.Empty(t, pgtest.NewSearch(detail.Person.Name).Find(pgtest.Dump(t, w.DB.SuperuserDSN, "app")))
}

func TestKeysThatCannotBeReached(t *testing.T) {
	t.Parallel()
	_, err := keydb.Open(keydb.Options{DSN: "postgres://u:s3cret@nowhere/x", Now: time.Now})
	require.ErrorContains(t, err, "sslmode")
	require.NotContains(t, err.Error(), "s3cret")
	keys, err := keydb.Open(keydb.Options{DSN: "host=/nowhere user=app dbname=homeward sslmode=disable", Now: time.Now})
	require.NoError(t, err)
	defer func() { _ = keys.Close() }()
	_, err = sealtest.With(t, seal.KeyedOptions{Store: keys}).Seal(t.Context(), seal.Place{Subject: "case/a"}, []byte(dbtest.Mark))
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
	require.NotContains(t, err.Error(), dbtest.Mark)
}

// The API seals commands, and so reads and adds keys. It destroys none, and neither does the role
// that reads the audit log; the worker does.
func TestWhoMayDoWhatToKeys(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	as := func(dsn string) *keydb.Keys {
		keys, err := keydb.Open(keydb.Options{DSN: dsn, Now: time.Now})
		require.NoError(t, err)
		t.Cleanup(func() { _ = keys.Close() })
		return keys
	}
	ctx := t.Context()
	for role, keys := range map[string]*keydb.Keys{"api": as(w.DB.APIDSN), "worker": as(w.DB.WorkerDSN)} {
		subject := seal.Subject("case/" + role)
		_, err := keys.AddKey(ctx, subject, wrappedAs(role))
		require.NoError(t, err, role)
		found, err := keys.FindKeys(ctx, []seal.Subject{subject})
		require.NoError(t, err, role)
		require.Len(t, found, 1, role)
		next := wrappedAs("next")
		next.Version = 2
		_, err = keys.ReplaceKey(ctx, subject, 1, next)
		require.Equal(t, role == "worker", err == nil, "%s replaces", role)
		_, err = keys.DestroyKeys(ctx, []seal.Subject{subject})
		require.Equal(t, role == "worker", err == nil, "%s destroys", role)
	}
	_, err := as(w.DB.AuditDSN).FindKeys(ctx, []seal.Subject{"case/api"})
	require.Error(t, err, "an auditor has no business with keys")
	require.Equal(t, 1, w.Count(t, "app.case_keys where wrapped is not null"))
}
