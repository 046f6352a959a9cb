package operationdb

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"github.com/lib/pq"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
)

// SaveList stores a list as its author wrote it: all lines in one transaction, or none. From l it
// takes what is not in content: reference, operation, name, author, hash, size, time, actor, key.
// Calling it again with the same key changes nothing and returns the stored list. It returns
// fault.Conflict if the operation has a list of the same sheets of the same file, unless that list was dropped.
func (s *OperationStore) SaveList(ctx context.Context, l record.List, content roster.List) (saved record.ListSummary, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		var there casework.Ref
		err := db.Get(ctx, tx, "find list", &there, `select ref from app.lists where key = $1`, l.Key)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if there == "" {
			there = l.Ref
			if err := s.sheetsAreNew(ctx, tx, l, content); err != nil {
				return err
			}
			if err := s.insertList(ctx, tx, l, content); err != nil {
				return err
			}
			if err := s.insertListRows(ctx, tx, l.Ref, content); err != nil {
				return err
			}
			if err := s.log.AppendEvents(ctx, tx, s.recorder.Event(audit.WroteList, audit.OfList, l.Ref, 0, l.By, "", l.Key)); err != nil {
				return err
			}
		}
		saved, err = s.list(ctx, tx, there)
		return err
	})
	return saved, err
}

// sheetsAreNew returns fault.Conflict if the operation has a list with one of the sheets of this file. A list without
// numbers of sheets is the whole file.
func (s *OperationStore) sheetsAreNew(ctx context.Context, tx *db.Tx, l record.List, content roster.List) error {
	if _, err := db.Exec(ctx, tx, "lock file", `select pg_advisory_xact_lock(hashtextextended($1, 0))`, string(l.Operation)+" "+l.Hash); err != nil {
		return err
	}
	var again bool
	err := db.Get(ctx, tx, "find list of file", &again, `select exists (select from app.lists where operation_ref = $1 and hash = $2
		and state <> 'dropped' and (sheets && $3::int[] or sheets = '{}' or $3::int[] = '{}'))`, l.Operation, l.Hash, sheetNumbers(content))
	if err == nil && again {
		return fault.New(fault.Conflict, "this file is a list of this operation already")
	}
	return err
}

func sheetNumbers(content roster.List) pq.Int64Array {
	out := pq.Int64Array{}
	for _, n := range content.Format.ReadSheets() {
		out = append(out, int64(n))
	}
	return out
}

func (s *OperationStore) insertList(ctx context.Context, tx *db.Tx, l record.List, content roster.List) error {
	name, err := s.box.SealText(ctx, sealdb.OfList(l.Ref), sealdb.ColListName, "", l.Name)
	if err != nil {
		return err
	}
	report := content
	report.Rows, report.Unreadable, report.OtherLines = nil, nil, nil
	sealed, err := s.box.SealJSON(ctx, sealdb.OfList(l.Ref), sealdb.ColListReport, "", report)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, tx, "insert list", `insert into app.lists
		(ref, operation_ref, state, author, name, report, hash, bytes, rows_readable, rows_unreadable, at, account, desk, agency, role, key, sheets)
		values ($1, $2, 'read', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		l.Ref, l.Operation, l.Author, name, sealed, l.Hash, l.Bytes, len(content.Rows), len(content.Unreadable), l.At,
		l.By.Account, l.By.Desk, l.By.Agency, l.By.Role, l.Key, sheetNumbers(content))
	return err
}

// line is one row of list_rows.
type line struct {
	Line     int                 `json:"line"`
	State    record.ListRowState `json:"state"`
	Raw      sealdb.Hex          `json:"raw"`
	Read     sealdb.Hex          `json:"read"`
	Answered sealdb.Hex          `json:"answered,omitempty"`
	Problems pq.StringArray      `json:"problems"`
	Was      string              `json:"was,omitempty"` // the problem of an unreadable line
}

// insertListRows writes all lines, some hundreds in a statement.
func (s *OperationStore) insertListRows(ctx context.Context, tx *db.Tx, ref casework.Ref, content roster.List) error {
	const batch = 500
	lines := make([]line, 0, batch)
	flush := func() error {
		err := db.InsertRows(ctx, tx, "insert rows", lines, `insert into app.list_rows (list_ref, line, state, raw, read, problems, was)
			select $2, line, state, decode(raw, 'hex'), decode(read, 'hex'), problems, coalesce(was, '')
			from jsonb_to_recordset($1::jsonb) as x (line int, state text, raw text, read text, problems text[], was text)`, ref)
		lines = lines[:0]
		return err
	}
	add := func(n int, state record.ListRowState, raw []string, read *roster.Row, problems ...string) error {
		one := line{Line: n, State: state, Problems: append(pq.StringArray{}, problems...)}
		if state == record.RowUnreadable && len(problems) > 0 {
			one.Was = problems[0]
		}
		var err error
		if one.Raw, err = s.box.SealJSON(ctx, sealdb.OfList(ref), sealdb.ColRowRaw, strconv.Itoa(n), raw); err != nil {
			return err
		}
		if read != nil {
			if one.Read, err = s.box.SealJSON(ctx, sealdb.OfList(ref), sealdb.ColRowRead, strconv.Itoa(n), read); err != nil {
				return err
			}
		}
		if lines = append(lines, one); len(lines) == batch {
			return flush()
		}
		return nil
	}
	twice := content.Reconciliation.MaybeTwice()
	for i := range content.Rows {
		row := content.Rows[i]
		raw := row.Raw
		row.Raw = nil // it has a column of its own
		problems := codes(doubt.Problems(row))
		if twice[row.Line] {
			problems = append(problems, string(flaw.MaybeTwice))
		}
		if err := add(row.Line, record.RowReadable, raw, &row, problems...); err != nil {
			return err
		}
	}
	for _, u := range content.Unreadable {
		if err := add(u.Line, record.RowUnreadable, u.Raw, u.Read, string(u.Problem)); err != nil {
			return err
		}
	}
	for _, a := range content.OtherLines {
		if err := add(a.Line, record.RowAside, a.Raw, nil, string(a.Kind)); err != nil {
			return err
		}
	}
	return flush()
}

func codes(of []flaw.Code) []string {
	out := make([]string, len(of))
	for i, p := range of {
		out[i] = string(p)
	}
	return out
}

// DropList turns a list down. It stays as written. It returns fault.Conflict if the list was
// proposed or confirmed, and fault.NotFound if there is none.
func (s *OperationStore) DropList(ctx context.Context, ref casework.Ref) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, "drop list", `update app.lists set state = 'dropped' where ref = $1 and state in ('read', 'dropped')`, ref)
		if err != nil || n == 1 {
			return err
		}
		if _, err := s.list(ctx, tx, ref); err != nil {
			return err
		}
		return fault.New(fault.Conflict, "the list was proposed or confirmed before")
	})
}
