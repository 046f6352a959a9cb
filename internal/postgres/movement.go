package postgres

import (
	"context"
	"fmt"

	"github.com/lib/pq"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// WriteMovement writes everything of one change in one transaction and announces the
// movement. When it returns nil the change is durable; when it returns an error it may or
// may not be, and the caller MUST try again. A change that is there already (same
// movement, sequence number and key) is left as it is. A passenger whose case is not
// known is fault.NotFound. No notice about a survivor who has died is written. The command that it came from is not settled here: its answer is known
// when the cases have answered.
func (s *Store) WriteMovement(ctx context.Context, change movement.Change) error {
	m := change.Next
	if change.Ref == "" || change.Key == "" || change.Seq < 1 || m.Ref != change.Ref || m.Seq != change.Seq || len(m.Legs) == 0 {
		return fault.New(fault.Invalid, "the change does not say which one it is")
	}
	err := s.tx(ctx, func(tx *db.Tx) error {
		w := movementWriting{store: s, tx: tx, Change: change}
		return w.write(ctx)
	})
	if err != nil {
		return fmt.Errorf("write movement: %w", err)
	}
	return nil
}

type movementWriting struct {
	movement.Change

	store *Store
	tx    *db.Tx
	cause storedCommand
}

func (w *movementWriting) write(ctx context.Context) (err error) {
	target := record.Target{Kind: record.TargetMovement, Ref: w.Ref}
	if w.cause, err = w.store.loadCommand(ctx, w.tx, w.Key, target); err != nil {
		return err
	}
	fresh, err := w.putMovement(ctx, `insert into app.movements
		(ref, operation_ref, status, charter, seats, blocked, sold, standby, manifest, desk, receiving, escorts, seq,
		 departs_at, arrives_at, planned_at, updated_at, ended_at, state)
		values ($1, nullif($2, ''), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
		on conflict (ref) do nothing`, w.Seq == 1)
	if err != nil {
		return err
	}
	if !fresh {
		known, err := w.known(ctx)
		if err != nil || known {
			return err
		}
		if _, err := w.putMovement(ctx, `update app.movements set
			operation_ref = nullif($2, ''), status = $3, charter = $4, seats = $5, blocked = $6, sold = $7, standby = $8, manifest = $9,
			desk = $10, receiving = $11, escorts = $12, seq = $13, departs_at = $14, arrives_at = $15, planned_at = $16,
			updated_at = $17, ended_at = $18, state = $19 where ref = $1`, true); err != nil {
			return err
		}
	}
	for _, part := range []func(context.Context) error{
		w.insertChange, w.putPassengers, w.checkSeparated, w.insertTimeline, w.insertNotices, w.takeWords, w.audit, w.notify,
	} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return nil
}

// audit leaves the trace of the change.
func (w *movementWriting) audit(ctx context.Context) error {
	return w.store.AppendEvents(ctx, w.tx, w.store.written(audit.WroteMovement, audit.OfMovement, w.Ref, w.Seq, w.By, string(w.Kind), w.Key))
}

func (w *movementWriting) putMovement(ctx context.Context, query string, wanted bool) (bool, error) {
	if !wanted {
		return false, nil
	}
	m := w.Next
	state, err := w.store.sealJSON(ctx, ofMovement(w.Ref), colMovementState, "", m)
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
	n, err := db.Exec(ctx, w.tx, "put movement", query, w.Ref, m.Operation, m.Status, m.Charter, m.Seats, m.Blocked, m.Sold(), standby,
		m.Manifest, m.Desk, m.Receiving, escorts, w.Seq, m.DepartsAt(), m.ArrivesAt(), m.PlannedAt, w.At, ended, state)
	return n == 1, err
}

// known says whether this change of the movement is there already.
func (w *movementWriting) known(ctx context.Context) (bool, error) {
	return position{
		Ref: w.Ref, Seq: w.Seq, Key: w.Key, lock: `select seq from app.movements where ref = $1 for update`,
		find: `select seq, key from app.movement_changes where movement_ref = $1 and (seq = $2 or key = $3)`,
	}.taken(ctx, w.tx)
}

func (w *movementWriting) insertChange(ctx context.Context) error {
	var order, words []byte
	var err error
	if len(w.Order) > 0 {
		if order, err = w.store.sealJSON(ctx, ofMovement(w.Ref), colFairOrder, rowOf(w.Seq), w.Order); err != nil {
			return err
		}
	}
	if w.cause.spoke {
		if words, err = w.store.sealJSON(ctx, ofMovement(w.Ref), colMovementWords, rowOf(w.Seq), w.cause.words); err != nil {
			return err
		}
	}
	_, err = db.Exec(ctx, w.tx, "insert change", `insert into app.movement_changes
		(movement_ref, seq, key, kind, at, account, desk, agency, role, fair_order, words)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		w.Ref, w.Seq, w.Key, w.Kind, w.At, w.By.Account, w.By.Desk, w.By.Agency, w.By.Role, order, words)
	return err
}
