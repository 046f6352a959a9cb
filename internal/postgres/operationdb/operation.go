package operationdb

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// WriteOperation writes everything of one change of an operation; see changedb.Recorder. For
// operation.KindConfirmList it also marks the list as confirmed and gives every row that can become a
// case its place and the reference of its case; for operation.KindListOpened it marks the lists whose
// rows all have their case. For a change that is stored already it returns what was recorded the
// first time. It returns fault.NotFound for a list of another operation, fault.Conflict for a list that
// was confirmed before, and fault.Stale if the list's rows have changed since the change's preview.
func (s *OperationStore) WriteOperation(ctx context.Context, change operation.Change) (operation.Recorded, error) {
	w := &operationWriter{}
	err := s.recorder.Write(ctx, "operation", changedb.Head{
		Target: record.Target{Kind: record.TargetOperation, Ref: change.Ref}, Seq: change.Seq, Key: change.Key, Kind: string(change.Kind),
		By: change.By, Valid: change.Next.Ref == change.Ref && change.Next.Seq == change.Seq,
	}, func(common *changedb.Writer) changedb.Parts {
		w = &operationWriter{Writer: common, Change: change, newRef: s.newRef}
		return w
	})
	if err != nil {
		return operation.Recorded{}, err
	}
	return w.recorded, nil
}

// operationWriter writes one change of an operation.
type operationWriter struct {
	*changedb.Writer
	operation.Change

	newRef   func() casework.Ref
	recorded operation.Recorded
}

// placeOfOperation locks an operation and finds what is stored at the place of a change; see changedb.Parts.
const placeOfOperation = `select o.seq as current, false as fenced, h.seq, h.key from (select ref, seq from app.operations where ref = $1 for update) o
	left join app.operation_changes h on h.operation_ref = o.ref and (h.seq = $2 or h.key = $3)`

func (w *operationWriter) Place() string { return placeOfOperation }

// Again reads what was recorded the first time.
func (w *operationWriter) Again(ctx context.Context) error {
	var recorded db.JSON[operation.Recorded]
	err := db.Get(ctx, w.Tx, "read change", &recorded, `select recorded from app.operation_changes where operation_ref = $1 and seq = $2`, w.Ref, w.Seq)
	w.recorded = recorded.V
	return err
}

func (w *operationWriter) Rest(ctx context.Context) (err error) {
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
	if err := w.insertNotices(ctx); err != nil {
		return err
	}
	return w.insertChange(ctx)
}

func (w *operationWriter) Event(context.Context) (audit.Event, error) {
	event := w.Writer.Event(audit.WroteOperation, audit.OfOperation, w.Ref)
	if w.Preview != nil {
		event.Commitment = w.Preview.Fingerprint // of the rows that were proposed, or confirmed: these and no others
	}
	return event, nil
}

func (w *operationWriter) Answer() (any, error) { return w.Change.Answer(w.recorded), nil }

func (w *operationWriter) Topics() []string { return []string{changedb.OperationTopic(w.Ref)} }

func (w *operationWriter) Insert(ctx context.Context) (bool, error) {
	snapshot, err := db.Encode("operation", w.Next)
	if err != nil {
		return false, err
	}
	words, err := w.Box.SealText(ctx, sealdb.OfOperation(w.Ref), sealdb.ColOperationWords, "", w.Command.Words.Text)
	if err != nil {
		return false, err
	}
	n, err := db.Exec(ctx, w.Tx, "insert operation", `insert into app.operations
		(ref, seq, state, host, custodian, lead, snapshot, opened_at, updated_at, account, desk, agency, role, key, words)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict (ref) do nothing`,
		w.Ref, w.Seq, w.Next.State, w.Next.Host, w.Next.Custodian, w.By.Desk, snapshot, w.Next.OpenedAt, w.At,
		w.By.Account, w.By.Desk, w.By.Agency, w.By.Role, w.Key, words)
	return n == 1, err
}

func (w *operationWriter) Update(ctx context.Context) error {
	snapshot, err := db.Encode("operation", w.Next)
	if err != nil {
		return err
	}
	if w.Kind == operation.KindAgreeResume {
		if err := w.secondAgrees(ctx); err != nil {
			return err
		}
	}
	_, err = db.Exec(ctx, w.Tx, "update operation", `update app.operations set seq = $2, state = $3, host = $4, custodian = $5,
		snapshot = $6, updated_at = $7 where ref = $1`,
		w.Ref, w.Seq, w.Next.State, w.Next.Host, w.Next.Custodian, snapshot, w.At)
	return err
}

// secondAgrees returns fault.Invalid if the account that agrees to resume is the one that has proposed it, or if
// nothing is proposed. The rules have refused both before; the record trusts no sender.
func (w *operationWriter) secondAgrees(ctx context.Context) error {
	var others int
	err := db.Get(ctx, w.Tx, "find who proposed", &others, `select count(*) from app.operations
		where ref = $1 and snapshot->'resume'->'by'->>'account' <> $2`, w.Ref, w.By.Account)
	if err == nil && others == 0 {
		return fault.New(fault.Invalid, "the officer who has proposed to resume cannot be the second person")
	}
	return err
}

func (w *operationWriter) insertChange(ctx context.Context) error {
	recorded, err := db.Encode("what was recorded", w.recorded)
	if err != nil {
		return err
	}
	var words []byte
	if w.Command.Spoke {
		if words, err = w.Box.SealJSON(ctx, sealdb.OfOperation(w.Ref), sealdb.ColOperationSpoken, sealdb.RowOf(w.Seq), w.Command.Words); err != nil {
			return err
		}
	}
	_, err = db.Exec(ctx, w.Tx, "insert change", `insert into app.operation_changes
		(operation_ref, seq, key, kind, at, account, desk, agency, role, list_ref, cause, recorded, words)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, nullif($10, ''), nullif($11, ''), $12, $13)`,
		w.Ref, w.Seq, w.Key, w.Kind, w.At, w.By.Account, w.By.Desk, w.By.Agency, w.By.Role, w.List, w.Cause, recorded, words)
	return err
}
