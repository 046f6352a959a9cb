package postgres

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

type legRow struct {
	N         int               `json:"n"`
	Mode      movement.Mode     `json:"mode"`
	From      movement.Location `json:"from_place"`
	To        movement.Location `json:"to_place"`
	DepartsAt time.Time         `json:"departs_at"`
	ArrivesAt time.Time         `json:"arrives_at"`
}

// putLegs replaces all legs when one has changed.
func (w *movementWriting) putLegs(ctx context.Context) error {
	if len(w.Legs) == 0 {
		return nil
	}
	if _, err := exec(ctx, w.tx, "clear legs", `delete from app.legs where movement_ref = $1`, w.Ref); err != nil {
		return err
	}
	rows := make([]legRow, len(w.Legs))
	for i, l := range w.Legs {
		rows[i] = legRow{i, l.Mode, l.From, l.To, l.DepartsAt, l.ArrivesAt}
	}
	return insertRows(ctx, w.tx, "insert legs", rows, `insert into app.legs
		(movement_ref, n, mode, from_place, to_place, departs_at, arrives_at)
		select $2, n, mode, from_place, to_place, departs_at, arrives_at from jsonb_to_recordset($1::jsonb) as x
		(n int, mode text, from_place text, to_place text, departs_at timestamptz, arrives_at timestamptz)`, w.Ref)
}

type passengerColumns struct {
	Case    casework.Ref       `json:"case_ref"`
	Block   casework.Ref       `json:"block"`
	State   movement.State     `json:"state"`
	Why     movement.Why       `json:"why"`
	Outcome casework.Outcome   `json:"outcome"`
	Since   time.Time          `json:"since"`
	Body    movement.Passenger `json:"body"`
}

func (w *movementWriting) putPassengers(ctx context.Context) error {
	rows := make([]passengerColumns, len(w.Passengers))
	for i, p := range w.Passengers {
		rows[i] = passengerColumns{p.Case, p.Block, p.State, p.Why, p.Outcome, p.Since, p}
	}
	return insertRows(ctx, w.tx, "put passengers", rows, `insert into app.passengers
		(movement_ref, case_ref, block, state, why, outcome, since, body)
		select $2, case_ref, block, state, why, outcome, since, body from jsonb_to_recordset($1::jsonb) as x
		(case_ref text, block text, state text, why text, outcome text, since timestamptz, body jsonb)
		on conflict (movement_ref, case_ref) do update set block = excluded.block, state = excluded.state, why = excluded.why,
		outcome = excluded.outcome, since = excluded.since, body = excluded.body`, w.Ref)
}

// putSeparations replaces the pairs when one was set or lifted.
func (w *movementWriting) putSeparations(ctx context.Context) error {
	if w.Kind != movement.KindSeparate {
		return nil
	}
	if _, err := exec(ctx, w.tx, "clear separations", `delete from app.separations where movement_ref = $1`, w.Ref); err != nil {
		return err
	}
	return insertRows(ctx, w.tx, "insert separations", w.State.Separations, `insert into app.separations (movement_ref, a, b)
		select $2, a, b from jsonb_to_recordset($1::jsonb) as x (a text, b text)`, w.Ref)
}

type movementEntryRow struct {
	N      int                `json:"n"`
	Code   movement.EntryCode `json:"code"`
	Case   casework.Ref       `json:"case_ref"`
	Detail string             `json:"detail"`
	Gates  []casework.GateID  `json:"gates"`
	Spoken bool               `json:"spoken"`
}

func (w *movementWriting) insertTimeline(ctx context.Context) error {
	rows := make([]movementEntryRow, len(w.Entries))
	for i, e := range w.Entries {
		spoken := i == 0 && w.cause.words.Text != ""
		rows[i] = movementEntryRow{i, e.Code, e.Case, e.Detail, append([]casework.GateID{}, e.Gates...), spoken}
	}
	return insertRows(ctx, w.tx, "insert timeline", rows, `insert into app.movement_timeline
		(movement_ref, seq, n, code, case_ref, detail, gates, spoken)
		select $2, $3, n, code, case_ref, detail, gates, spoken from jsonb_to_recordset($1::jsonb) as x
		(n int, code text, case_ref text, detail text, gates text[], spoken boolean)`, w.Ref, w.Seq)
}

type movementNoticeRow struct {
	N    int                 `json:"n"`
	Kind movement.NoticeKind `json:"kind"`
	Desk casework.DeskID     `json:"desk"`
	Rung casework.Rung       `json:"rung"`
	Case casework.Ref        `json:"case_ref"`
}

// insertNotices puts messages into the outbox, but none about a survivor who has died.
func (w *movementWriting) insertNotices(ctx context.Context) error {
	if len(w.Notices) == 0 {
		return nil
	}
	rows := make([]movementNoticeRow, len(w.Notices))
	for i, n := range w.Notices {
		rows[i] = movementNoticeRow{i, n.Kind, n.Desk, n.Rung, n.Case}
	}
	raw, err := encode("notices", rows)
	if err != nil {
		return err
	}
	_, err = exec(ctx, w.tx, "insert notices", `insert into app.notices (movement_ref, seq, n, kind, desk, rung, case_ref, task, created_at)
		select $2, $3, n, kind, desk, rung, nullif(case_ref, ''), '', $4
		from jsonb_to_recordset($1::jsonb) as x (n int, kind text, desk text, rung text, case_ref text)
		where not exists (select 1 from app.cases c where c.ref = x.case_ref and c.deceased)`, raw, w.Ref, w.Seq, w.At)
	return err
}

// takeWords lets go of the words of the command, which the change has taken over. It does
// not settle it: the answer is not known before the cases have answered.
func (w *movementWriting) takeWords(ctx context.Context) error {
	if !w.cause.spoke {
		return nil
	}
	_, err := exec(ctx, w.tx, "take words", `update app.commands set words = null where key = $1`, w.Key)
	return err
}

func (w *movementWriting) announce(ctx context.Context) error {
	topics := []string{movementTopic(w.Ref)}
	for _, desk := range append([]casework.DeskID{w.State.Desk, w.State.Receiving}, w.State.Escorts...) {
		topics = append(topics, deskTopic(desk))
	}
	return announce(ctx, w.tx, w.Seq, topics...)
}
