package operationdb

import (
	"context"
	"strconv"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/pagedb"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/seal"
)

const listColumns = `l.ref, l.operation_ref, l.state, l.author, l.name, l.report, l.hash, l.bytes, l.rows_readable, l.rows_unreadable,
	l.at, l.account, l.desk, l.agency, l.role, l.key, l.confirmed_at, coalesce(l.confirmed_account, '') as confirmed_account,
	coalesce(l.confirmed_desk, '') as confirmed_desk, coalesce(l.confirmed_agency, '') as confirmed_agency,
	coalesce(l.confirmed_role, '') as confirmed_role, l.proposed_at, coalesce(l.proposed_account, '') as proposed_account,
	coalesce(l.proposed_desk, '') as proposed_desk, coalesce(l.proposed_agency, '') as proposed_agency,
	coalesce(l.proposed_role, '') as proposed_role, coalesce(l.preview, '') as preview,
	l.answered, l.rows_left_out, (select count(*) from app.list_answers a where a.list_ref = l.ref) as answers,
	(select count(*) from app.list_rows r where r.list_ref = l.ref and r.state in ('readable', 'unreadable') and r.problems <> '{}') as doubts,
	(select count(*) from app.list_rows r where r.list_ref = l.ref and r.state in ('minted', 'opened')) as minted,
	(select count(*) from app.list_rows r where r.list_ref = l.ref and r.state = 'opened') as opened`

type listRow struct {
	casework.Actor

	Ref              casework.Ref       `db:"ref"`
	Operation        casework.Ref       `db:"operation_ref"`
	State            record.ListState   `db:"state"`
	Author           string             `db:"author"`
	Name             []byte             `db:"name"`
	Report           []byte             `db:"report"`
	Hash             string             `db:"hash"`
	Bytes            int64              `db:"bytes"`
	Readable         int                `db:"rows_readable"`
	Unreadable       int                `db:"rows_unreadable"`
	At               time.Time          `db:"at"`
	Key              casework.Key       `db:"key"`
	ConfirmedAt      *time.Time         `db:"confirmed_at"`
	ConfirmedAccount casework.AccountID `db:"confirmed_account"`
	ConfirmedDesk    casework.DeskID    `db:"confirmed_desk"`
	ConfirmedAgency  casework.AgencyID  `db:"confirmed_agency"`
	ConfirmedRole    casework.Role      `db:"confirmed_role"`
	ProposedAt       *time.Time         `db:"proposed_at"`
	ProposedAccount  casework.AccountID `db:"proposed_account"`
	ProposedDesk     casework.DeskID    `db:"proposed_desk"`
	ProposedAgency   casework.AgencyID  `db:"proposed_agency"`
	ProposedRole     casework.Role      `db:"proposed_role"`
	Preview          string             `db:"preview"`
	Answered         []byte             `db:"answered"`
	LeftOut          int                `db:"rows_left_out"`
	Answers          int                `db:"answers"`
	Doubts           int                `db:"doubts"`
	Minted           int                `db:"minted"`
	Opened           int                `db:"opened"`
}

func (s *OperationStore) listSummary(ctx context.Context, r listRow) (record.ListSummary, error) {
	out := record.ListSummary{
		List: record.List{
			Ref: r.Ref, Operation: r.Operation, Author: r.Author, Hash: r.Hash, Bytes: r.Bytes, At: r.At, By: r.Actor, Key: r.Key,
		},
		State: r.State, Rows: r.Readable + r.Unreadable + r.LeftOut, Readable: r.Readable, Unreadable: r.Unreadable,
		LeftOut: r.LeftOut, Doubts: r.Doubts, Answers: r.Answers,
		Minted: r.Minted, Opened: r.Opened, ConfirmedAt: r.ConfirmedAt, ProposedAt: r.ProposedAt, Preview: r.Preview,
	}
	if r.ProposedAt != nil {
		out.ProposedBy = &casework.Actor{Account: r.ProposedAccount, Desk: r.ProposedDesk, Agency: r.ProposedAgency, Role: r.ProposedRole}
	}
	if r.ConfirmedAt != nil {
		out.ConfirmedBy = &casework.Actor{Account: r.ConfirmedAccount, Desk: r.ConfirmedDesk, Agency: r.ConfirmedAgency, Role: r.ConfirmedRole}
	}
	var err error
	if out.Name, err = s.box.OpenText(ctx, sealdb.OfList(r.Ref), sealdb.ColListName, "", r.Name); err != nil {
		return out, err
	}
	var report roster.List
	if _, err = s.box.OpenJSON(ctx, sealdb.OfList(r.Ref), sealdb.ColListReport, "", r.Report, &report); err != nil {
		return out, err
	}
	out.File, out.Columns, out.ClaimedTotal = report.Format, report.Columns, report.ClaimedTotal
	out.Blank, out.AsOf, out.Reconciliation = report.Blank, report.AsOf, report.Reconciliation
	var answered roster.Reconciliation
	there, err := s.box.OpenJSON(ctx, sealdb.OfList(r.Ref), sealdb.ColListAnswered, "", r.Answered, &answered)
	if there {
		out.Reconciliation = answered
	}
	return out, err
}

// List returns a list; fault.NotFound if there is none.
func (s *OperationStore) List(ctx context.Context, ref casework.Ref) (out record.ListSummary, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out, err = s.list(ctx, tx, ref)
		return err
	})
	return out, err
}

func (s *OperationStore) list(ctx context.Context, tx *db.Tx, ref casework.Ref) (record.ListSummary, error) {
	var row listRow
	if err := db.Get(ctx, tx, "find list", &row, `select `+listColumns+` from app.lists l where l.ref = $1`, ref); err != nil {
		return record.ListSummary{}, db.Missing(err, fault.New(fault.NotFound, "there is no such list"))
	}
	return s.listSummary(ctx, row)
}

// Lists lists lists, newest first.
func (s *OperationStore) Lists(ctx context.Context, f record.ListFilter) (out record.Lists, err error) {
	var c db.Conditions
	c.Equal("l.operation_ref", string(f.Operation))
	c.Equal("l.state", string(f.State))
	if after := f.Page.After; after != nil {
		c.And("(l.at, l.ref) < (?, ?)", after.At, after.ID)
	}
	query := `select ` + listColumns + ` from app.lists l` + c.Where() + ` order by l.at desc, l.ref desc limit ` + c.Arg(f.Page.Size()+1)
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = record.Lists{}
		var rows []listRow
		if err := db.ReadPage(ctx, tx, "list lists", &rows, query, c.Args...); err != nil {
			return err
		}
		for _, r := range rows {
			one, err := s.listSummary(ctx, r)
			if err != nil {
				return err
			}
			out.Rows = append(out.Rows, one)
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, f.Page, func(l record.ListSummary) record.Cursor {
			return record.Cursor{At: l.At, ID: string(l.Ref)}
		})
		return nil
	})
	return out, err
}

// ListRows lists the lines of one list in the order in which they were written.
func (s *OperationStore) ListRows(ctx context.Context, f record.ListRowFilter) (out record.ListRows, err error) {
	var c db.Conditions
	c.And("r.list_ref = ?", f.List)
	c.Equal("r.state", string(f.State))
	if f.Problem != "" {
		c.And("? = any(r.problems)", f.Problem)
	}
	if after := f.Page.After; after != nil {
		line, err := strconv.Atoi(after.ID)
		if err != nil {
			return out, record.InvalidCursor()
		}
		c.And("r.line > ?", line)
	}
	query := `select r.line, r.raw, r.read, r.answered, r.problems, r.was, r.state, r.place, coalesce(r.case_ref, '') as case_ref, r.keyed_by
		from app.list_rows r` + c.Where() + ` order by r.line limit ` + c.Arg(f.Page.Size()+1)
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = record.ListRows{}
		var rows []lineRow
		if err := db.ReadPage(ctx, tx, "list lines", &rows, query, c.Args...); err != nil {
			return err
		}
		if err := s.prefetchRowKeys(ctx, f.List, rows); err != nil {
			return err
		}
		for _, r := range rows {
			one, err := s.listLine(ctx, f.List, r)
			if err != nil {
				return err
			}
			out.Rows = append(out.Rows, one)
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, f.Page, func(r record.ListRow) record.Cursor { return record.Cursor{ID: strconv.Itoa(r.Line)} })
		return nil
	})
	return out, err
}

type lineRow struct {
	Line     int                 `db:"line"`
	Raw      []byte              `db:"raw"`
	Read     []byte              `db:"read"`
	Answered []byte              `db:"answered"`
	Problems pq.StringArray      `db:"problems"`
	Was      string              `db:"was"`
	State    record.ListRowState `db:"state"`
	Place    *int                `db:"place"`
	Case     casework.Ref        `db:"case_ref"`
	Keyed    string              `db:"keyed_by"`
}

func (s *OperationStore) prefetchRowKeys(ctx context.Context, ref casework.Ref, rows []lineRow) error {
	subjects := []seal.Subject{sealdb.OfList(ref)}
	for _, r := range rows {
		if r.Keyed == sealdb.KeyedByCase {
			subjects = append(subjects, sealdb.OfCase(r.Case))
		}
	}
	return s.box.Prefetch(ctx, subjects)
}

// listLine opens one line. The line of an erased person has no text.
func (s *OperationStore) listLine(ctx context.Context, ref casework.Ref, r lineRow) (record.ListRow, error) {
	out := record.ListRow{Line: r.Line, Problems: r.Problems, State: r.State, Number: r.Place, Case: r.Case}
	n, of := strconv.Itoa(r.Line), sealdb.OfListRow(r.Keyed, ref, r.Case)
	there, err := s.box.OpenJSON(ctx, of, sealdb.ColRowRaw, n, r.Raw, &out.Raw)
	if out.Erased = !there; err != nil {
		return out, err
	}
	var read roster.Row
	there, err = s.box.OpenJSON(ctx, of, sealdb.ColRowRead, n, r.Read, &read)
	if there {
		out.Read = &read
	}
	if err != nil {
		return out, err
	}
	var now doubt.Answered
	if there, err = s.box.OpenJSON(ctx, of, sealdb.ColRowAnswered, n, r.Answered, &now); there {
		out.Read, out.Answers = &now.Row, now.Answers
	}
	if out.Read != nil {
		out.Read.Raw = out.Raw
	}
	return out, err
}
