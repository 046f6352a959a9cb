package postgres

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// insertContact writes what the survivor has agreed about contact.
func (w *caseWriter) insertContact(ctx context.Context, agreed record.Contact) error {
	body, err := w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColContactBody, sealdb.RowOf(w.Seq), agreed)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.Tx, "insert contact", `insert into app.contacts (case_ref, seq, body, at, account, desk, agency, role)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		w.Ref, w.Seq, body, w.At, w.By.Account, w.By.Desk, w.By.Agency, w.By.Role)
	return err
}

// insertTry writes how the survivor was tried to be reached for a visit.
func (w *caseWriter) insertTry(ctx context.Context, d casework.Decision, try record.ContactTry) error {
	body, err := w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColTryBody, sealdb.RowOf(w.Seq), try)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.Tx, "insert contact try", `insert into app.contact_tries (case_ref, seq, task, body) values ($1, $2, $3, $4)`,
		w.Ref, w.Seq, d.Task, body)
	return err
}

// Contact returns what a survivor has agreed about contact, and the number in her file, as of one moment.
// Both are class F. An agreement that was emptied by a rule of retention, or whose case
// is erased, is not returned.
func (s *Store) Contact(ctx context.Context, ref casework.Ref) (out record.Agreed, err error) {
	err = s.snapshot(ctx, func(tx *db.Tx) error {
		out = record.Agreed{}
		var rows []struct {
			casework.Actor

			Seq  int64     `db:"seq"`
			Body []byte    `db:"body"`
			At   time.Time `db:"at"`
		}
		err := db.List(ctx, tx, "list contacts", &rows, `select seq, body, at, account, desk, agency, role
			from app.contacts where case_ref = $1 and body is not null order by seq desc`, ref)
		if err != nil {
			return err
		}
		for _, r := range rows {
			one := record.ContactRow{Seq: r.Seq, At: r.At, By: r.Actor}
			there, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColContactBody, sealdb.RowOf(r.Seq), r.Body, &one.Contact)
			if err != nil {
				return err
			}
			if there {
				out.Rows = append(out.Rows, one)
			}
		}
		p, err := s.person(ctx, tx, ref)
		if err == nil && p != nil {
			out.Phone = p.Phone
		}
		return err
	})
	return out, err
}

// tries returns the visits and first calls that were answered, newest first: the answer, and how she was
// tried to be reached if that is on record.
func (s *Store) tries(ctx context.Context, tx *db.Tx, ref casework.Ref) ([]record.TryRow, error) {
	var rows []struct {
		casework.Actor

		Seq     int64         `db:"seq"`
		Step    casework.Step `db:"step"`
		N       int           `db:"n"`
		Attempt int           `db:"attempt"`
		Answer  []byte        `db:"answer"`
		Body    []byte        `db:"body"`
		At      time.Time     `db:"at"`
	}
	err := db.List(ctx, tx, "list contact tries", &rows, `select d.seq, d.step, d.n, t.attempt, d.body as answer, c.body, d.at, d.account, d.desk, d.agency, d.role
		from app.decisions d join app.tasks t on t.case_ref = d.case_ref and t.task = d.task
		left join app.contact_tries c on c.case_ref = d.case_ref and c.seq = d.seq
		where d.case_ref = $1 and d.final and t.base_step in ($2, $3) order by d.seq desc, d.n`, ref, casework.StepSafetyCall, casework.StepFollowUp)
	var out []record.TryRow
	for _, r := range rows {
		one := record.TryRow{Seq: r.Seq, Step: r.Step, Attempt: r.Attempt, At: r.At, By: r.Actor}
		var answer decisionBody
		if _, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColDecision, sealdb.RowOf(r.Seq, int64(r.N)), r.Answer, &answer); err != nil {
			return nil, err
		}
		one.Outcome = answer.Outcome
		if _, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColTryBody, sealdb.RowOf(r.Seq), r.Body, &one.ContactTry); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, err
}
