package bench_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/postgres/db"
)

// explain prints the plans of one list if BENCH_EXPLAIN="role path" names it. Arguments are not printed.
func (f *filled) explain(tb testing.TB, h http.Handler) {
	tb.Helper()
	for one := range strings.SplitSeq(os.Getenv("BENCH_EXPLAIN"), ";") {
		role, path, named := strings.Cut(one, " ")
		if !named {
			continue
		}
		seen := &db.Observed{}
		get(db.Observe(tb.Context(), seen), tb, h, desks()[role], path)
		principal, reads := split(seen.Statements())
		for _, s := range reads {
			f.plan(tb, principal, s)
		}
	}
}

func (f *filled) plan(tb testing.TB, principal, s db.Statement) {
	tb.Helper()
	ctx := context.WithoutCancel(tb.Context())
	tx, err := f.pool(tb, f.DB.APIDSN).BeginTx(ctx, nil)
	require.NoError(tb, err)
	defer func() { require.NoError(tb, tx.Rollback()) }()
	_, err = tx.ExecContext(ctx, principal.Text, principal.Args...)
	require.NoError(tb, err)
	rows, err := tx.QueryContext(ctx, `explain (analyze, buffers) `+s.Text, s.Args...)
	require.NoError(tb, err)
	defer func() { require.NoError(tb, rows.Close()) }()
	_, _ = fmt.Fprintln(os.Stdout, "--", s.Text)
	for rows.Next() {
		var line string
		require.NoError(tb, rows.Scan(&line))
		_, _ = fmt.Fprintln(os.Stdout, line)
	}
	require.NoError(tb, rows.Err())
}
