package operationdb

import (
	"context"
	"strconv"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/doubt"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/pagedb"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
)

// ListLines opens the lines of a list that may be about a person, as they were read and as they are now; fault.NotFound
// if there is no such list.
func (s *OperationStore) ListLines(ctx context.Context, ref casework.Ref) (out record.ListLines, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out, err = s.listLines(ctx, tx, ref)
		return err
	})
	return out, err
}

// listLines opens the lines of a list that may be about a person, as they were read and as they are now.
func (s *OperationStore) listLines(ctx context.Context, tx *db.Tx, ref casework.Ref) (record.ListLines, error) {
	summary, err := s.list(ctx, tx, ref)
	if err != nil {
		return record.ListLines{}, err
	}
	out := record.ListLines{AsOf: summary.AsOf, ClaimedTotal: summary.ClaimedTotal, Claims: summary.Reconciliation.Claims}
	if out.AsOf.IsZero() {
		out.AsOf = civil.DateOf(summary.At, time.UTC)
	}
	var rows []lineRow
	err = db.List(ctx, tx, "list lines to answer", &rows, `select line, raw, read, answered, problems, was, state, place, coalesce(case_ref, '') as case_ref, keyed_by
		from app.list_rows where list_ref = $1 and state in ('readable', 'unreadable', 'left_out') order by line`, ref)
	if err != nil {
		return out, err
	}
	for _, r := range rows {
		one, err := s.lineOf(ctx, ref, r)
		if err != nil {
			return out, err
		}
		out.Lines = append(out.Lines, one)
	}
	return out, nil
}

func (s *OperationStore) lineOf(ctx context.Context, ref casework.Ref, r lineRow) (record.ListLine, error) {
	out := record.ListLine{Line: r.Line, State: r.State, Was: r.Was, Codes: r.Problems}
	of, n := sealdb.OfListRow(r.Keyed, ref, r.Case), strconv.Itoa(r.Line)
	var read roster.Row
	there, err := s.box.OpenJSON(ctx, of, sealdb.ColRowRead, n, r.Read, &read)
	if there {
		out.Read = &read
	}
	if err != nil {
		return out, err
	}
	var now doubt.Answered
	there, err = s.box.OpenJSON(ctx, of, sealdb.ColRowAnswered, n, r.Answered, &now)
	if there {
		out.Now = &now
	}
	return out, err
}

// writeLines stores the state, the open doubts and the answered reading of lines, all in one statement.
func (s *OperationStore) writeLines(ctx context.Context, tx *db.Tx, ref casework.Ref, lines []record.ListLine) error {
	out := make([]line, 0, len(lines))
	for _, l := range lines {
		one := line{Line: l.Line, State: l.State, Problems: append(pq.StringArray{}, l.Codes...)}
		if l.Now != nil {
			var err error
			if one.Answered, err = s.box.SealJSON(ctx, sealdb.OfList(ref), sealdb.ColRowAnswered, strconv.Itoa(l.Line), l.Now); err != nil {
				return err
			}
		}
		out = append(out, one)
	}
	return db.InsertRows(ctx, tx, "answer rows", out, `update app.list_rows r set state = x.state, problems = x.problems, answered = decode(x.answered, 'hex')
		from jsonb_to_recordset($1::jsonb) as x (line int, state text, answered text, problems text[])
		where r.list_ref = $2 and r.line = x.line and r.state in ('readable', 'unreadable', 'left_out')`, ref)
}

// recount stores how many rows are in which state now, and the reconciliation.
func (s *OperationStore) recount(ctx context.Context, tx *db.Tx, ref casework.Ref, r roster.Reconciliation) error {
	sealed, err := s.box.SealJSON(ctx, sealdb.OfList(ref), sealdb.ColListAnswered, "", r)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, tx, "count rows again", `update app.lists set answered = $2, rows_readable = $3, rows_unreadable = $4, rows_left_out = $5
		where ref = $1`, ref, sealed, r.Rows, r.Unreadable, r.LeftOut)
	return err
}

const answerColumns = `list_ref, seq, problem, choice, rows, key, hash, at, account, desk, agency, role`

type answerRow struct {
	casework.Actor

	List    casework.Ref `db:"list_ref"`
	Number  int          `db:"seq"`
	Problem string       `db:"problem"`
	Choice  doubt.Choice `db:"choice"`
	Rows    int          `db:"rows"`
	Key     casework.Key `db:"key"`
	Hash    string       `db:"hash"`
	At      time.Time    `db:"at"`
}

func (r answerRow) answer() record.ListAnswer {
	return record.ListAnswer{
		List: r.List, Number: r.Number, Problem: r.Problem, Choice: r.Choice, Rows: r.Rows, At: r.At, By: r.Actor, Key: r.Key, Hash: r.Hash,
	}
}

// ListAnswers lists the answers about a list, the newest first.
func (s *OperationStore) ListAnswers(ctx context.Context, ref casework.Ref, page record.Page) (out record.ListAnswers, err error) {
	var c db.Conditions
	c.And("list_ref = ?", ref)
	if after := page.After; after != nil {
		number, err := strconv.Atoi(after.ID)
		if err != nil {
			return out, record.InvalidCursor()
		}
		c.And("seq < ?", number)
	}
	query := `select ` + answerColumns + ` from app.list_answers` + c.Where() + ` order by seq desc limit ` + c.Arg(page.Size()+1)
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = record.ListAnswers{}
		var rows []answerRow
		if err := db.ReadPage(ctx, tx, "list answers", &rows, query, c.Args...); err != nil {
			return err
		}
		for _, r := range rows {
			out.Rows = append(out.Rows, r.answer())
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, page, func(a record.ListAnswer) record.Cursor { return record.Cursor{ID: strconv.Itoa(a.Number)} })
		return nil
	})
	return out, err
}
