package dbtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/record"
)

// Pages reads a list to its end, a few rows at a time.
func Pages[T any](t *testing.T, read func(record.Page) ([]T, *record.Cursor, error)) []T {
	t.Helper()
	var out []T
	page := record.Page{Limit: 3}
	for range 100 {
		rows, next, err := read(page)
		require.NoError(t, err)
		require.LessOrEqual(t, len(rows), 3)
		out = append(out, rows...)
		if next == nil {
			return out
		}
		after, err := record.ParseCursor(next.String()) // as a client sends it
		require.NoError(t, err)
		page.After = after
	}
	require.Fail(t, "the list never ends")
	return nil
}
