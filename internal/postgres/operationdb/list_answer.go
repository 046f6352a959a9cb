package operationdb

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// Decide computes what an answer changes in a list. It may be called more than once.
type Decide = func(record.ListLines) (record.ListDecision, error)

// AnswerList stores an answer to a doubt of a list and what it changes, in one transaction. version is the digest of
// the rows that its sender has seen: fault.Stale if they have changed. The same key again returns the stored answer, or
// fault.KeyReused if it belongs to another request. It returns fault.Conflict once the list is confirmed.
func (s *OperationStore) AnswerList(ctx context.Context, a record.ListAnswer, version string, decide Decide) (out record.ListAnswer, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		stored, err := answerOfKey(ctx, tx, a)
		if err != nil || stored.Number > 0 {
			out = stored
			return err
		}
		if err := lockToAnswer(ctx, tx, a.List); err != nil {
			return err
		}
		if stored, err = answerOfKey(ctx, tx, a); err != nil || stored.Number > 0 { // stored while this waited
			out = stored
			return err
		}
		digest, _, err := listDigest(ctx, tx, a.List)
		if err != nil {
			return err
		}
		if digest != version {
			return fault.New(fault.Stale, "the list has changed since you looked at it; look at it again")
		}
		out, err = s.answerList(ctx, tx, a, decide)
		return err
	})
	return out, err
}

// lockToAnswer locks a list that is not confirmed: fault.NotFound or fault.Conflict otherwise.
func lockToAnswer(ctx context.Context, tx *db.Tx, ref casework.Ref) error {
	var state record.ListState
	if err := db.Get(ctx, tx, "find list", &state, `select state from app.lists where ref = $1`, ref); err != nil {
		return db.Missing(err, fault.New(fault.NotFound, "there is no such list"))
	}
	err := db.Get(ctx, tx, "lock list", &state, `select state from app.lists where ref = $1 and state in ('read', 'proposed') for update`, ref)
	return db.Missing(err, fault.New(fault.Conflict, "the list is already confirmed or dropped"))
}

// answerOfKey returns the stored answer of a key; the zero value if there is none.
func answerOfKey(ctx context.Context, tx *db.Tx, a record.ListAnswer) (record.ListAnswer, error) {
	var rows []answerRow
	err := db.List(ctx, tx, "find answer", &rows, `select `+answerColumns+` from app.list_answers where key = $1`, a.Key)
	if err != nil || len(rows) == 0 {
		return record.ListAnswer{}, err
	}
	stored := rows[0].answer()
	if stored.Hash != a.Hash || stored.List != a.List {
		return record.ListAnswer{}, fault.New(fault.KeyReused, "this key belongs to another request; send the answer with a new key")
	}
	return stored, nil
}

func (s *OperationStore) answerList(ctx context.Context, tx *db.Tx, a record.ListAnswer, decide Decide) (record.ListAnswer, error) {
	lines, err := s.listLines(ctx, tx, a.List)
	if err != nil {
		return a, err
	}
	if err := db.Get(ctx, tx, "count answers", &lines.Number, `select coalesce(max(seq), 0) + 1 from app.list_answers where list_ref = $1`, a.List); err != nil {
		return a, err
	}
	decision, err := decide(lines)
	if err != nil {
		return a, err
	}
	a.Number, a.Rows = lines.Number, decision.Rows
	if err := s.writeLines(ctx, tx, a.List, decision.Changed); err != nil {
		return a, err
	}
	if err := s.recount(ctx, tx, a.List, decision.Reconciliation); err != nil {
		return a, err
	}
	_, err = db.Exec(ctx, tx, "insert answer", `insert into app.list_answers
		(list_ref, seq, problem, choice, rows, key, hash, at, account, desk, agency, role) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		a.List, a.Number, a.Problem, a.Choice, a.Rows, a.Key, a.Hash, a.At, a.By.Account, a.By.Desk, a.By.Agency, a.By.Role)
	if err != nil {
		return a, err
	}
	return a, s.log.AppendEvents(ctx, tx, s.recorder.Event(audit.WroteList, audit.OfList, a.List, 0, a.By, "answer", a.Key))
}
