package bench_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	_ "github.com/lib/pq" // the driver
	"github.com/stretchr/testify/require"
)

// BenchmarkLists opens few and then many cases, and prints a table: for each list with each filter and for each
// desk, what the API takes beyond GET /whoami beside its statements run bare, with row security and without, and how
// much it grew.
//
//	go test -run '^$' -bench Lists -benchtime 1x -timeout 60m ./test/bench
func BenchmarkLists(b *testing.B) {
	few, many := sizes(b)
	f := fill(b)
	h := f.serve(b)
	f.upTo(b, few)
	small := f.measureAll(b, h)
	f.upTo(b, many)
	large := f.measureAll(b, h)
	_, _ = fmt.Fprintf(os.Stdout, "%-70s %-20s %8s %8s %8s %8s %7s %7s %7s %5s %5s\n", "list", "role", "api ms", "whoami", "walled", "unwalled", "/walled", "/unwall", "growth", "tx", "sql")
	for i, l := range large {
		if l.refused {
			continue
		}
		net := l.api - l.whoami
		growth := 0.0 // there was none to compare with
		if !small[i].refused {
			growth = ratio(net, small[i].api-small[i].whoami)
		}
		_, _ = fmt.Fprintf(os.Stdout, "%-70s %-20s %8.2f %8.2f %8.2f %8.2f %7.2f %7.2f %7.2f %5d %5d\n", l.path, l.who.role, ms(l.api), ms(l.whoami), ms(l.walled), ms(l.unwalled),
			ratio(net, l.walled), ratio(net, l.unwalled), growth, l.transactions, l.statements)
	}
	f.printDisk(b)
	f.explain(b, h)
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func ratio(a, b time.Duration) float64 { return float64(a) / float64(max(b, time.Microsecond)) }

// sizes are the numbers of cases: BENCH_CASES="few many", 2000 and 20000 without it.
func sizes(tb testing.TB) (few, many int) {
	tb.Helper()
	few, many = 2000, 20000
	if set := os.Getenv("BENCH_CASES"); set != "" {
		_, err := fmt.Sscan(set, &few, &many)
		require.NoError(tb, err)
	}
	return few, many
}

func (f *filled) measureAll(tb testing.TB, h http.Handler) []measured {
	tb.Helper()
	var out []measured
	for _, l := range lists() {
		out = append(out, f.measure(tb, h, l))
	}
	return out
}

func (f *filled) pool(tb testing.TB, dsn string) *sql.DB {
	tb.Helper()
	if f.pools[dsn] == nil {
		pool, err := sql.Open("postgres", dsn)
		require.NoError(tb, err)
		tb.Cleanup(func() { _ = pool.Close() })
		pool.SetMaxIdleConns(1)
		f.pools[dsn] = pool
	}
	return f.pools[dsn]
}

// allowed reports whether the officer may read the list at all.
func allowed(tb testing.TB, h http.Handler, l list) bool {
	tb.Helper()
	r := httptest.NewRequestWithContext(context.WithoutCancel(tb.Context()), http.MethodGet, l.path, http.NoBody)
	r.Header.Set("Authorization", string(l.who.desk)+"|"+string(l.who.role)+"|"+l.who.account)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code == http.StatusOK
}

// printDisk prints what the record takes on disk.
func (f *filled) printDisk(tb testing.TB) {
	tb.Helper()
	rows, err := f.Behind(tb).QueryContext(tb.Context(), `select relname, pg_table_size(c.oid), pg_indexes_size(c.oid) from pg_class c
		where relnamespace = 'app'::regnamespace and relkind = 'r' union all
		select 'all', sum(pg_table_size(oid)), sum(pg_indexes_size(oid)) from pg_class where relnamespace = 'app'::regnamespace and relkind = 'r'
		order by 2 desc limit 14`)
	require.NoError(tb, err)
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name string
		var table, indexes int64
		require.NoError(tb, rows.Scan(&name, &table, &indexes))
		_, _ = fmt.Fprintf(os.Stdout, "disk %-24s tables %7.1f MB  indexes %7.1f MB\n", name, float64(table)/(1<<20), float64(indexes)/(1<<20))
	}
	require.NoError(tb, rows.Err())
}
