package movementdb

import (
	"context"
	"maps"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/notice"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
)

type passengerColumns struct {
	Case casework.Ref `json:"case_ref"`
	Body sealdb.Hex   `json:"body"` // a movement.Passenger
}

func (w *movementWriter) putPassengers(ctx context.Context) error {
	rows := make([]passengerColumns, len(w.Passengers))
	for i, p := range w.Passengers {
		body, err := w.Box.SealJSON(ctx, sealdb.OfMovement(w.Ref), sealdb.ColPassenger, string(p.Case), p)
		if err != nil {
			return err
		}
		rows[i] = passengerColumns{p.Case, body}
	}
	return db.InsertRows(ctx, w.Tx, "put passengers", rows, `insert into app.passengers (movement_ref, case_ref, body)
		select $2, case_ref, decode(body, 'hex') from jsonb_to_recordset($1::jsonb) as x (case_ref text, body text)
		on conflict (movement_ref, case_ref) do update set body = excluded.body`, w.Ref)
}

// checkSeparated returns fault.NotFound for a separation of which one has no case. Separations are
// only in the sealed state.
func (w *movementWriter) checkSeparated(ctx context.Context) error {
	if w.Kind != movement.KindSeparate || len(w.Next.Separations) == 0 {
		return nil
	}
	refs := map[casework.Ref]bool{}
	for _, s := range w.Next.Separations {
		refs[s.A], refs[s.B] = true, true
	}
	var known int
	err := db.Get(ctx, w.Tx, "count cases", &known, `select count(*) from app.cases where ref = any($1)`, db.Strings(slices.Collect(maps.Keys(refs))))
	if err == nil && known != len(refs) {
		err = changedb.NoCase()
	}
	return err
}

type movementEntryRow struct {
	N      int        `json:"n"`
	Body   sealdb.Hex `json:"body"` // a movement.Entry
	Spoken bool       `json:"spoken"`
}

func (w *movementWriter) insertTimeline(ctx context.Context) error {
	rows := make([]movementEntryRow, len(w.Entries))
	for i, e := range w.Entries {
		body, err := w.Box.SealJSON(ctx, sealdb.OfMovement(w.Ref), sealdb.ColMovementEntry, sealdb.RowOf(w.Seq, int64(i)), e)
		if err != nil {
			return err
		}
		rows[i] = movementEntryRow{i, body, i == 0 && w.Command.Words.Text != ""}
	}
	return db.InsertRows(ctx, w.Tx, "insert timeline", rows, `insert into app.movement_timeline (movement_ref, seq, n, body, spoken)
		select $2, $3, n, decode(body, 'hex'), spoken from jsonb_to_recordset($1::jsonb) as x (n int, body text, spoken boolean)`, w.Ref, w.Seq)
}

type movementNoticeRow struct {
	N    int                      `json:"n"`
	Kind movement.NoticeKind      `json:"kind"`
	Desk casework.DeskID          `json:"desk"`
	Rung casework.EscalationLevel `json:"rung"`
	Case casework.Ref             `json:"case_ref"`
	changedb.NoticeDue
}

// insertNotices puts notices into the outbox, but none about a survivor who has died.
func (w *movementWriter) insertNotices(ctx context.Context) error {
	if len(w.Notices) == 0 {
		return nil
	}
	rows := make([]movementNoticeRow, len(w.Notices))
	for i, n := range w.Notices {
		rows[i] = movementNoticeRow{i, n.Kind, n.Desk, n.Level, n.Case, changedb.DueOf(notice.Kind(n.Kind), n.Level, w.At, 1)}
	}
	raw, err := db.Encode("notices", rows)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.Tx, "insert notices", `insert into app.notices (movement_ref, seq, n, kind, desk, rung, case_ref, task, created_at, from_desk, urgent, due_at, climbs_at)
		select $2, $3, n, kind, desk, rung, nullif(case_ref, ''), '', $4, $5, urgent, due_at, due_at
		from jsonb_to_recordset($1::jsonb) as x (n int, kind text, desk text, rung text, case_ref text, urgent boolean, due_at timestamptz)
		where not exists (select 1 from app.cases c where c.ref = x.case_ref and c.deceased)`, raw, w.Ref, w.Seq, w.At, w.By.Desk)
	return err
}
