package postgres

import (
	"context"

	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
)

// insertAdditions writes the row of the change and everything that belongs to it in one statement: a
// change would need seven otherwise, most of them for one row.
func (w *caseWriter) insertAdditions(ctx context.Context) error {
	var recorded, words []byte
	var err error
	if len(w.recorded.Clocks) > 0 {
		if recorded, err = w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColCaseRecorded, sealdb.RowOf(w.Seq), w.recorded); err != nil {
			return err
		}
	}
	if w.Command.Spoke {
		if words, err = w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColCaseWords, sealdb.RowOf(w.Seq), w.Command.Words); err != nil {
			return err
		}
	}
	all, err := w.additions(ctx)
	if err != nil {
		return err
	}
	added, err := db.Encode("change", all)
	if err != nil {
		return err
	}
	for _, t := range w.Opened {
		w.touch(t.Desk)
	}
	_, err = db.Exec(ctx, w.Tx, "insert change", insertChange, w.Ref, w.Seq, w.Key, w.Kind, w.At,
		w.By.Account, w.By.Desk, w.By.Agency, w.By.Role, recorded, words, added)
	return err
}

// insertChange takes case, sequence number, key, kind, time, actor (four), what was
// recorded, the sealed words, and the additions as JSON. Its parts see each other's rows
// only through foreign keys, which are checked at its end.
const insertChange = `with change as (
	insert into app.case_changes (case_ref, seq, key, kind, at, account, desk, agency, role, recorded, words)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
), fact as (
	insert into app.facts (case_ref, seq, n, body, at, account, desk, agency, role, key)
	select $1, $2, n, decode(body, 'hex'), at, account, desk, agency, role, key from jsonb_to_recordset($12::jsonb->'facts') as x
	(n int, body text, at timestamptz, account text, desk text, agency text, role text, key text)
), consent as (
	insert into app.consents (case_ref, seq, n, body, account, desk, agency, role)
	select $1, $2, n, decode(body, 'hex'), $6, $7, $8, $9 from jsonb_to_recordset($12::jsonb->'consents') as x (n int, body text)
), waiver as (
	insert into app.waivers (case_ref, seq, n, gate, conditions, at, account, desk, agency, role, key)
	select $1, $2, n, gate, decode(conditions, 'hex'), at, account, desk, agency, role, key
	from jsonb_to_recordset($12::jsonb->'waivers') as x
	(n int, gate text, conditions text, at timestamptz, account text, desk text, agency text, role text, key text)
), task as (
	insert into app.tasks (case_ref, task, step, base_step, attempt, desk, kind, opened_seq, opened_at, due_at, paused, claimed_by,
	version, body, told, votes, state, operation_ref, origin, case_opened_at)
	select $1, task, step, base_step, attempt, desk, kind, $2, x.opened_at, due_at, x.paused, nullif(claimed_by, ''), x.version, body,
	decode(told, 'hex'), decode(votes, 'hex'), 'open', k.operation_ref, k.origin, k.opened_at
	from jsonb_to_recordset($12::jsonb->'tasks') as x (task text, step text, base_step text, attempt int, desk text, kind text,
	opened_at timestamptz, due_at timestamptz, paused boolean, claimed_by text, version bigint, body jsonb, told text, votes text)
	join app.cases k on k.ref = $1
), decision as (
	insert into app.decisions (case_ref, seq, n, key, task, step, body, account, desk, agency, role, at, final)
	select $1, $2, n, key, task, step, decode(body, 'hex'), account, desk, agency, role, at, final
	from jsonb_to_recordset($12::jsonb->'decisions') as x (n int, key text, task text, step text, body text, account text, desk text,
	agency text, role text, at timestamptz, final boolean)
), entry as (
	insert into app.timeline (case_ref, seq, n, body, spoken)
	select $1, $2, n, decode(body, 'hex'), spoken from jsonb_to_recordset($12::jsonb->'entries') as x (n int, body text, spoken boolean)
)
insert into app.notices (case_ref, seq, n, kind, desk, rung, task, created_at, from_desk, urgent, due_at, climbs_at)
select $1, $2, n, kind, desk, coalesce(rung, ''), coalesce(task, ''), $5, $7, urgent, due_at, due_at
from jsonb_to_recordset($12::jsonb->'notices') as x (n int, kind text, desk text, rung text, task text, urgent boolean, due_at timestamptz)`
