package retentiondb_test

import (
	"slices"
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/postgres/retentiondb"
	"example.org/homeward/internal/retention"
)

// A new table without a rule how long its rows are kept fails here.
func TestEveryTableGrowsOldByARule(t *testing.T) {
	t.Parallel()
	db := sqlx.NewDb(pgtest.New(t, postgres.Migrate).Open(t), "postgres")
	var tables []string
	require.NoError(t, db.SelectContext(t.Context(), &tables, `select relname from pg_class where relnamespace = 'app'::regnamespace and relkind in ('r', 'p', 'm', 'f') order by 1`))
	book, err := retention.Load(corridors.Files(), nil)
	require.NoError(t, err)
	kept := retentiondb.Kept()
	ruled := map[retention.Kind][]string{}
	for _, table := range tables {
		keeping, there := kept[table]
		require.True(t, there, "%s: say in retentiondb.Kept by which rule of retention its rows go, or why they stay", table)
		require.True(t, len(keeping.Rules) > 0 || keeping.Why != "", table)
		for _, kind := range keeping.Rules {
			require.NotEmpty(t, book.Rule(kind, "").Source, "%s: there is no rule for %s", table, kind)
			ruled[kind] = append(ruled[kind], table)
		}
	}
	for table := range kept {
		require.Contains(t, tables, table, "no such table")
	}
	purged := retentiondb.PurgedTables()
	for _, kind := range retention.Kinds() {
		require.NotEmpty(t, ruled[kind], "%s is of no table", kind)
		if book.Rule(kind, "").Then != retention.Purge {
			require.Empty(t, purged[kind], "%s is not purged", kind)
			continue
		}
		if slices.Contains(retentiondb.KeyKinds(), kind) || kind.Texts() { // the texts of a case: see text_test.go
			continue
		}
		require.ElementsMatch(t, ruled[kind], purged[kind], "%s is purged where it says that it is", kind)
	}
}
