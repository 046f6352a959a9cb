package officedb_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
)

// deliver delivers every notice.
func deliver(context.Context, record.Notice) error { return nil }

func TestNoticesLeaveTheOutboxInOrderAndOnce(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	for _, ref := range []casework.Ref{"case-a", "case-b", "case-c", "case-d"} {
		c, clocks := dbtest.Opened(ref)
		w.Write(t, c, clocks...)
	}
	down := errors.New("the mail is down")
	var sent []casework.Ref
	n, err := w.SendNotices(t.Context(), 10, func(_ context.Context, one record.Notice) error {
		if one.Case == "case-c" {
			return down
		}
		sent = append(sent, one.Case)
		return nil
	})
	require.ErrorIs(t, err, down)
	require.Equal(t, 2, n)
	require.Equal(t, []casework.Ref{"case-a", "case-b"}, sent)

	row, err := w.Task(t.Context(), "case-a", "screening#1")
	require.NoError(t, err)
	require.Equal(t, dbtest.Day, *row.Receipts.Delivered)
	waiting := dbtest.Pages(t, func(p record.Page) ([]record.Notice, *record.Cursor, error) {
		p.Limit = 1
		got, err := w.Notices(t.Context(), record.NoticeFilter{Desk: "tha-screener", Unsent: true, Page: p})
		return got.Rows, got.Next, err
	})
	require.Len(t, waiting, 2)
	require.Equal(t, casework.Ref("case-d"), waiting[0].Case)

	n, err = w.SendNotices(t.Context(), 10, func(context.Context, record.Notice) error { return nil })
	require.NoError(t, err)
	require.Equal(t, 2, n)
	n, err = w.SendNotices(t.Context(), 10, func(context.Context, record.Notice) error { return nil })
	require.NoError(t, err)
	require.Zero(t, n)
}
