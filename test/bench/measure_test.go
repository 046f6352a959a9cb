package bench_test

import (
	"context"
	"database/sql"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/postgres/db"
)

// rounds is how often each list is read; the median counts.
const rounds = 7

// measured is the median of each way to read one list, in one run, and how much the API asked of the database.
type measured struct {
	list

	api, whoami, walled, unwalled time.Duration
	transactions, statements      int
	refused                       bool
}

// measure reads a list in each way, taking turns.
func (f *filled) measure(tb testing.TB, h http.Handler, l list) measured {
	tb.Helper()
	out := measured{list: l}
	if !allowed(tb, h, l) {
		out.refused = true
		return out
	}
	seen := &db.Observed{}
	get(db.Observe(tb.Context(), seen), tb, h, l.who, l.path)
	out.transactions, out.statements = seen.Transactions(), len(seen.Statements())
	principal, reads := split(seen.Statements())
	walls, none := f.pool(tb, f.DB.APIDSN), f.pool(tb, f.DB.SuperuserDSN)
	var api, whoami, walled, unwalled []time.Duration
	for range rounds {
		took, _ := get(tb.Context(), tb, h, l.who, l.path)
		api = append(api, took)
		took, _ = get(tb.Context(), tb, h, l.who, "/whoami")
		whoami = append(whoami, took)
		walled = append(walled, bare(tb, walls, principal, reads))
		unwalled = append(unwalled, bare(tb, none, principal, reads))
	}
	out.api, out.whoami, out.walled, out.unwalled = median(api), median(whoami), median(walled), median(unwalled)
	return out
}

// split parts what names the principal from the reads.
func split(all []db.Statement) (principal db.Statement, reads []db.Statement) {
	for _, s := range all {
		switch {
		case strings.Contains(s.Text, "app.kind"):
			principal = s
		case strings.Contains(s.Text, "set_config"): // how it is planned
		case strings.HasPrefix(strings.TrimSpace(s.Text), "select"), strings.HasPrefix(s.Text, "with"):
			reads = append(reads, s)
		}
	}
	return principal, reads
}

// bare runs statements in one transaction of one connection, and returns how long they took with their rows read.
func bare(tb testing.TB, pool *sql.DB, principal db.Statement, reads []db.Statement) time.Duration {
	tb.Helper()
	ctx := context.WithoutCancel(tb.Context())
	tx, err := pool.BeginTx(ctx, nil)
	require.NoError(tb, err)
	defer func() { require.NoError(tb, tx.Rollback()) }()
	_, err = tx.ExecContext(ctx, principal.Text, principal.Args...)
	require.NoError(tb, err)
	began := time.Now()
	for _, s := range reads {
		drain(ctx, tb, tx, s)
	}
	return time.Since(began)
}

func drain(ctx context.Context, tb testing.TB, tx *sql.Tx, s db.Statement) {
	tb.Helper()
	rows, err := tx.QueryContext(ctx, s.Text, s.Args...)
	require.NoError(tb, err)
	defer func() { require.NoError(tb, rows.Close()) }()
	columns, err := rows.Columns()
	require.NoError(tb, err)
	into := make([]any, len(columns))
	for i := range into {
		into[i] = new(sql.RawBytes)
	}
	for rows.Next() {
		require.NoError(tb, rows.Scan(into...))
	}
	require.NoError(tb, rows.Err())
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}
