package officedb

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/notice"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// unknownAgain is how long a notice waits whose case follows a corridor that this program does not have.
const unknownAgain = 10 * time.Minute

// deskSees is true if officers of desk d may see something of case c: their desk or agency has a part in it or
// access to it, or their agency leads referrals in its host state. It follows the policy of app.cases.
const deskSees = `(d.country <> all (c.feared) or exists (select from app.case_parts p
		where p.case_ref = c.ref and p.desk = d.id and p.ended_at is null and p.how = 'owes'))
	and (exists (select from app.case_parts p join app.desks o on o.id = p.desk where p.case_ref = c.ref and p.ended_at is null
			and (p.desk = d.id or p.how in ('waits', 'part') and o.agency = d.agency))
		or exists (select from app.case_access x where x.case_ref = c.ref and x.kind = 'grant' and x.agency = d.agency and x.ended_at is null
			and (x.until is null or x.until > $1))
		or d.country = c.host and exists (select from app.desks l where l.agency = d.agency and l.kind = 'registrar'))`

// takeUnread takes the notices whose time to be read is over. One is settled if it does not climb any more: it was
// read, at its desk or above it; it was stopped; its task is closed; the proposal that it is about was answered,
// withdrawn or proposed again, or has expired; or the desk does not see the case any more.
const takeUnread = `select ` + noticeColumns + `, coalesce(c.corridor, v.corridor, '') as corridor, coalesce(c.version, v.version, 0) as version, coalesce(m.desk, op.lead, '') as lead, n.climbed,
	n.read_at is not null or n.stopped_at is not null
		or exists (select from app.notices r where r.raises = n.id and r.read_at is not null)
		or exists (select from app.tasks t where t.case_ref = n.case_ref and t.task = n.task and t.state <> 'open')
		or n.kind = $3 and (n.created_at <= $5 or exists (select from app.movement_changes x
			where x.movement_ref = n.movement_ref and x.seq > n.seq and x.kind = any ($4)))
		or n.kind = $6 and (n.created_at <= $8 or exists (select from app.operation_changes x
			where x.operation_ref = n.operation_ref and x.seq > n.seq and x.kind = any ($7)))
		or n.case_ref is not null and n.movement_ref is null and not exists (select from app.desks d where d.id = n.desk and ` + deskSees + `)
		as settled
	from app.notices n left join app.movements m on m.ref = n.movement_ref left join app.operations op on op.ref = n.operation_ref left join app.erasures e on e.ref = n.erasure_ref
	left join app.cases c on c.ref = coalesce(n.case_ref, e.case_ref) and m.ref is null left join app.reading_reviews v on v.ref = n.reading_ref
	where n.climbs_at <= $1 order by n.climbs_at, n.id limit $2 for update of n skip locked`

// endsOfProposals are the parameters of takeUnread about notices that a proposal waits for a second person: their kind, the
// changes that end the proposal, and since when one is over that was made then.
func endsOfProposals(now time.Time) []any {
	return []any{
		movement.NoticeCancelWaits, db.Strings([]movement.Kind{movement.KindProposeCancel, movement.KindAgree, movement.KindRefuse, movement.KindCancel}), now.Add(-movement.ProposalExpires),
		operation.NoticeResumeWaits,
		db.Strings([]operation.Kind{operation.KindProposeResume, operation.KindAgreeResume, operation.KindRefuseResume, operation.KindResume, operation.KindClose}),
		now.Add(-operation.ResumeExpires),
	}
}

type climbingLine struct {
	noticeLine

	Corridor string          `db:"corridor"`
	Version  int             `db:"version"`
	Lead     casework.DeskID `db:"lead"`
	Climbed  int             `db:"climbed"`
	Settled  bool            `db:"settled"`
}

// RaiseNotices raises up to limit notices that were not read in time, and returns their number: each to the next
// level above its desk that may see its case, and after the last level again to the desk that had it last. A level
// gets a notice once, also if a program stops in between. above returns the desks of the levels, "" for a level without one,
// and false if they are not known now; then the notice waits.
func (s *OfficeStore) RaiseNotices(ctx context.Context, limit int, above func(record.UnreadNotice) ([]casework.DeskID, bool)) (raised int, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		raised = 0
		var rows []climbingLine
		now := s.db.Now()
		if err := db.List(ctx, tx, "take unread notices", &rows, takeUnread, append([]any{now, limit}, endsOfProposals(now)...)...); err != nil {
			return err
		}
		for _, row := range rows {
			c := climb{tx: tx, now: now, row: row}
			if done, err := c.raise(ctx, above); err != nil {
				return err
			} else if done {
				raised++
			}
		}
		return nil
	})
	return raised, err
}

// climb is one notice that is raised, in the transaction that raises it.
type climb struct {
	tx  *db.Tx
	now time.Time
	row climbingLine
}

// raise raises the notice by one level and reports whether it did.
func (c climb) raise(ctx context.Context, above func(record.UnreadNotice) ([]casework.DeskID, bool)) (bool, error) {
	if c.row.Settled {
		return false, c.waitUntil(ctx, nil)
	}
	desks, known := above(record.UnreadNotice{Notice: record.Notice(c.row.noticeLine), Corridor: c.row.Corridor, Version: c.row.Version, Lead: c.row.Lead, Climbed: c.row.Climbed})
	if !known {
		again := c.now.Add(unknownAgain)
		return false, c.waitUntil(ctx, &again)
	}
	levels := notice.Levels()
	for level := c.row.Climbed; level < min(len(levels), len(desks)); level++ {
		// An officer whose reading is reviewed does not end the climb by reading the notice.
		if desks[level] == "" || desks[level] == c.row.Desk || desks[level] == c.row.EscalatedTo || c.row.Review != "" && desks[level] == c.row.From {
			continue
		}
		if seen, err := c.seenAt(ctx, desks[level]); err != nil {
			return false, err
		} else if seen {
			return true, c.to(ctx, desks[level], levels[level], level+1)
		}
	}
	return true, c.again(ctx)
}

// next returns when the notice is raised after it has passed a number of levels.
func (c climb) next(climbed int) time.Time {
	reading := notice.Calm
	if c.row.Urgent {
		reading = notice.Urgent
	}
	return notice.NextAt(reading, c.row.DueAt.Sub(c.row.CreatedAt), climbed, c.now)
}

func (c climb) waitUntil(ctx context.Context, at *time.Time) error {
	_, err := db.Exec(ctx, c.tx, "let notice wait", `update app.notices set climbs_at = $2 where id = $1`, c.row.ID, at)
	return err
}

// seenAt reports whether the officers of a desk may see the case of the notice.
func (c climb) seenAt(ctx context.Context, desk casework.DeskID) (seen bool, err error) {
	if c.row.Case == "" {
		return true, nil
	}
	err = db.Get(ctx, c.tx, "find who sees case", &seen, `select exists (select from app.cases c, app.desks d where c.ref = $2 and d.id = $3 and `+deskSees+`)`,
		c.now, c.row.Case, desk)
	return seen, err
}

// to raises the notice to the desk of a level.
func (c climb) to(ctx context.Context, desk casework.DeskID, level notice.Level, climbed int) error {
	next := c.next(climbed)
	_, err := db.Exec(ctx, c.tx, "raise notice", `insert into app.notices (kind, desk, role, rung, urgent, from_desk, case_ref, task, movement_ref, operation_ref, erasure_ref, reading_ref,
			seq, n, created_at, due_at, raises, raised_for)
		select kind, $2, $3, $4, urgent, from_desk, case_ref, task, movement_ref, operation_ref, erasure_ref, reading_ref, seq, n, $5, $6, id, desk from app.notices where id = $1
		on conflict (raises, rung) where raises is not null do nothing`, c.row.ID, desk, level.Role, level.Rung, c.now, next)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, c.tx, "note raised notice", `update app.notices set climbed = $2, escalated_at = $3, escalated_to = $4, climbs_at = $5 where id = $1`,
		c.row.ID, climbed, c.now, desk, next)
	return err
}

// again raises the notice once more to the desk that had it last, and sends it again.
func (c climb) again(ctx context.Context) error {
	levels := len(notice.Levels())
	next := c.next(levels)
	_, err := db.Exec(ctx, c.tx, "raise notice again", `update app.notices set raised = raised + 1, sent_at = null,
		due_at = case when raises is null then due_at else $2 end
		where id = coalesce((select max(r.id) from app.notices r where r.raises = $1), $1)`, c.row.ID, next)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, c.tx, "note notice raised again", `update app.notices set climbed = $2, escalated_at = $3, escalated_to = coalesce(escalated_to, desk), climbs_at = $4
		where id = $1`, c.row.ID, levels, c.now, next)
	return err
}
