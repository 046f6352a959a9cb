package erasuredb

import (
	"context"
	"slices"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
)

// Receivers lists the desks that were given something of a case, outside the agency of the desk that
// keeps it, in the order of their codes: desks that were asked or given access, that travelled with
// her, that used break-glass access, and that were shown something of her, or of a list that she is on,
// according to the audit log.
func (s *ErasureStore) Receivers(ctx context.Context, ref casework.Ref, keeper casework.DeskID) (out []erasure.Deletion, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = nil
		var rows []struct {
			Desk    casework.DeskID   `db:"desk"`
			Agency  casework.AgencyID `db:"agency"`
			How     pq.StringArray    `db:"how"`
			Classes pq.StringArray    `db:"classes"`
		}
		err := db.List(ctx, tx, "find receivers", &rows, `with given as (
			select p.desk, 'task' as how, '{}'::text[] as classes from app.case_parts p where p.case_ref = $1 and p.how <> 'books'
			union all select x.told, 'grant', '{}' from app.case_access x where x.case_ref = $1 and x.kind = 'grant' and x.told is not null
			union all select e.desk, 'glass', '{}' from app.audit_events e
				where e.subject_kind = 'case' and e.subject_ref = $1 and e.action = 'record.case' and e.code = 'break_glass'
			union all select e.desk, 'reading', e.classes from app.audit_events e
				where e.subject_kind = 'case' and e.subject_ref = $1 and e.outcome = 'allowed' and e.classes && $3
			union all select e.desk, 'reading', e.classes from app.list_rows r join app.audit_events e
				on e.subject_kind = 'list' and e.subject_ref = r.list_ref and e.outcome = 'allowed' and e.classes && $3 where r.case_ref = $1
			union all select m.desk, 'manifest', '{}' from app.passengers p join app.movements m on m.ref = p.movement_ref where p.case_ref = $1
			union all select m.receiving, 'manifest', '{}' from app.passengers p join app.movements m on m.ref = p.movement_ref where p.case_ref = $1
			union all select unnest(m.escorts), 'manifest', '{}' from app.passengers p join app.movements m on m.ref = p.movement_ref where p.case_ref = $1)
			select g.desk, coalesce(d.agency, '') as agency, array_agg(distinct g.how) as how,
				array(select distinct c from given o, unnest(o.classes) c where o.desk = g.desk and c = any ($3) order by c) as classes
			from given g left join app.desks d on d.id = g.desk
			where g.desk <> '' and g.desk <> $2 and not exists (select from app.desks k where k.id = $2 and k.agency = d.agency)
			group by g.desk, d.agency order by g.desk`, ref, keeper, db.Strings(policy.Personal()))
		for _, r := range rows {
			out = append(out, erasure.Deletion{
				Desk: r.Desk, Agency: r.Agency, How: db.Codes[erasure.How](r.How), Classes: db.Codes[casework.Class](r.Classes), State: erasure.Waiting,
			})
		}
		return err
	})
	return out, err
}

// deletionRow is a request to a receiver as a row. Its escalations are only in the workflow.
type deletionRow struct {
	Desk       casework.DeskID   `json:"desk"`
	Agency     casework.AgencyID `json:"agency"`
	How        []erasure.How     `json:"how"`
	Classes    []casework.Class  `json:"classes"`
	AskedAt    time.Time         `json:"asked_at"`
	DueAt      *time.Time        `json:"due_at"`
	Fired      int               `json:"fired"`
	State      erasure.Deleting  `json:"state"`
	Reason     erasure.Reason    `json:"reason"`
	AnsweredAt *time.Time        `json:"answered_at"`
	By         *casework.Actor   `json:"by"`
}

// putDeletions writes the state of the requests to receivers after a change.
func (w *erasureWriter) putDeletions(ctx context.Context) error {
	rows := make([]deletionRow, 0, len(w.Next.Deletions))
	for _, d := range w.Next.Deletions {
		row := deletionRow{
			Desk: d.Desk, Agency: d.Agency, How: d.How, Classes: append([]casework.Class{}, d.Classes...), AskedAt: d.AskedAt, Fired: d.Fired,
			State: d.State, Reason: d.Reason, AnsweredAt: d.AnsweredAt, By: d.AnsweredBy,
		}
		if due := d.DueAt(); !due.IsZero() {
			row.DueAt = &due
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil
	}
	raw, err := db.Encode("deletions", rows)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.Tx, "write deletions", `insert into app.deletions (erasure_ref, desk, agency, case_ref, host, how, classes, asked_at, due_at, fired, state, reason,
			answered_at, answered_account, answered_desk, answered_agency, answered_role)
		select $2, x.desk, x.agency, c.ref, c.host, x.how, x.classes, x.asked_at, x.due_at, x.fired, x.state, nullif(x.reason, ''),
			x.answered_at, x.by->>'account', x.by->>'desk', x.by->>'agency', x.by->>'role'
		from jsonb_to_recordset($1::jsonb) as x (desk text, agency text, how text[], classes text[], asked_at timestamptz, due_at timestamptz, fired int,
			state text, reason text, answered_at timestamptz, by jsonb) join app.cases c on c.ref = $3
		on conflict (erasure_ref, desk) do update set fired = excluded.fired, state = excluded.state, reason = excluded.reason,
			answered_at = excluded.answered_at, answered_account = excluded.answered_account, answered_desk = excluded.answered_desk,
			answered_agency = excluded.answered_agency, answered_role = excluded.answered_role`, raw, w.Ref, w.Next.Case)
	return err
}

// putNotices puts the notices of a change into the outbox. They name the erasure, and not the case.
func (w *erasureWriter) putNotices(ctx context.Context) error {
	if len(w.Notices) == 0 {
		return nil
	}
	raw, err := db.Encode("notices", changedb.NoticeRows(w.Notices, w.At, 1))
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.Tx, "insert notices", `insert into app.notices (erasure_ref, seq, n, kind, desk, rung, task, created_at, from_desk, urgent, due_at, climbs_at)
		select $2, $3, n, kind, desk, coalesce(rung, ''), coalesce(task, ''), $4, $5, urgent, due_at, due_at
		from jsonb_to_recordset($1::jsonb) as x (n int, kind text, desk text, rung text, task text, urgent boolean, due_at timestamptz)`,
		raw, w.Ref, w.Seq, w.At, w.By.Desk)
	return err
}

// Topics are the topics for listeners: the desks that have something to do or see. The case is not among them, since
// the changes of an erasure are counted apart from those of the case: see notifyCase.
func (w *erasureWriter) Topics() []string {
	var topics []string
	for _, n := range w.Notices {
		if topic := changedb.DeskTopic(n.Desk); n.Desk != "" && !slices.Contains(topics, topic) {
			topics = append(topics, topic)
		}
	}
	return topics
}

// notifyCase notifies listeners of the case that something beside it has changed, which has no number there.
func (w *erasureWriter) notifyCase(ctx context.Context) error {
	return changedb.Notify(ctx, w.Tx, 0, changedb.CaseTopic(w.Next.Case))
}
