package postgres

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// takeRow writes the person of a list row, and seals the row again with the key of its case: from now
// on the row belongs to the case, and is lost when the case is erased.
func (w *caseWriter) takeRow(ctx context.Context) error {
	var found struct {
		List  casework.Ref `db:"list_ref"`
		Line  int          `db:"line"`
		Raw   []byte       `db:"raw"`
		Read  []byte       `db:"read"`
		Now   []byte       `db:"answered"`
		Keyed string       `db:"keyed_by"`
	}
	err := db.Get(ctx, w.Tx, "find row of case", &found, `select list_ref, line, raw, read, answered, keyed_by from app.list_rows
		where case_ref = $1 for update`, w.Ref)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	of := sealdb.OfListRow(found.Keyed, found.List, w.Ref)
	n := strconv.Itoa(found.Line)
	row, there, err := w.Box.OpenRow(ctx, of, n, found.Read, found.Now)
	if err != nil || !there {
		return err
	}
	if found.Keyed != sealdb.KeyedByCase {
		if err := w.resealRow(ctx, found.List, n, found.Raw, found.Read, found.Now); err != nil {
			return err
		}
	}
	return w.store.putPerson(ctx, w.Tx, w.Ref, record.PersonOf(row))
}

// resealRow moves a row from the key of its list to the key of its case.
func (w *caseWriter) resealRow(ctx context.Context, list casework.Ref, line string, raw, read, now []byte) error {
	move := func(col sealdb.Column, sealed []byte) ([]byte, error) {
		plain, err := w.Box.Open(ctx, sealdb.OfList(list), col, line, sealed)
		if err != nil {
			return nil, err
		}
		return w.Box.Seal(ctx, sealdb.OfCase(w.Ref), col, line, plain)
	}
	raw, err := move(sealdb.ColRowRaw, raw)
	if err != nil {
		return err
	}
	if read, err = move(sealdb.ColRowRead, read); err != nil {
		return err
	}
	if now != nil {
		if now, err = move(sealdb.ColRowAnswered, now); err != nil {
			return err
		}
	}
	_, err = db.Exec(ctx, w.Tx, "reseal row", `update app.list_rows set raw = $2, read = $3, answered = $4, keyed_by = 'case' where case_ref = $1`,
		w.Ref, raw, read, now)
	return err
}
