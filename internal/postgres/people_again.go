package postgres

import (
	"context"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// PeopleMadeEarlier lists cases after one, by reference, whose tokens were made in an earlier way; "" begins.
func (s *Store) PeopleMadeEarlier(ctx context.Context, after casework.Ref, limit int) (out []casework.Ref, err error) {
	err = s.snapshot(ctx, func(tx *db.Tx) error {
		out = nil
		return db.List(ctx, tx, "list earlier tokens", &out, `select distinct case_ref from app.people_index
			where edition = 1 and case_ref > $1 order by case_ref limit $2`, after, limit)
	})
	return out, err
}

// IndexAgain makes the tokens of a case again from its sealed data, in place of those that were made in an earlier way.
// It is one transaction and idempotent: it may be stopped at any moment. Of a case that is erased no token is left.
func (s *Store) IndexAgain(ctx context.Context, ref casework.Ref) error {
	if s.index == nil {
		return nil
	}
	return s.tx(ctx, func(tx *db.Tx) error {
		var locked []casework.Ref // first, as an erasure does
		if err := db.List(ctx, tx, "lock case", &locked, `select ref from app.cases where ref = $1 for update`, ref); err != nil {
			return err
		}
		all, err := s.personsOf(ctx, tx, ref)
		if err != nil {
			return err
		}
		// The number of a telephone has the token that it had; its text may be emptied before the case.
		_, err = db.Exec(ctx, tx, "keep phones", `update app.people_index set edition = 2 where case_ref = $1 and field = 'phone' and edition = 1`, ref)
		if err != nil {
			return err
		}
		for _, p := range all {
			p.Phone = ""
			if err := s.insertTokens(ctx, tx, ref, s.tokensOf(ref, p)); err != nil {
				return err
			}
		}
		_, err = db.Exec(ctx, tx, "remove earlier tokens", `delete from app.people_index where case_ref = $1 and edition = 1`, ref)
		return err
	})
}

// personsOf returns everything by which a case is found: the person as she is on record now, each earlier version, and
// the numbers of her documents. Emptied and erased texts are left out.
func (s *Store) personsOf(ctx context.Context, tx *db.Tx, ref casework.Ref) (out []record.Person, err error) {
	now, err := s.person(ctx, tx, ref)
	if err != nil {
		return nil, err
	}
	if now != nil {
		out = append(out, *now)
	}
	for _, read := range []func(context.Context, *db.Tx, casework.Ref) ([]record.Person, error){s.personsInWords, s.personsBefore, s.personsInRow, s.personsInDocuments} {
		more, err := read(ctx, tx, ref)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// sealedRow is a sealed value with the number or the name of its row.
type sealedRow struct {
	Row  string `db:"row"`
	Body []byte `db:"body"`
}

// openAll opens the values of a column and passes each to take.
func openAll[T any](ctx context.Context, s *Store, tx *db.Tx, ref casework.Ref, col sealdb.Column, query string, take func(T)) error {
	var rows []sealedRow
	if err := db.List(ctx, tx, "list sealed values", &rows, query, ref); err != nil {
		return err
	}
	for _, r := range rows {
		var v T
		there, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), col, r.Row, r.Body, &v)
		if err != nil {
			return err
		}
		if there {
			take(v)
		}
	}
	return nil
}

// personsInWords returns the persons that came with changes. A correction that was proposed is not on record by that.
func (s *Store) personsInWords(ctx context.Context, tx *db.Tx, ref casework.Ref) (out []record.Person, err error) {
	err = openAll(ctx, s, tx, ref, sealdb.ColCaseWords, `select seq::text as row, words as body from app.case_changes
		where case_ref = $1 and words is not null and kind <> 'correct_identity' order by seq`, func(words record.Words) {
		if p := personIn(words); p != nil {
			out = append(out, *p)
		}
	})
	return out, err
}

// personsBefore returns the persons as they were before each correction.
func (s *Store) personsBefore(ctx context.Context, tx *db.Tx, ref casework.Ref) (out []record.Person, err error) {
	err = openAll(ctx, s, tx, ref, sealdb.ColIdentityVersion, `select seq::text as row, body from app.identity_versions where case_ref = $1 order by seq`,
		func(v record.IdentityVersion) { out = append(out, v.Person) })
	return out, err
}

// personsInDocuments returns a person for each document, with its number.
func (s *Store) personsInDocuments(ctx context.Context, tx *db.Tx, ref casework.Ref) (out []record.Person, err error) {
	err = openAll(ctx, s, tx, ref, sealdb.ColDocument, `select ref as row, body from app.documents where case_ref = $1 order by ref`,
		func(d record.Document) { out = append(out, record.Person{DocumentNumber: d.Number}) })
	return out, err
}

// personsInRow returns the person of the row of the list that the case comes from.
func (s *Store) personsInRow(ctx context.Context, tx *db.Tx, ref casework.Ref) (out []record.Person, err error) {
	var rows []struct {
		List  casework.Ref `db:"list_ref"`
		Line  int          `db:"line"`
		Read  []byte       `db:"read"`
		Now   []byte       `db:"answered"`
		Keyed string       `db:"keyed_by"`
	}
	err = db.List(ctx, tx, "find row of case", &rows, `select list_ref, line, read, answered, keyed_by from app.list_rows where case_ref = $1`, ref)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		row, there, err := s.box.OpenRow(ctx, sealdb.OfListRow(r.Keyed, r.List, ref), strconv.Itoa(r.Line), r.Read, r.Now)
		if err != nil {
			return nil, err
		}
		if there {
			out = append(out, record.PersonOf(row))
		}
	}
	return out, nil
}
