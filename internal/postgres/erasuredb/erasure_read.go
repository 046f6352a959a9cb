package erasuredb

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/pagedb"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

const erasureColumns = `e.ref, e.case_ref, e.seq, e.state, e.basis, e.requested_at, e.requested_account, e.requested_desk, e.requested_agency,
	e.requested_role, e.decided_at, coalesce(e.decided_account, '') as decided_account, coalesce(e.decided_desk, '') as decided_desk,
	coalesce(e.decided_agency, '') as decided_agency, coalesce(e.decided_role, '') as decided_role, e.erased_at, e.stop_until,
	coalesce(e.stuck_step, '') as stuck_step, coalesce(e.stuck_code, '') as stuck_code, e.stuck_since, c.host
	from app.erasures e join app.cases c on c.ref = e.case_ref`

type erasureRow struct {
	Ref              casework.Ref       `db:"ref"`
	Case             casework.Ref       `db:"case_ref"`
	Seq              int64              `db:"seq"`
	State            erasure.State      `db:"state"`
	Basis            erasure.Basis      `db:"basis"`
	RequestedAt      time.Time          `db:"requested_at"`
	RequestedAccount casework.AccountID `db:"requested_account"`
	RequestedDesk    casework.DeskID    `db:"requested_desk"`
	RequestedAgency  casework.AgencyID  `db:"requested_agency"`
	RequestedRole    casework.Role      `db:"requested_role"`
	DecidedAt        *time.Time         `db:"decided_at"`
	DecidedAccount   casework.AccountID `db:"decided_account"`
	DecidedDesk      casework.DeskID    `db:"decided_desk"`
	DecidedAgency    casework.AgencyID  `db:"decided_agency"`
	DecidedRole      casework.Role      `db:"decided_role"`
	ErasedAt         *time.Time         `db:"erased_at"`
	StopUntil        *time.Time         `db:"stop_until"`
	StuckStep        erasure.Step       `db:"stuck_step"`
	StuckCode        fault.Code         `db:"stuck_code"`
	StuckSince       *time.Time         `db:"stuck_since"`
	Host             casework.Country   `db:"host"`
}

func (r *erasureRow) row() record.ErasureRow {
	out := record.ErasureRow{Host: r.Host, Erasure: erasure.Erasure{
		Ref: r.Ref, Case: r.Case, Seq: r.Seq, State: r.State, Basis: r.Basis, RequestedAt: r.RequestedAt, DecidedAt: r.DecidedAt, ErasedAt: r.ErasedAt, StopUntil: r.StopUntil,
		RequestedBy: casework.Actor{Account: r.RequestedAccount, Desk: r.RequestedDesk, Agency: r.RequestedAgency, Role: r.RequestedRole},
	}}
	if r.DecidedAt != nil {
		out.DecidedBy = &casework.Actor{Account: r.DecidedAccount, Desk: r.DecidedDesk, Agency: r.DecidedAgency, Role: r.DecidedRole}
	}
	if r.StuckSince != nil {
		out.Stuck = &erasure.Stuck{Step: r.StuckStep, Code: r.StuckCode, Since: *r.StuckSince}
	}
	return out
}

// Erasure returns a request for erasure; fault.NotFound if there is none.
func (s *ErasureStore) Erasure(ctx context.Context, ref casework.Ref) (out record.ErasureRow, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		var row erasureRow
		err := db.Get(ctx, tx, "find erasure", &row, `select `+erasureColumns+` where e.ref = $1`, ref)
		if err != nil {
			return db.Missing(err, fault.New(fault.NotFound, "there is no such request for erasure"))
		}
		out = row.row()
		return s.addWords(ctx, tx, &out)
	})
	return out, err
}

// addWords adds why the erasure was requested and why it was refused or stopped, as far as that was written.
func (s *ErasureStore) addWords(ctx context.Context, tx *db.Tx, out *record.ErasureRow) error {
	var said []struct {
		Seq   int64        `db:"seq"`
		Kind  erasure.Kind `db:"kind"`
		Words []byte       `db:"words"`
	}
	if err := db.List(ctx, tx, "find words of an erasure", &said, `select seq, kind, words from app.erasure_changes
		where erasure_ref = $1 and words is not null order by seq`, out.Ref); err != nil {
		return err
	}
	for _, one := range said {
		var words record.Words
		if _, err := s.box.OpenJSON(ctx, sealdb.OfCase(out.Case), sealdb.ColErasureWords, rowOfWords(out.Ref, one.Seq), one.Words, &words); err != nil {
			return err
		}
		if one.Kind == erasure.KindRequest {
			out.Reasons = words.Text
		} else {
			out.EndReasons = words.Text
		}
	}
	return nil
}

// Erasures lists requests for erasure, newest first.
func (s *ErasureStore) Erasures(ctx context.Context, f record.ErasureFilter) (out record.Erasures, err error) {
	c := &db.Conditions{}
	c.Equal("e.case_ref", string(f.Case))
	c.Equal("e.state", string(f.State))
	if after := f.Page.After; after != nil {
		c.And("(e.requested_at, e.ref) < (?, ?)", after.At, after.ID)
	}
	query := `select ` + erasureColumns + c.Where() + ` order by e.requested_at desc, e.ref desc limit ` + c.Arg(f.Page.Size()+1)
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = record.Erasures{}
		var rows []erasureRow
		if err := db.ReadPage(ctx, tx, "list erasures", &rows, query, c.Args...); err != nil {
			return err
		}
		for i := range rows {
			out.Rows = append(out.Rows, rows[i].row())
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, f.Page, func(r record.ErasureRow) record.Cursor {
			return record.Cursor{At: r.RequestedAt, ID: string(r.Ref)}
		})
		return nil
	})
	return out, err
}
