package pgtest_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/pgtest"
)

var migrations atomic.Int32

func migrate(ctx context.Context, dsn string) error {
	migrations.Add(1)
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, `create schema app; create table app.notes (n int)`)
	return err
}

func leaky(ctx context.Context, dsn string) error {
	db, err := sql.Open("postgres", dsn) // never closed, on purpose
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `create table leaky (n int)`)
	return err
}

func TestEveryTestHasItsOwnDatabase(t *testing.T) {
	t.Parallel()
	for i := range 8 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			db := pgtest.New(t, migrate).Open(t)
			_, err := db.ExecContext(t.Context(), `insert into app.notes values ($1)`, i)
			require.NoError(t, err)
			var n, sum int
			require.NoError(t, db.QueryRowContext(t.Context(), `select count(*), sum(n) from app.notes`).Scan(&n, &sum))
			require.Equal(t, 1, n)
			require.Equal(t, i, sum)
			require.EqualValues(t, 1, migrations.Load(), "the template is migrated once")
		})
	}
}

func TestDatabaseIsDroppedWithItsTest(t *testing.T) {
	t.Parallel()
	outer := pgtest.New(t, nil).Open(t)
	var name string
	t.Run("inner", func(t *testing.T) {
		db := pgtest.New(t, migrate)
		name = db.Name
		require.NoError(t, db.Open(t).PingContext(t.Context()))
	})
	var there bool
	require.NoError(t, outer.QueryRowContext(t.Context(), `select exists (select from pg_database where datname = $1)`, name).Scan(&there))
	require.False(t, there)
}

func TestMigrationThatLeavesASessionOpen(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t, leaky).Open(t)
	_, err := db.ExecContext(t.Context(), `insert into leaky values (1)`)
	require.NoError(t, err)
}

func TestOwnerIsNoSuperuser(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t, migrate)
	var super string
	require.NoError(t, db.Open(t).QueryRowContext(t.Context(), `show is_superuser`).Scan(&super))
	require.Equal(t, "off", super)
	admin, err := sql.Open("postgres", db.SuperuserDSN)
	require.NoError(t, err)
	defer admin.Close()
	require.NoError(t, admin.QueryRowContext(t.Context(), `show is_superuser`).Scan(&super))
	require.Equal(t, "on", super)
}

// caught is a testing.TB that records a failure, so that a test can check it.
type caught struct {
	testing.TB
	said string
}

func (c *caught) Helper() {}

func (c *caught) Fatalf(format string, args ...any) {
	c.said = fmt.Sprintf(format, args...)
	panic(c)
}

func TestMigrationThatFailsFailsTheTest(t *testing.T) {
	t.Parallel()
	c := &caught{TB: t}
	func() {
		defer func() { _ = recover() }()
		pgtest.New(c, broken)
	}()
	require.Contains(t, c.said, "no such luck")
}

func broken(context.Context, string) error { return errors.New("no such luck") }
