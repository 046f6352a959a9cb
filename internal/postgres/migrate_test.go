package postgres_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/postgres/sealdb"
)

func TestMigrateUpTwiceDownAndUp(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t, nil)
	require.NoError(t, postgres.Migrate(t.Context(), db.DSN))
	require.NoError(t, postgres.Migrate(t.Context(), db.DSN))
	all, err := postgres.Status(t.Context(), db.DSN)
	require.NoError(t, err)
	require.NotEmpty(t, all)
	for i, m := range all {
		require.True(t, i == 0 || m.Version > all[i-1].Version, "each once, in order")
		require.False(t, m.AppliedAt.IsZero(), m.File)
	}
	require.NoError(t, postgres.RollBack(t.Context(), db.DSN))
	var left int
	require.NoError(t, db.Open(t).QueryRowContext(t.Context(),
		`select count(*) from pg_tables where schemaname = 'app' and tablename <> 'goose_db_version'`).Scan(&left))
	require.Zero(t, left, "down takes everything away again")
	require.NoError(t, postgres.Migrate(t.Context(), db.DSN))
}

// A migration seals nothing that an earlier version wrote in clear, because it would still be in clear in
// files and backups, and it unseals nothing.
func TestNothingIsSealedOrUnsealedByAMigration(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t, nil)
	require.NoError(t, postgres.MigrateTo(t.Context(), db.DSN, 7))
	_, err := db.Open(t).ExecContext(t.Context(), `insert into app.commands
		(key, account, desk, agency, role, target_kind, target_ref, name, args, hash, state, created_at, next_at, attempts)
		values ('k', 'a', 'd', 'g', 'r', 'case', 'c', 'decide', '{"outcome": "yes"}', repeat('0', 64), 'pending', now(), now(), 1)`)
	require.NoError(t, err)
	require.ErrorIs(t, postgres.Migrate(t.Context(), db.DSN), postgres.ErrOlder)
	_, err = db.Open(t).ExecContext(t.Context(), `delete from app.commands`)
	require.NoError(t, err)
	require.NoError(t, postgres.Migrate(t.Context(), db.DSN))

	w := dbtest.New(t)
	c, clocks := dbtest.Opened("case-a")
	w.Write(t, c, clocks...)
	require.ErrorContains(t, postgres.MigrateTo(t.Context(), w.DB.DSN, 7), "run migration 9")
}

func TestManyMayMigrateAtOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t, nil)
	var all errgroup.Group
	for range 4 {
		all.Go(func() error { return postgres.Migrate(t.Context(), db.DSN) })
	}
	require.NoError(t, all.Wait())
}

func TestAnAddressMustSayHowItIsProtected(t *testing.T) {
	t.Parallel()
	for name, dsn := range map[string]string{
		"url":       "postgres://app:s3cret@db.example/homeward",
		"keywords":  "host=db.example user=app password=s3cret dbname=homeward",
		"not a url": "postgres://app:s3cret@db.example:no-port/homeward?sslmode=disable",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := postgres.Open(postgres.Options{DSN: dsn, Box: dbtest.NewBox(t), Now: nil, NewRef: nil})
			require.Error(t, err)
			err = postgres.Migrate(t.Context(), dsn)
			require.Error(t, err)
			require.NotContains(t, err.Error(), "s3cret")
		})
	}
}

func TestADatabaseThatIsNotThere(t *testing.T) {
	t.Parallel()
	err := postgres.Migrate(t.Context(), "host=/nowhere user=app dbname=homeward sslmode=disable")
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
}

// notPersonal lists the columns of bytes that are not sealed by a seal.Box, each with the reason why its
// content is useless to a reader.
var notPersonal = []string{
	"case_keys.wrapped",                             // a keyset, encrypted: what a Box is made of
	"people_index.token",                            // a keyed hash
	"audit_leaves.hashes", "audit_leaves.signature", // of events that hold codes only
}

// Every table has a comment and a primary key, and every column of bytes is in the table of sealed columns,
// so personal data cannot be stored in another way.
func TestSchema(t *testing.T) {
	t.Parallel()
	db := sqlx.NewDb(pgtest.New(t, postgres.Migrate).Open(t), "postgres")
	var tables []struct {
		Name    string `db:"name"`
		Comment string `db:"comment"`
		Keyed   bool   `db:"keyed"`
	}
	require.NoError(t, db.SelectContext(t.Context(), &tables, `select c.relname as name, coalesce(obj_description(c.oid), '') as comment,
		exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'p') as keyed
		from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind = 'r' order by 1`))
	require.Greater(t, len(tables), 20)
	for _, table := range tables {
		require.NotEmpty(t, table.Comment, "%s has no comment", table.Name)
		require.True(t, table.Keyed, "%s has no primary key", table.Name)
	}

	var silent []string
	require.NoError(t, db.SelectContext(t.Context(), &silent, `select format('%s.%s', c.relname, a.attname) from pg_class c
		join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		where c.relnamespace = 'app'::regnamespace and c.relkind = 'r' and coalesce(col_description(c.oid, a.attnum), '') = '' order by 1`))
	require.Empty(t, silent, "these columns have no comment, so nobody knows why they may stand in clear")

	var bytes []string
	require.NoError(t, db.SelectContext(t.Context(), &bytes, `select table_name || '.' || column_name from information_schema.columns
		where table_schema = 'app' and data_type = 'bytea' order by 1`),
		"but for the keys themselves, which no Box seals")
	var sealed []string
	for _, c := range sealdb.SealedColumns() {
		require.NotEmpty(t, c.Classes, c.Column)
		sealed = append(sealed, c.Column)
	}
	slices.Sort(sealed)
	require.Equal(t, slices.DeleteFunc(bytes, func(c string) bool { return slices.Contains(notPersonal, c) }), sealed)

	var outside []string
	require.NoError(t, db.SelectContext(t.Context(), &outside, `select schemaname || '.' || tablename from pg_tables
		where schemaname not in ('app', 'pg_catalog', 'information_schema')`))
	require.Empty(t, outside, "only the schema app is ours")
}

// Column names that suggest personal data are allowed only for sealed columns, or for agencies and desks.
func TestNoPersonalColumnUnsealed(t *testing.T) {
	t.Parallel()
	db := sqlx.NewDb(pgtest.New(t, postgres.Migrate).Open(t), "postgres")
	allowed := []string{"agencies.name", "desks.name", "commands.name", "wordings.text_key"} // a code, or of an office
	var columns []struct {
		Name string `db:"name"`
		Type string `db:"type"`
	}
	require.NoError(t, db.SelectContext(t.Context(), &columns, `select table_name || '.' || column_name as name, data_type as type
		from information_schema.columns where table_schema = 'app'`))
	for _, c := range columns {
		_, column, _ := strings.Cut(c.Name, ".")
		for _, word := range []string{"name", "birth", "phone", "address", "mrz", "number", "words", "remark", "text", "note", "raw"} {
			if slices.Contains(strings.Split(column, "_"), word) && !slices.Contains(allowed, c.Name) {
				require.Equal(t, "bytea", c.Type, "%s looks personal and is not sealed", c.Name)
			}
		}
	}
}

// Every foreign key has an index that leads with its columns, so that taking away or
// looking up a row never reads a whole table.
func TestForeignKeysHaveIndexes(t *testing.T) {
	t.Parallel()
	db := sqlx.NewDb(pgtest.New(t, postgres.Migrate).Open(t), "postgres")
	var bare []string
	require.NoError(t, db.SelectContext(t.Context(), &bare, `select k.conrelid::regclass::text || ': ' || k.conname from pg_constraint k
		where k.contype = 'f' and k.connamespace = 'app'::regnamespace and not exists (
		select 1 from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1])`))
	require.Empty(t, bare)
}
