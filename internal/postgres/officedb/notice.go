package officedb

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/pagedb"
	"example.org/homeward/internal/record"
)

const noticeColumns = `n.id, n.kind, n.desk, n.role, n.rung, n.urgent, n.from_desk, coalesce(n.case_ref, '') as case_ref, n.task,
	coalesce(n.movement_ref, '') as movement_ref, coalesce(n.operation_ref, '') as operation_ref, coalesce(n.erasure_ref, '') as erasure_ref,
	coalesce(n.reading_ref, '') as reading_ref, n.created_at, n.sent_at, n.stopped_at,
	n.due_at, n.read_at, coalesce(n.read_by, '') as read_by, n.escalated_at, coalesce(n.escalated_to, '') as escalated_to,
	coalesce(n.raises, 0) as raises, n.raised_for, n.raised`

type noticeLine struct {
	ID          int64                    `db:"id"`
	Kind        string                   `db:"kind"`
	Desk        casework.DeskID          `db:"desk"`
	Role        casework.Role            `db:"role"`
	Level       casework.EscalationLevel `db:"rung"`
	Urgent      bool                     `db:"urgent"`
	From        casework.DeskID          `db:"from_desk"`
	Case        casework.Ref             `db:"case_ref"`
	Task        casework.TaskID          `db:"task"`
	Movement    casework.Ref             `db:"movement_ref"`
	Operation   casework.Ref             `db:"operation_ref"`
	Erasure     casework.Ref             `db:"erasure_ref"`
	Review      casework.Ref             `db:"reading_ref"`
	CreatedAt   time.Time                `db:"created_at"`
	SentAt      *time.Time               `db:"sent_at"`
	StoppedAt   *time.Time               `db:"stopped_at"`
	DueAt       *time.Time               `db:"due_at"`
	ReadAt      *time.Time               `db:"read_at"`
	ReadBy      casework.AccountID       `db:"read_by"`
	EscalatedAt *time.Time               `db:"escalated_at"`
	EscalatedTo casework.DeskID          `db:"escalated_to"`
	Raises      int64                    `db:"raises"`
	RaisedFor   casework.DeskID          `db:"raised_for"`
	Raised      int                      `db:"raised"`
}

// Notices lists the notices of the outbox, newest first.
func (s *OfficeStore) Notices(ctx context.Context, f record.NoticeFilter) (out record.Notices, err error) {
	var c db.Conditions
	c.Equal("n.case_ref", string(f.Case))
	c.Equal("n.movement_ref", string(f.Movement))
	c.Equal("n.desk", string(f.Desk))
	if len(f.IDs) > 0 {
		c.And("n.id = any (?)", pq.Int64Array(f.IDs))
	}
	c.Whether("n.read_at is null and n.due_at is not null and n.stopped_at is null", f.Unread)
	c.Whether("n.urgent", f.Urgent)
	if f.Unsent {
		c.And("n.sent_at is null and n.stopped_at is null")
	}
	if after := f.Page.After; after != nil {
		id, err := strconv.ParseInt(after.ID, 10, 64)
		if err != nil {
			return out, record.InvalidCursor()
		}
		c.And("n.id < ?", id)
	}
	query := `select ` + noticeColumns + ` from app.notices n` + c.Where() + ` order by n.id desc limit ` + c.Arg(f.Page.Size()+1)
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = record.Notices{}
		var rows []noticeLine
		if err := db.ReadOrdered(ctx, tx, "list notices", &rows, query, c.Args...); err != nil {
			return err
		}
		for _, r := range rows {
			out.Rows = append(out.Rows, record.Notice(r))
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, f.Page, func(n record.Notice) record.Cursor {
			return record.Cursor{At: n.CreatedAt, ID: strconv.FormatInt(n.ID, 10)}
		})
		return nil
	})
	return out, err
}

// noticesTogether is the number of notices that are sent in one transaction, and so the largest number
// that may be sent twice if the answer of the database is lost.
const noticesTogether = 20

// SendNotices calls send for up to limit waiting notices, oldest first, marks those that were sent
// without an error, and returns their number. A notice may be sent twice if the answer of the
// database is lost, but never by two callers at once. The tasks that notices announce count as
// delivered. The first error of send ends the call and is returned.
func (s *OfficeStore) SendNotices(ctx context.Context, limit int, send func(context.Context, record.Notice) error) (int, error) {
	sent := 0
	for sent < limit {
		together := min(noticesTogether, limit-sent)
		n, err := s.sendSome(ctx, together, send)
		sent += n
		if err != nil || n < together {
			return sent, err
		}
	}
	return sent, nil
}

func (s *OfficeStore) sendSome(ctx context.Context, limit int, send func(context.Context, record.Notice) error) (sent int, err error) {
	var refused error
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		sent, refused = 0, nil
		var rows []noticeLine
		err := db.List(ctx, tx, "take notices", &rows, `select `+noticeColumns+` from app.notices n
			where n.sent_at is null and n.stopped_at is null order by n.id limit $1 for update skip locked`, limit)
		if err != nil {
			return err
		}
		var ids pq.Int64Array
		for _, r := range rows {
			if refused = send(ctx, record.Notice(r)); refused != nil {
				break
			}
			ids = append(ids, r.ID)
		}
		if sent = len(ids); sent == 0 {
			return nil
		}
		return s.markSent(ctx, tx, ids)
	})
	if err != nil {
		return 0, err
	}
	if refused != nil {
		return sent, fmt.Errorf("send notice: %w", refused)
	}
	return sent, nil
}

func (s *OfficeStore) markSent(ctx context.Context, tx *db.Tx, ids pq.Int64Array) error {
	now := s.db.Now()
	if _, err := db.Exec(ctx, tx, "mark notices", `update app.notices set sent_at = $2 where id = any($1)`, ids, now); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, "mark deliveries", `insert into app.receipts as r (case_ref, task, delivered_at)
		select distinct t.case_ref, t.task, $2::timestamptz from app.notices n join app.tasks t on t.case_ref = n.case_ref and t.task = n.task
		where n.id = any($1) and n.kind = $3
		on conflict (case_ref, task) do update set delivered_at = excluded.delivered_at where r.delivered_at is null`,
		ids, now, casework.NoticeTaskOpened)
	return err
}
