package postgres

import (
	"context"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/pagedb"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

const taskColumnsRead = `t.case_ref, coalesce(c.operation_ref, '') as operation_ref, c.stage, c.lane, c.origin, c.minor, c.deceased, c.seq,
	t.body, t.told, t.votes, t.outcome, t.state, t.opened_at, t.due_at, r.delivered_at, r.seen_at, t.closed_at`

const taskTables = ` from app.tasks t join app.cases c on c.ref = t.case_ref
	left join app.receipts r on r.case_ref = t.case_ref and r.task = t.task`

type taskRow struct {
	Case        casework.Ref           `db:"case_ref"`
	Operation   casework.Ref           `db:"operation_ref"`
	Stage       casework.Stage         `db:"stage"`
	Lane        casework.Lane          `db:"lane"`
	Origin      casework.Country       `db:"origin"`
	Minor       bool                   `db:"minor"`
	Deceased    bool                   `db:"deceased"`
	Seq         int64                  `db:"seq"`
	Body        db.JSON[casework.Task] `db:"body"`
	Told        []byte                 `db:"told"`
	Votes       []byte                 `db:"votes"`
	Outcome     []byte                 `db:"outcome"`
	State       record.TaskState       `db:"state"`
	OpenedAt    time.Time              `db:"opened_at"`
	DueAt       *time.Time             `db:"due_at"`
	DeliveredAt *time.Time             `db:"delivered_at"`
	SeenAt      *time.Time             `db:"seen_at"`
	ClosedAt    *time.Time             `db:"closed_at"`
}

// taskRow opens the sealed part of a task. Lists do not show votes, so they need not be opened there;
// most rows of an inbox then have nothing to open at all.
func (s *Store) taskRow(ctx context.Context, r *taskRow, now time.Time, votes bool) (record.TaskRow, error) {
	of, id := sealdb.OfCase(r.Case), string(r.Body.V.ID)
	var told sealedTask
	var given []sealedVote
	if _, err := s.box.OpenJSON(ctx, of, sealdb.ColTaskTold, id, r.Told, &told); err != nil {
		return record.TaskRow{}, err
	}
	if votes {
		if _, err := s.box.OpenJSON(ctx, of, sealdb.ColTaskVotes, id, r.Votes, &given); err != nil {
			return record.TaskRow{}, err
		}
	}
	outcome, err := s.box.OpenText(ctx, of, sealdb.ColTaskOutcome, id, r.Outcome)
	return r.row(joinTask(r.Body.V, told, given), casework.Outcome(outcome), now), err
}

func (r *taskRow) row(t casework.Task, outcome casework.Outcome, now time.Time) record.TaskRow {
	out := record.TaskRow{
		Case: r.Case, Operation: r.Operation, Stage: r.Stage, Lane: r.Lane, Origin: r.Origin, Minor: r.Minor, Deceased: r.Deceased,
		Task: t, Status: r.State, Outcome: outcome, Due: r.DueAt, Seq: r.Seq,
		Receipts: record.Receipts{Sent: r.OpenedAt, Delivered: r.DeliveredAt, Opened: r.SeenAt, Decided: r.ClosedAt},
	}
	if !t.ClaimedAt.IsZero() {
		out.Receipts.Claimed = &t.ClaimedAt
	}
	if r.State != record.TaskOpen {
		return out
	}
	if next, running := t.Next(); running {
		out.NextEscalation = &next
	}
	if r.DueAt != nil && t.Pause == nil && now.After(*r.DueAt) {
		out.Overdue = now.Sub(*r.DueAt)
	}
	return out
}

// Task returns one task; fault.NotFound if there is none.
func (s *Store) Task(ctx context.Context, ref casework.Ref, task casework.TaskID) (out record.TaskRow, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		var row taskRow
		err := db.Get(ctx, tx, "find task", &row, `select `+taskColumnsRead+taskTables+`
			where t.case_ref = $1 and t.task = $2`, ref, task)
		if err != nil {
			return db.Missing(err, fault.New(fault.NotFound, "there is no such task"))
		}
		out, err = s.taskRow(ctx, &row, s.now(), true)
		return err
	})
	return out, err
}

// MarkSeen records when a user of the desk first looked at an open task. A second time changes nothing.
func (s *Store) MarkSeen(ctx context.Context, ref casework.Ref, task casework.TaskID) error {
	return s.tx(ctx, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, "mark task as seen", `insert into app.receipts as r (case_ref, task, seen_at)
			select case_ref, task, $3 from app.tasks where case_ref = $1 and task = $2 and state = 'open'
			on conflict (case_ref, task) do update set seen_at = excluded.seen_at where r.seen_at is null`, ref, task, s.now())
		return err
	})
}

// tasksOf lists the open tasks of a case in the order in which they were opened.
func (s *Store) tasksOf(ctx context.Context, tx *db.Tx, ref casework.Ref) ([]record.TaskRow, error) {
	var rows []taskRow
	err := db.List(ctx, tx, "list tasks of case", &rows, `select `+taskColumnsRead+taskTables+`
		where t.case_ref = $1 and t.state = 'open' order by t.opened_seq, t.task`, ref)
	if err != nil {
		return nil, err
	}
	now := s.now()
	out := make([]record.TaskRow, len(rows))
	for i := range rows {
		if out[i], err = s.taskRow(ctx, &rows[i], now, true); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// never is the due time of a task without a clock, for the order of inboxes.
func never() time.Time { return time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC) }

// taskPlace splits the identifier of a task's cursor: case and task.
func taskPlace(id string) (casework.Ref, casework.TaskID) {
	ref, task, _ := strings.Cut(id, "/")
	return casework.Ref(ref), casework.TaskID(task)
}

// Tasks lists tasks: the open ones by when they are due, those without a clock last; ended
// ones, newest first.
func (s *Store) Tasks(ctx context.Context, f record.TaskFilter) (out record.Tasks, err error) {
	now := s.now()
	query, c := taskQuery(f, now)
	err = s.tx(ctx, func(tx *db.Tx) error {
		out = record.Tasks{}
		var rows []taskRow
		if err := db.ReadOrdered(ctx, tx, "list tasks", &rows, query, c.Args...); err != nil {
			return err
		}
		var closed []seal.Subject
		for _, r := range rows {
			if r.Told != nil || r.Outcome != nil {
				closed = append(closed, sealdb.OfCase(r.Case))
			}
		}
		if err := s.box.Prefetch(ctx, closed); err != nil {
			return err
		}
		for i := range rows {
			one, err := s.taskRow(ctx, &rows[i], now, false)
			if err != nil {
				return err
			}
			out.Rows = append(out.Rows, one)
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, f.Page, taskCursor)
		return nil
	})
	return out, err
}

func taskCursor(r record.TaskRow) record.Cursor {
	c := record.Cursor{At: r.Receipts.Sent, ID: string(r.Case) + "/" + string(r.ID)}
	if r.Status != record.TaskOpen {
		return c
	}
	if c.At = never(); r.Due != nil {
		c.At = *r.Due
	}
	return c
}
