package operationdb

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/pagedb"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// operationColumns need the current time as the first argument of the statement.
const operationColumns = `o.ref, o.seq, o.state, o.host, o.custodian, o.lead, o.snapshot->'pause' as pause, o.snapshot->'resume' as resume, o.opened_at, o.updated_at,
	o.account, o.desk, o.agency, o.role, o.key, o.words,
	(select count(*) from app.lists l where l.operation_ref = o.ref) as lists,
	(select count(*) from app.lists l where l.operation_ref = o.ref and l.state = 'proposed') as proposed, k.cases, k.open, k.overdue`

const operationTables = ` from app.operations o cross join lateral (select coalesce(sum(c.cases), 0) as cases,
	coalesce(sum(c.open), 0) as open, coalesce(sum(c.overdue), 0) as overdue from app.count_cases(o.ref, $1) c) k`

type operationRow struct {
	casework.Actor

	Ref       casework.Ref                 `db:"ref"`
	Seq       int64                        `db:"seq"`
	State     operation.State              `db:"state"`
	Host      casework.Country             `db:"host"`
	Custodian string                       `db:"custodian"`
	Lead      casework.DeskID              `db:"lead"`
	Pause     db.JSON[*casework.Pause]     `db:"pause"`
	Resume    db.JSON[*operation.Resuming] `db:"resume"`
	OpenedAt  time.Time                    `db:"opened_at"`
	UpdatedAt time.Time                    `db:"updated_at"`
	Key       casework.Key                 `db:"key"`
	Words     []byte                       `db:"words"`
	Lists     int                          `db:"lists"`
	Proposed  int                          `db:"proposed"`
	Cases     int                          `db:"cases"`
	Open      int                          `db:"open"`
	Overdue   int                          `db:"overdue"`
}

func (s *OperationStore) operationRow(ctx context.Context, r operationRow) (record.OperationRow, error) {
	out := record.OperationRow{
		Operation: record.Operation{
			Ref: r.Ref, Seq: r.Seq, State: r.State, Host: r.Host, Custodian: r.Custodian, Lead: r.Lead, Pause: r.Pause.V, Resume: r.Resume.V,
			OpenedAt: r.OpenedAt, UpdatedAt: r.UpdatedAt, By: r.Actor, Key: r.Key,
		},
		Lists: r.Lists, Proposed: r.Proposed, Cases: r.Cases, Open: r.Open, Overdue: r.Overdue,
	}
	var err error
	out.Words, err = s.box.OpenText(ctx, sealdb.OfOperation(r.Ref), sealdb.ColOperationWords, "", r.Words)
	return out, err
}

// Operation returns an operation; fault.NotFound if there is none.
func (s *OperationStore) Operation(ctx context.Context, ref casework.Ref) (out record.OperationRow, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		var row operationRow
		err := db.Get(ctx, tx, "find operation", &row, `select `+operationColumns+operationTables+` where o.ref = $2`, s.db.Now(), ref)
		if err != nil {
			return db.Missing(err, fault.New(fault.NotFound, "there is no such operation"))
		}
		out, err = s.operationRow(ctx, row)
		return err
	})
	return out, err
}

// Operations lists operations, newest first.
func (s *OperationStore) Operations(ctx context.Context, f record.OperationFilter) (out record.Operations, err error) {
	c := &db.Conditions{Args: []any{s.db.Now()}}
	c.Equal("o.host", string(f.Host))
	c.Equal("o.state", string(f.State))
	c.Equal("o.lead", string(f.Lead))
	if f.Resuming {
		c.And("o.snapshot->'resume' is not null")
	}
	if after := f.Page.After; after != nil {
		c.And("(o.opened_at, o.ref) < (?, ?)", after.At, after.ID)
	}
	query := `select ` + operationColumns + operationTables + c.Where() + ` order by o.opened_at desc, o.ref desc limit ` + c.Arg(f.Page.Size()+1)
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = record.Operations{}
		var rows []operationRow
		if err := db.ReadPage(ctx, tx, "list operations", &rows, query, c.Args...); err != nil {
			return err
		}
		for _, r := range rows {
			one, err := s.operationRow(ctx, r)
			if err != nil {
				return err
			}
			out.Rows = append(out.Rows, one)
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, f.Page, func(r record.OperationRow) record.Cursor {
			return record.Cursor{At: r.OpenedAt, ID: string(r.Ref)}
		})
		return nil
	})
	return out, err
}
