package operationdb

import (
	"context"

	"example.org/homeward/internal/notice"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
)

type noticeRow struct {
	N int `json:"n"`
	operation.Notice
	changedb.NoticeDue
}

// insertNotices puts notices about an operation into the outbox.
func (w *operationWriter) insertNotices(ctx context.Context) error {
	rows := make([]noticeRow, len(w.Notices))
	for i, n := range w.Notices {
		rows[i] = noticeRow{i, n, changedb.DueOf(notice.Kind(n.Kind), "", w.At, 1)}
	}
	return db.InsertRows(ctx, w.Tx, "insert notices", rows, `insert into app.notices (operation_ref, seq, n, kind, desk, rung, task, created_at, from_desk, urgent, due_at, climbs_at)
		select $2, $3, n, kind, desk, '', '', $4, $5, urgent, due_at, due_at
		from jsonb_to_recordset($1::jsonb) as x (n int, kind text, desk text, urgent boolean, due_at timestamptz)`, w.Ref, w.Seq, w.At, w.By.Desk)
}
