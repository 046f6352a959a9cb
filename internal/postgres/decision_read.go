package postgres

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// Decisions lists the answers in a case, votes included, oldest first. Of an erased case it lists who
// answered which step and when, without the answers.
func (s *Store) Decisions(ctx context.Context, ref casework.Ref) (out []record.Decision, err error) {
	var rows []struct {
		casework.Actor

		Seq   int64           `db:"seq"`
		N     int64           `db:"n"`
		Key   casework.Key    `db:"key"`
		Task  casework.TaskID `db:"task"`
		Step  casework.Step   `db:"step"`
		Body  []byte          `db:"body"`
		At    time.Time       `db:"at"`
		Final bool            `db:"final"`
		Words []byte          `db:"words"`
	}
	err = s.ledger(ctx, "list decisions", &rows, `select d.seq, d.n, d.key, d.task, d.step, d.body, d.at, d.final,
		d.account, d.desk, d.agency, d.role, case when d.key = h.key then h.words end as words
		from app.decisions d join app.case_changes h on h.case_ref = d.case_ref and h.seq = d.seq
		where d.case_ref = $1 order by d.seq, d.n`, ref)
	for _, r := range rows {
		var words record.Words
		if _, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColCaseWords, sealdb.RowOf(r.Seq), r.Words, &words); err != nil {
			return nil, err
		}
		var body decisionBody
		if _, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColDecision, sealdb.RowOf(r.Seq, r.N), r.Body, &body); err != nil {
			return nil, err
		}
		d := casework.Decision{
			Key: r.Key, Task: r.Task, Step: r.Step, Outcome: body.Outcome, By: r.Actor, At: r.At, Until: body.Until,
			State: body.State, Ref: body.Ref, Reasoned: body.Reasoned, Reason: body.Reason, Final: r.Final,
		}
		out = append(out, record.Decision{Decision: d, Seq: r.Seq, Words: words.Text})
	}
	return out, err
}

// documents lists the travel documents of a case, oldest first: class C. It lists none of an erased
// case.
func (s *Store) documents(ctx context.Context, tx *db.Tx, ref casework.Ref) ([]record.Document, error) {
	found, err := s.documentsOf(ctx, tx, []casework.Ref{ref})
	return found[ref], err
}

// documentsOf lists the travel documents of cases in one query, by case, in the order in which they were issued.
func (s *Store) documentsOf(ctx context.Context, tx *db.Tx, refs []casework.Ref) (map[casework.Ref][]record.Document, error) {
	var rows []struct {
		Case casework.Ref `db:"case_ref"`
		Ref  string       `db:"ref"`
		Body []byte       `db:"body"`
		At   time.Time    `db:"at"`
		Key  casework.Key `db:"key"`
	}
	err := db.List(ctx, tx, "list documents", &rows, `select case_ref, ref, body, at, key from app.documents where case_ref = any($1) order by case_ref, seq, ref`, db.Strings(refs))
	out := map[casework.Ref][]record.Document{}
	for _, r := range rows {
		d := record.Document{Case: r.Case, At: r.At, Key: r.Key}
		if there, err := s.box.OpenJSON(ctx, sealdb.OfCase(r.Case), sealdb.ColDocument, r.Ref, r.Body, &d); err != nil {
			return nil, err
		} else if there {
			d.Ref = r.Ref
			out[r.Case] = append(out[r.Case], d)
		}
	}
	return out, err
}
