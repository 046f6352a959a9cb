package officedb

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/notice"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/record"
)

// seenRow is what is on record of an account that asks for a file: the groups of the file, and for each of them how
// many other files the account has read, and the state of its newest review within a day.
type seenRow struct {
	Origin          string        `db:"origin"`
	Operation       string        `db:"operation"`
	Held            bool          `db:"held"`
	OriginHour      int           `db:"origin_hour"`
	OriginDay       int           `db:"origin_day"`
	OriginReview    reading.State `db:"origin_review"`
	OperationHour   int           `db:"operation_hour"`
	OperationDay    int           `db:"operation_day"`
	OperationReview reading.State `db:"operation_review"`
}

const findSeen = `select f.origin, f.operation, n.*,
	exists (select from app.reading_reviews v where v.account = $1 and v.state = 'rejected') as held,
	coalesce((select v.state from app.reading_reviews v where v.account = $1 and v.kind = 'origin' and v.value = f.origin
		and v.began_at > $4 order by v.began_at desc limit 1), '') as origin_review,
	coalesce((select v.state from app.reading_reviews v where v.account = $1 and v.kind = 'operation' and v.value = f.operation
		and v.began_at > $4 order by v.began_at desc limit 1), '') as operation_review
	from (select c.origin, coalesce(c.operation_ref, '') as operation from app.cases c where c.ref = $2) f,
	lateral (select count(*) filter (where r.origin = f.origin and r.read_at > $3) as origin_hour,
			count(*) filter (where r.origin = f.origin) as origin_day,
			count(*) filter (where r.operation_ref = f.operation and r.read_at > $3) as operation_hour,
			count(*) filter (where r.operation_ref = f.operation) as operation_day
		from app.file_reads r where r.account = $1 and r.case_ref <> $2 and r.read_at > $4) n`

// seen lists the groups of the file as the rules need them. A case of no operation is in one group only.
func (r seenRow) seen() []reading.Seen {
	out := []reading.Seen{{Group: reading.ByOrigin, Hour: r.OriginHour, Day: r.OriginDay, Review: r.OriginReview}}
	if r.Operation != "" {
		out = append(out, reading.Seen{Group: reading.ByOperation, Hour: r.OperationHour, Day: r.OperationDay, Review: r.OperationReview})
	}
	return out
}

// value is the state or the operation of a group.
func (r seenRow) value(g reading.Group) string {
	if g == reading.ByOperation {
		return r.Operation
	}
	return r.Origin
}

// CountFileRead counts that an account reads a file which its work does not explain, or returns reading.Refusal. All
// reads of one account are counted one after another, so that no two of them take the last place. The first refusal
// begins a review, with a notice to the data protection officer. It returns fault.NotFound for a case that the
// principal does not see. A count from a moment before the database crashed may be lost; a review is not.
func (s *OfficeStore) CountFileRead(ctx context.Context, f record.FileRead) error {
	var refusal error
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		refusal = nil
		_, err := db.Exec(ctx, tx, "lock file reads",
			`select pg_advisory_xact_lock(hashtextextended('file_reads/' || $1, 0)), set_config('synchronous_commit', 'off', true)`, f.By.Account)
		if err != nil {
			return err
		}
		now := s.db.Now()
		var row seenRow
		err = db.Get(ctx, tx, "find file reads", &row, findSeen, f.By.Account, f.Case, now.Add(-reading.ShortWindow), now.Add(-reading.LongWindow))
		if err != nil {
			return db.Missing(err, fault.New(fault.NotFound, "there is no such case"))
		}
		verdict := reading.Decide(f.Limit, row.Held, row.seen()...)
		if verdict.Why == "" {
			return countRead(ctx, tx, f, row, now)
		}
		refusal, err = refuseRead(ctx, tx, f, row, verdict, now)
		return err
	})
	if err != nil {
		return err
	}
	return refusal
}

func countRead(ctx context.Context, tx *db.Tx, f record.FileRead, row seenRow, now time.Time) error {
	_, err := db.Exec(ctx, tx, "count file read", `insert into app.file_reads (account, role, case_ref, origin, operation_ref, read_at)
		values ($1, $2, $3, $4, $5, $6) on conflict (account, case_ref) do update set role = excluded.role, origin = excluded.origin, operation_ref = excluded.operation_ref, read_at = excluded.read_at`,
		f.By.Account, f.By.Role, f.Case, row.Origin, row.Operation, now)
	return err
}

// refuseRead returns the refusal, after it has begun a review if none is running for the group.
func refuseRead(ctx context.Context, tx *db.Tx, f record.FileRead, row seenRow, v reading.Verdict, now time.Time) (error, error) {
	if v.Why == reading.Held {
		return reading.Refusal(v.Why, reading.HeldFor), nil
	}
	var leaves time.Time
	err := db.Get(ctx, tx, "find oldest file read", &leaves, `select read_at from app.file_reads where account = $1 and case_ref <> $2 and read_at > $3
		and case when $4 = 'origin' then origin else operation_ref end = $5 order by read_at limit 1 offset $6`,
		f.By.Account, f.Case, now.Add(-v.Window), v.Group, row.value(v.Group), v.Leave-1)
	if err != nil {
		return nil, err
	}
	for _, seen := range row.seen() {
		if seen.Group == v.Group && seen.Review == "" {
			err = beginReview(ctx, tx, f, row.value(v.Group), seen, v, now)
		}
	}
	return reading.Refusal(v.Why, leaves.Add(v.Window).Sub(now)), err
}

// beginReview stores a review with its notice; neither may be lost.
func beginReview(ctx context.Context, tx *db.Tx, f record.FileRead, value string, seen reading.Seen, v reading.Verdict, now time.Time) error {
	files := seen.Day
	if v.Window == reading.ShortWindow {
		files = seen.Hour
	}
	_, err := db.Exec(ctx, tx, "begin reading review", `with kept as (select set_config('synchronous_commit', 'on', true))
		insert into app.reading_reviews (ref, account, desk, agency, role, to_desk, to_agency, corridor, version, kind, value, hours, files, state, began_at)
		select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'unexplained', $14 from kept`,
		f.Review, f.By.Account, f.By.Desk, f.By.Agency, f.By.Role, f.To.Desk, f.To.Agency, f.Corridor, f.Version,
		v.Group, value, int(v.Window/time.Hour), files, now)
	if err != nil {
		return err
	}
	return tellReview(ctx, tx, f.Review, f.By.Desk, f.To.Desk, 0, now)
}

// tellReview adds the notice about a review: the nth, from 0.
func tellReview(ctx context.Context, tx *db.Tx, review casework.Ref, from, to casework.DeskID, n int, now time.Time) error {
	due := changedb.DueOf(notice.ManyFiles, "", now, 1)
	_, err := db.Exec(ctx, tx, "note reading review", `insert into app.notices (kind, desk, role, rung, urgent, from_desk, task, reading_ref, seq, n, created_at, due_at, climbs_at)
		values ($1, $2, $3, '', $4, $5, '', $6, $7, 0, $8, $9, $9)`,
		notice.ManyFiles, to, casework.RoleDPO, due.Urgent, from, review, n, now, due.DueAt)
	return err
}
