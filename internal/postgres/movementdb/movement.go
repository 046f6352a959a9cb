package movementdb

import (
	"context"

	"github.com/lib/pq"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// WriteMovement writes everything of one change of a movement; see changedb.Recorder. It returns
// fault.NotFound if the case of a passenger does not exist. No notice about a survivor who has died is written. The command that
// the change came from is not settled: its answer is known when the cases have replied.
func (s *MovementStore) WriteMovement(ctx context.Context, change movement.Change) error {
	return s.recorder.Write(ctx, "movement", changedb.Head{
		Target: record.Target{Kind: record.TargetMovement, Ref: change.Ref}, Seq: change.Seq, Key: change.Key, Kind: string(change.Kind),
		By: change.By, Valid: change.Next.Ref == change.Ref && change.Next.Seq == change.Seq && len(change.Next.Legs) > 0,
	}, func(common *changedb.Writer) changedb.Parts { return &movementWriter{Writer: common, Change: change} })
}

// movementWriter writes one change of a movement.
type movementWriter struct {
	*changedb.Writer
	movement.Change
}

// placeOfMovement locks a movement and finds what is stored at the place of a change; see changedb.Parts.
const placeOfMovement = `select m.seq as current, false as fenced, h.seq, h.key from (select ref, seq from app.movements where ref = $1 for update) m
	left join app.movement_changes h on h.movement_ref = m.ref and (h.seq = $2 or h.key = $3)`

func (w *movementWriter) Place() string { return placeOfMovement }

func (w *movementWriter) Insert(ctx context.Context) (bool, error) {
	return w.put(ctx, `insert into app.movements
		(ref, operation_ref, status, charter, seats, blocked, sold, standby, manifest, desk, receiving, escorts, seq,
		 departs_at, arrives_at, planned_at, updated_at, ended_at, state)
		values ($1, nullif($2, ''), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
		on conflict (ref) do nothing`)
}

func (w *movementWriter) Update(ctx context.Context) error {
	_, err := w.put(ctx, `update app.movements set
		operation_ref = nullif($2, ''), status = $3, charter = $4, seats = $5, blocked = $6, sold = $7, standby = $8, manifest = $9,
		desk = $10, receiving = $11, escorts = $12, seq = $13, departs_at = $14, arrives_at = $15, planned_at = $16,
		updated_at = $17, ended_at = $18, state = $19 where ref = $1`)
	return err
}

func (w *movementWriter) Rest(ctx context.Context) error {
	for _, part := range []func(context.Context) error{w.insertChange, w.putPassengers, w.checkSeparated, w.insertTimeline, w.insertNotices} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (w *movementWriter) Event(context.Context) (audit.Event, error) {
	return w.Writer.Event(audit.WroteMovement, audit.OfMovement, w.Ref), nil
}

func (w *movementWriter) Answer() (any, error) { return nil, nil } //nolint:nilnil // it is known when the cases have replied

func (w *movementWriter) Topics() []string {
	topics := []string{changedb.MovementTopic(w.Ref)}
	for _, desk := range append([]casework.DeskID{w.Next.Desk, w.Next.Receiving}, w.Next.Escorts...) {
		topics = append(topics, changedb.DeskTopic(desk))
	}
	return topics
}

// put runs a statement that writes the movement after the change.
func (w *movementWriter) put(ctx context.Context, query string) (bool, error) {
	m := w.Next
	state, err := w.Box.SealJSON(ctx, sealdb.OfMovement(w.Ref), sealdb.ColMovementState, "", m)
	if err != nil {
		return false, err
	}
	escorts := make(pq.StringArray, len(m.Escorts))
	for i, desk := range m.Escorts {
		escorts[i] = string(desk)
	}
	standby := 0
	for _, p := range m.Passengers {
		if p.State == movement.Standby {
			standby++
		}
	}
	var ended any
	if !m.EndedAt.IsZero() {
		ended = m.EndedAt
	}
	n, err := db.Exec(ctx, w.Tx, "put movement", query, w.Ref, m.Operation, m.Status, m.Charter, m.Seats, m.Blocked, m.Sold(), standby,
		m.Manifest, m.Desk, m.Receiving, escorts, w.Seq, m.DepartsAt(), m.ArrivesAt(), m.PlannedAt, w.At, ended, state)
	return n == 1, err
}

func (w *movementWriter) insertChange(ctx context.Context) error {
	var order, words []byte
	var err error
	if len(w.Order) > 0 {
		if order, err = w.Box.SealJSON(ctx, sealdb.OfMovement(w.Ref), sealdb.ColFairOrder, sealdb.RowOf(w.Seq), w.Order); err != nil {
			return err
		}
	}
	if w.Command.Spoke {
		if words, err = w.Box.SealJSON(ctx, sealdb.OfMovement(w.Ref), sealdb.ColMovementWords, sealdb.RowOf(w.Seq), w.Command.Words); err != nil {
			return err
		}
	}
	_, err = db.Exec(ctx, w.Tx, "insert change", `insert into app.movement_changes
		(movement_ref, seq, key, kind, at, account, desk, agency, role, fair_order, words)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		w.Ref, w.Seq, w.Key, w.Kind, w.At, w.By.Account, w.By.Desk, w.By.Agency, w.By.Role, order, words)
	return err
}
