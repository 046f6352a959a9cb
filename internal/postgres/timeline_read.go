package postgres

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/pagedb"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

type timelineRow struct {
	casework.Actor

	Seq   int64         `db:"seq"`
	N     int           `db:"n"`
	Kind  casework.Kind `db:"kind"`
	At    time.Time     `db:"at"`
	Key   casework.Key  `db:"key"`
	Body  []byte        `db:"body"`
	Words []byte        `db:"words"`
}

// Timeline lists the timeline of a case. A case that does not exist has none. The lines of an erased case
// show only the actor and the time.
func (s *Store) Timeline(ctx context.Context, f record.TimelineFilter) (out record.Timeline, err error) {
	c := &db.Conditions{}
	c.And("t.case_ref = ?", f.Case)
	order, err := pagedb.TimelineOrder(c, f.Newest, f.Page)
	if err != nil {
		return out, err
	}
	query := `select t.seq, t.n, h.kind, h.at, h.account, h.desk, h.agency, h.role, h.key, t.body,
		case when t.spoken then h.words end as words
		from app.timeline t join app.case_changes h on h.case_ref = t.case_ref and h.seq = t.seq` + c.Where() + order
	err = s.tx(ctx, func(tx *db.Tx) error {
		out = record.Timeline{}
		var rows []timelineRow
		if err := db.ReadPage(ctx, tx, "list timeline", &rows, query, c.Args...); err != nil {
			return err
		}
		for _, r := range rows {
			one := record.TimelineEntry{Case: f.Case, Seq: r.Seq, N: r.N, Kind: r.Kind, At: r.At, By: r.Actor, Key: r.Key}
			there, err := s.box.OpenJSON(ctx, sealdb.OfCase(f.Case), sealdb.ColEntry, sealdb.RowOf(r.Seq, int64(r.N)), r.Body, &one.Entry)
			if one.Erased = !there; err != nil {
				return err
			}
			var words record.Words
			if _, err := s.box.OpenJSON(ctx, sealdb.OfCase(f.Case), sealdb.ColCaseWords, sealdb.RowOf(r.Seq), r.Words, &words); err != nil {
				return err
			}
			one.Words = words.Text
			out.Rows = append(out.Rows, one)
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, f.Page, func(r record.TimelineEntry) record.Cursor {
			return record.Cursor{At: r.At, ID: pagedb.TimelineID(r.Seq, r.N)}
		})
		return nil
	})
	return out, err
}
