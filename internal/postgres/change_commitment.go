package postgres

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
)

// event is the audit event of the change. Of decisions it holds a commitment, whose nonce is sealed
// with the case: the holder of the case's key can show that they are what they were, and when the key
// is destroyed no one can try what they may have been.
func (w *caseWriter) Event(ctx context.Context) (audit.Event, error) {
	event := w.Writer.Event(audit.WroteCase, audit.OfCase, w.Ref)
	if len(w.Decisions) == 0 {
		return event, nil
	}
	nonce := audit.NewNonce()
	event.Commitment = audit.Commit(nonce, w.Ref, w.Seq, w.decided())
	sealed, err := w.Box.Seal(ctx, sealdb.OfCase(w.Ref), sealdb.ColNonce, sealdb.RowOf(w.Seq), nonce[:])
	if err != nil {
		return event, err
	}
	_, err = db.Exec(ctx, w.Tx, "insert commitment", `insert into app.commitments (case_ref, seq, nonce) values ($1, $2, $3)`, w.Ref, w.Seq, sealed)
	return event, err
}

// decided are the decisions of the change, with the words that came with the command.
func (w *caseWriter) decided() []audit.Decided {
	out := make([]audit.Decided, len(w.Decisions))
	for i, d := range w.Decisions {
		out[i] = audit.Decided{Decision: d}
		if d.Key == w.Key {
			out[i].Words = w.Command.Words.Text
		}
	}
	return out
}

// CheckDecisions compares the decisions of a case with the commitments in the audit log, and lists the
// events whose commitments do not match. It checks nothing of an erased case.
func (s *Store) CheckDecisions(ctx context.Context, ref casework.Ref) (found []audit.Finding, err error) {
	all, err := s.Decisions(ctx, ref)
	if err != nil {
		return nil, err
	}
	by := map[int64][]audit.Decided{}
	for _, d := range all {
		by[d.Seq] = append(by[d.Seq], audit.Decided{Decision: d.Decision, Words: d.Words})
	}
	var rows []struct {
		ID         int64  `db:"id"`
		Seq        int64  `db:"seq"`
		Commitment string `db:"commitment"`
		Nonce      []byte `db:"nonce"`
	}
	err = s.tx(ctx, func(tx *db.Tx) error {
		rows = nil
		return db.List(ctx, tx, "list commitments", &rows, `select e.id, e.seq, e.commitment, c.nonce from app.audit_events e
			left join app.commitments c on c.case_ref = e.subject_ref and c.seq = e.seq
			where e.subject_kind = 'case' and e.subject_ref = $1 and e.action = 'record.case' order by e.id`, ref)
	})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		var nonce audit.Nonce
		plain, err := s.box.Open(ctx, sealdb.OfCase(ref), sealdb.ColNonce, sealdb.RowOf(r.Seq), r.Nonce)
		if err != nil {
			return nil, err
		}
		if r.Nonce != nil && plain == nil { // erased
			delete(by, r.Seq)
			continue
		}
		decided := by[r.Seq]
		if len(decided) == 0 && r.Commitment == "" {
			continue
		}
		if copy(nonce[:], plain) != len(nonce) || !audit.OpensCommitment(r.Commitment, nonce, ref, r.Seq, decided) {
			found = append(found, audit.Finding{Kind: audit.Unmatched, Leaf: -1, Row: r.ID})
		}
		delete(by, r.Seq)
	}
	for range by {
		found = append(found, audit.Finding{Kind: audit.Unlogged, Leaf: -1})
	}
	return found, nil
}
