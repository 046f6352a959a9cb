package postgres

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// WriteOperation writes everything of one change of an operation; see writeChange. For
// operation.KindConfirmList it also marks the list as confirmed and gives every row that can become a
// case its place and the reference of its case; for operation.KindListOpened it marks the lists whose
// rows all have their case. For a change that is stored already it returns what was recorded the
// first time. It returns fault.NotFound for a list of another operation, fault.Conflict for a list that
// was confirmed before, and fault.Stale if the list's rows have changed since the change's preview.
func (s *Store) WriteOperation(ctx context.Context, change operation.Change) (operation.Recorded, error) {
	w := &operationWriter{}
	err := s.writeChange(ctx, "operation", changeHead{
		target: record.Target{Kind: record.TargetOperation, Ref: change.Ref}, seq: change.Seq, key: change.Key, kind: string(change.Kind),
		by: change.By, valid: change.Next.Ref == change.Ref && change.Next.Seq == change.Seq,
	}, func(common *changeWriter) changeParts {
		w = &operationWriter{changeWriter: common, Change: change}
		return w
	})
	if err != nil {
		return operation.Recorded{}, err
	}
	return w.recorded, nil
}

// operationWriter writes one change of an operation.
type operationWriter struct {
	*changeWriter
	operation.Change

	recorded operation.Recorded
}

func (w *operationWriter) place() string { return placeOfOperation }

// again reads what was recorded the first time.
func (w *operationWriter) again(ctx context.Context) error {
	var recorded db.JSON[operation.Recorded]
	err := db.Get(ctx, w.tx, "read change", &recorded, `select recorded from app.operation_changes where operation_ref = $1 and seq = $2`, w.Ref, w.Seq)
	w.recorded = recorded.V
	return err
}

func (w *operationWriter) rest(ctx context.Context) (err error) {
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
	return w.insertChange(ctx)
}

func (w *operationWriter) event(context.Context) (audit.Event, error) {
	event := w.changeWriter.event(audit.WroteOperation, audit.OfOperation, w.Ref)
	if w.Preview != nil {
		event.Commitment = w.Preview.Fingerprint // of the rows that were proposed, or confirmed: these and no others
	}
	return event, nil
}

func (w *operationWriter) answer() (any, error) { return w.Answer(w.recorded), nil }

func (w *operationWriter) topics() []string { return []string{operationTopic(w.Ref)} }

func (w *operationWriter) insert(ctx context.Context) (bool, error) {
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

func (w *operationWriter) update(ctx context.Context) error {
	snapshot, err := db.Encode("operation", w.Next)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.tx, "update operation", `update app.operations set seq = $2, state = $3, host = $4, custodian = $5,
		snapshot = $6, updated_at = $7 where ref = $1`,
		w.Ref, w.Seq, w.Next.State, w.Next.Host, w.Next.Custodian, snapshot, w.At)
	return err
}

func (w *operationWriter) insertChange(ctx context.Context) error {
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
