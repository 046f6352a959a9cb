package operationdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// confirmList marks a list as confirmed. Every readable row gets its place and the reference of its
// case: one case for each row, in the order in which they were written.
func (w *operationWriter) confirmList(ctx context.Context) error {
	if w.Kind == operation.KindConfirmList { // by one officer: an earlier proposal of it is void
		if err := w.lockList(ctx, record.ListRead, record.ListProposed); err != nil {
			return err
		}
		if err := w.unpropose(ctx); err != nil {
			return err
		}
	} else if err := w.lockList(ctx, record.ListProposed); err != nil {
		return err
	}
	if err := w.asPreviewed(ctx); err != nil {
		return err
	}
	var lines []int64
	err := db.List(ctx, w.Tx, "list rows", &lines, `select line from app.list_rows where list_ref = $1 and state = 'readable' order by line`, w.List)
	if err != nil {
		return err
	}
	refs := make([]string, len(lines))
	for i := range refs {
		refs[i] = string(w.newRef())
	}
	n, err := db.Exec(ctx, w.Tx, "mint cases", `update app.list_rows r set state = 'minted', place = x.place - 1, case_ref = x.ref
		from unnest($2::int[], $3::text[]) with ordinality as x (line, ref, place)
		where r.list_ref = $1 and r.line = x.line and r.state = 'readable'`, w.List, pq.Int64Array(lines), pq.StringArray(refs))
	if err != nil {
		return err
	}
	if n != int64(len(lines)) {
		return fmt.Errorf("mint cases: %w", db.ErrRowsMissing)
	}
	w.recorded.Rows = len(lines)
	_, err = db.Exec(ctx, w.Tx, "confirm list", `update app.lists set state = 'confirmed', confirmed_at = $2, confirmed_account = $3,
		confirmed_desk = $4, confirmed_agency = $5, confirmed_role = $6 where ref = $1`,
		w.List, w.At, w.By.Account, w.By.Desk, w.By.Agency, w.By.Role)
	return err
}

// lockList locks the list of the change, which must be of its operation and in one of these states.
func (w *operationWriter) lockList(ctx context.Context, in ...record.ListState) error {
	var found struct {
		Operation casework.Ref     `db:"operation_ref"`
		State     record.ListState `db:"state"`
	}
	err := db.Get(ctx, w.Tx, "lock list", &found, `select operation_ref, state from app.lists where ref = $1 for update`, w.List)
	switch {
	case errors.Is(err, sql.ErrNoRows) || err == nil && found.Operation != w.Ref:
		return fault.New(fault.NotFound, "the operation has no such list")
	case err != nil:
		return err
	case !slices.Contains(in, found.State):
		return fault.New(fault.Conflict, "the list is already confirmed or dropped")
	default:
		return nil
	}
}

// markListsOpened marks the confirmed lists whose rows all have their case.
func (w *operationWriter) markListsOpened(ctx context.Context) error {
	_, err := db.Exec(ctx, w.Tx, "mark lists as opened", `update app.lists l set state = 'opened'
		where l.operation_ref = $1 and l.state = 'confirmed'
		and not exists (select 1 from app.list_rows r where r.list_ref = l.ref and r.state = 'minted')`, w.Ref)
	return err
}

// WaitingRows lists the rows of a confirmed list whose case is not marked as opened, with places from
// from up to but not including to, in their order. They are personal data and MUST NOT go into a workflow.
func (s *OperationStore) WaitingRows(ctx context.Context, listRef casework.Ref, from, to int) (out []operation.Row, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = nil
		var rows []struct {
			Line  int          `db:"line"`
			Place int          `db:"place"`
			Case  casework.Ref `db:"case_ref"`
			Read  []byte       `db:"read"`
			Now   []byte       `db:"answered"`
			Keyed string       `db:"keyed_by"`
		}
		err := db.List(ctx, tx, "list waiting rows", &rows, `select line, place, case_ref, read, answered, keyed_by from app.list_rows
			where list_ref = $1 and state = 'minted' and place >= $2 and place < $3 order by place`, listRef, from, to)
		if err != nil {
			return err
		}
		for _, r := range rows {
			row, _, err := s.box.OpenRow(ctx, sealdb.OfListRow(r.Keyed, listRef, r.Case), strconv.Itoa(r.Line), r.Read, r.Now)
			if err != nil {
				return err
			}
			out = append(out, operation.Row{
				Number: r.Place, Case: r.Case, Nationality: casework.Country(row.Nationality.Code), Born: row.BirthDate,
			})
		}
		return nil
	})
	return out, err
}

// MarkOpened marks the rows of these cases as opened, and notifies the followers of the operation. A
// row that is marked already stays as it is.
func (s *OperationStore) MarkOpened(ctx context.Context, listRef casework.Ref, cases []casework.Ref) error {
	refs := make([]string, len(cases))
	for i, ref := range cases {
		refs[i] = string(ref)
	}
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, "mark rows as opened", `update app.list_rows set state = 'opened'
			where list_ref = $1 and state = 'minted' and case_ref = any($2)`, listRef, pq.StringArray(refs))
		if err != nil || n == 0 {
			return err
		}
		var of struct {
			Ref casework.Ref `db:"ref"`
			Seq int64        `db:"seq"`
		}
		err = db.Get(ctx, tx, "find operation", &of, `select o.ref, o.seq from app.lists l join app.operations o on o.ref = l.operation_ref
			where l.ref = $1`, listRef)
		if err != nil {
			return err
		}
		return changedb.Notify(ctx, tx, of.Seq, changedb.OperationTopic(of.Ref))
	})
}

// CountByCorridor counts the cases of an operation that are open, by the version of their corridor.
func (s *OperationStore) CountByCorridor(ctx context.Context, operationRef casework.Ref) (out []operation.OnCorridor, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = nil
		return db.List(ctx, tx, "count cases by corridor", &out, `select corridor, version, count(*) as cases from app.cases
			where operation_ref = $1 and ended_at is null group by corridor, version order by corridor, version`, operationRef)
	})
	return out, err
}

// CasesAfter lists up to limit cases of an operation that are open, from a list or opened by hand, in
// the order of their references, from the first one after a reference.
func (s *OperationStore) CasesAfter(ctx context.Context, operationRef, after casework.Ref, limit int) (refs []casework.Ref, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		refs = nil
		return db.List(ctx, tx, "list cases", &refs, `select ref from app.cases
			where operation_ref = $1 and ref > $2 and ended_at is null order by ref limit $3`, operationRef, after, limit)
	})
	return refs, err
}
