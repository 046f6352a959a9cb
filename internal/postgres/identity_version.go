package postgres

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// proposal returns what the change did to a proposal of an action; ok is false if it did nothing to one.
func (w *caseWriter) proposal(action casework.ProposalAction) (p casework.Proposal, ok bool) {
	for _, one := range w.Proposals {
		if one.Action == action {
			p, ok = one, true
		}
	}
	return p, ok
}

// correctPerson replaces values in the identity of the case's person by those that were proposed and to which a
// second person has agreed, and keeps what was there before as a version.
func (w *caseWriter) correctPerson(ctx context.Context, p casework.Proposal) error {
	words, err := w.store.wordsOf(ctx, w.Tx, w.Ref, p.Key)
	if err != nil || words.Person == nil {
		return err
	}
	before, err := w.store.person(ctx, w.Tx, w.Ref)
	if err != nil {
		return err
	}
	version := record.IdentityVersion{Fields: p.Command.Fields}
	if before != nil {
		version.Person = before.Identity()
	}
	body, err := w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColIdentityVersion, sealdb.RowOf(w.Seq), version)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.Tx, "insert identity version", `insert into app.identity_versions (case_ref, seq, key, body, at, account, desk, agency, role)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		w.Ref, w.Seq, p.Key, body, w.At, p.By.Account, p.By.Desk, p.By.Agency, p.By.Role)
	if err != nil {
		return err
	}
	return w.store.putPerson(ctx, w.Tx, w.Ref, words.Person.Identity())
}

// wordsOf returns the words of the change of a command; none if there is no such change, or if they were emptied.
func (s *Store) wordsOf(ctx context.Context, tx *db.Tx, ref casework.Ref, key casework.Key) (record.Words, error) {
	var row struct {
		Seq   int64  `db:"seq"`
		Words []byte `db:"words"`
	}
	var words record.Words
	err := db.Get(ctx, tx, "find words", &row, `select seq, words from app.case_changes where case_ref = $1 and key = $2`, ref, key)
	if errors.Is(err, sql.ErrNoRows) {
		return words, nil
	}
	if err != nil {
		return words, err
	}
	_, err = s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColCaseWords, sealdb.RowOf(row.Seq), row.Words, &words)
	return words, err
}

// ProposedPerson returns the values that a correction of a case proposes, and its written reasons. Both are empty if
// the command of the key proposed none.
func (s *Store) ProposedPerson(ctx context.Context, ref casework.Ref, key casework.Key) (p record.Person, reasons string, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		words, err := s.wordsOf(ctx, tx, ref, key)
		if words.Person != nil {
			p = words.Person.Identity()
		}
		reasons = words.Text
		return err
	})
	return p, reasons, err
}

// IdentityVersions returns what was on record of who a person is before each correction, newest first. A case that
// is erased has none.
func (s *Store) IdentityVersions(ctx context.Context, ref casework.Ref) (out []record.IdentityVersion, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		out = nil
		var rows []struct {
			casework.Actor

			Seq  int64        `db:"seq"`
			Key  casework.Key `db:"key"`
			Body []byte       `db:"body"`
			At   time.Time    `db:"at"`
		}
		err := db.List(ctx, tx, "list identity versions", &rows, `select seq, key, body, at, account, desk, agency, role
			from app.identity_versions where case_ref = $1 order by seq desc`, ref)
		if err != nil {
			return err
		}
		for _, r := range rows {
			one := record.IdentityVersion{Seq: r.Seq, At: r.At, By: r.Actor, Key: r.Key}
			there, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColIdentityVersion, sealdb.RowOf(r.Seq), r.Body, &one)
			if err != nil {
				return err
			}
			words, err := s.wordsOf(ctx, tx, ref, r.Key)
			if err != nil {
				return err
			}
			if one.Words = words.Text; there {
				out = append(out, one)
			}
		}
		return nil
	})
	return out, err
}
