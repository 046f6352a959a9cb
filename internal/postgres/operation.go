package postgres

import (
	"context"
	"fmt"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// WriteOperation writes everything of one change in one transaction, settles the command
// that it came from, and announces the operation. For operation.KindConfirmList it also
// marks the list as confirmed and gives every row that can become a case its place and
// the reference of its case; for operation.KindListOpened it marks the lists whose rows
// all have their case. When it returns nil the change is durable; when it returns an
// error it may or may not be, and the caller MUST try again. A change that is there
// already (same operation, sequence number and key) is left as it is, and what was
// recorded the first time is returned. A list that is not this operation's is
// fault.NotFound, one that was confirmed before fault.Conflict, one whose rows are no longer
// those of the change's preview fault.Stale.
func (s *Store) WriteOperation(ctx context.Context, change operation.Change) (recorded operation.Recorded, err error) {
	if change.Ref == "" || change.Key == "" || change.Seq < 1 || change.Next.Ref != change.Ref || change.Next.Seq != change.Seq {
		return operation.Recorded{}, fault.New(fault.Invalid, "the change does not say which one it is")
	}
	err = s.tx(ctx, func(tx *db.Tx) error {
		w := operationWriting{store: s, tx: tx, Change: change}
		if err := w.write(ctx); err != nil {
			return err
		}
		recorded = w.recorded
		return nil
	})
	if err != nil {
		return operation.Recorded{}, fmt.Errorf("write operation: %w", err)
	}
	return recorded, nil
}

type operationWriting struct {
	operation.Change

	store    *Store
	tx       *db.Tx
	recorded operation.Recorded
	cause    storedCommand
}

func (w *operationWriting) write(ctx context.Context) (err error) {
	target := record.Target{Kind: record.TargetOperation, Ref: w.Ref}
	if w.cause, err = w.store.loadCommand(ctx, w.tx, w.Key, target); err != nil {
		return err
	}
	fresh, err := w.insertOperation(ctx)
	if err != nil {
		return err
	}
	if !fresh {
		known, err := w.known(ctx)
		if err != nil || known {
			return err
		}
		if err := w.updateOperation(ctx); err != nil {
			return err
		}
	}
	switch w.Kind {
	case operation.KindProposeList:
		err = w.proposeList(ctx)
	case operation.KindRefuseList:
		err = w.refuseList(ctx)
	case operation.KindConfirmList, operation.KindApproveList:
		err = w.confirmList(ctx)
	case operation.KindListOpened:
		err = w.markListsOpened(ctx)
	default: // the others are in the snapshot
	}
	if err != nil {
		return err
	}
	if err := w.insertChange(ctx); err != nil {
		return err
	}
	trace := w.store.written(audit.WroteOperation, audit.OfOperation, w.Ref, w.Seq, w.By, string(w.Kind), w.Key)
	if w.Preview != nil {
		trace.Commitment = w.Preview.Print // what was proposed, or let through: those rows and no others
	}
	if err := w.store.AppendEvents(ctx, w.tx, trace); err != nil {
		return err
	}
	if w.cause.there {
		if err := w.store.settleByChange(ctx, w.tx, w.Key, target, w.Answer(w.recorded)); err != nil {
			return err
		}
	}
	return notify(ctx, w.tx, w.Seq, operationTopic(w.Ref))
}

func (w *operationWriting) insertOperation(ctx context.Context) (bool, error) {
	if w.Seq != 1 {
		return false, nil
	}
	snapshot, err := db.Encode("operation", w.Next)
	if err != nil {
		return false, err
	}
	words, err := w.store.sealText(ctx, ofOperation(w.Ref), colOperationWords, "", w.cause.words.Text)
	if err != nil {
		return false, err
	}
	n, err := db.Exec(ctx, w.tx, "insert operation", `insert into app.operations
		(ref, seq, state, host, custodian, lead, snapshot, opened_at, updated_at, account, desk, agency, role, key, words)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict (ref) do nothing`,
		w.Ref, w.Seq, w.Next.State, w.Next.Host, w.Next.Custodian, w.By.Desk, snapshot, w.Next.OpenedAt, w.At,
		w.By.Account, w.By.Desk, w.By.Agency, w.By.Role, w.Key, words)
	return n == 1, err
}

// known says whether this change of the operation is there already, and reads what was recorded
// of it then.
func (w *operationWriting) known(ctx context.Context) (bool, error) {
	there, err := position{
		Ref: w.Ref, Seq: w.Seq, Key: w.Key, lock: `select seq from app.operations where ref = $1 for update`,
		find: `select seq, key from app.operation_changes where operation_ref = $1 and (seq = $2 or key = $3)`,
	}.taken(ctx, w.tx)
	if err != nil || !there {
		return false, err
	}
	var recorded db.JSON[operation.Recorded]
	err = db.Get(ctx, w.tx, "read change", &recorded, `select recorded from app.operation_changes where operation_ref = $1 and seq = $2`, w.Ref, w.Seq)
	w.recorded = recorded.V
	return err == nil, err
}

func (w *operationWriting) updateOperation(ctx context.Context) error {
	snapshot, err := db.Encode("operation", w.Next)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.tx, "update operation", `update app.operations set seq = $2, state = $3, host = $4, custodian = $5,
		snapshot = $6, updated_at = $7 where ref = $1`,
		w.Ref, w.Seq, w.Next.State, w.Next.Host, w.Next.Custodian, snapshot, w.At)
	return err
}

func (w *operationWriting) insertChange(ctx context.Context) error {
	recorded, err := db.Encode("what was recorded", w.recorded)
	if err != nil {
		return err
	}
	var words []byte
	if w.cause.spoke {
		if words, err = w.store.sealJSON(ctx, ofOperation(w.Ref), colOperationSpoken, rowOf(w.Seq), w.cause.words); err != nil {
			return err
		}
	}
	_, err = db.Exec(ctx, w.tx, "insert change", `insert into app.operation_changes
		(operation_ref, seq, key, kind, at, account, desk, agency, role, list_ref, cause, recorded, words)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, nullif($10, ''), nullif($11, ''), $12, $13)`,
		w.Ref, w.Seq, w.Key, w.Kind, w.At, w.By.Account, w.By.Desk, w.By.Agency, w.By.Role, w.List, w.Cause, recorded, words)
	return err
}
