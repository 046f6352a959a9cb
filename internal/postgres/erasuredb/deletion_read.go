package erasuredb

import (
	"context"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/pagedb"
	"example.org/homeward/internal/record"
)

const deletionColumns = `d.erasure_ref, d.desk, d.agency, d.case_ref, d.host, d.how, d.classes, d.asked_at, d.due_at, d.state, coalesce(d.reason, '') as reason,
	d.answered_at, coalesce(d.answered_account, '') as answered_account, coalesce(d.answered_desk, '') as answered_desk,
	coalesce(d.answered_agency, '') as answered_agency, coalesce(d.answered_role, '') as answered_role from app.deletions d`

type deletionLine struct {
	Erasure         casework.Ref       `db:"erasure_ref"`
	Desk            casework.DeskID    `db:"desk"`
	Agency          casework.AgencyID  `db:"agency"`
	Case            casework.Ref       `db:"case_ref"`
	Host            casework.Country   `db:"host"`
	How             pq.StringArray     `db:"how"`
	Classes         pq.StringArray     `db:"classes"`
	AskedAt         time.Time          `db:"asked_at"`
	DueAt           *time.Time         `db:"due_at"`
	State           erasure.Deleting   `db:"state"`
	Reason          erasure.Reason     `db:"reason"`
	AnsweredAt      *time.Time         `db:"answered_at"`
	AnsweredAccount casework.AccountID `db:"answered_account"`
	AnsweredDesk    casework.DeskID    `db:"answered_desk"`
	AnsweredAgency  casework.AgencyID  `db:"answered_agency"`
	AnsweredRole    casework.Role      `db:"answered_role"`
}

func (r *deletionLine) row() record.DeletionRow {
	out := record.DeletionRow{Erasure: r.Erasure, Case: r.Case, Host: r.Host, DueAt: r.DueAt, Deletion: erasure.Deletion{
		Desk: r.Desk, Agency: r.Agency, How: db.Codes[erasure.How](r.How), Classes: db.Codes[casework.Class](r.Classes), AskedAt: r.AskedAt,
		State: r.State, Reason: r.Reason, AnsweredAt: r.AnsweredAt,
	}}
	if r.AnsweredAt != nil {
		out.AnsweredBy = &casework.Actor{Account: r.AnsweredAccount, Desk: r.AnsweredDesk, Agency: r.AnsweredAgency, Role: r.AnsweredRole}
	}
	return out
}

// Deletion returns the request to one desk after an erasure; fault.NotFound if there is none.
func (s *ErasureStore) Deletion(ctx context.Context, ref casework.Ref, desk casework.DeskID) (out record.DeletionRow, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		var row deletionLine
		err := db.Get(ctx, tx, "find deletion", &row, `select `+deletionColumns+` where d.erasure_ref = $1 and d.desk = $2`, ref, desk)
		out = row.row()
		return db.Missing(err, fault.New(fault.NotFound, "there is no such request to delete"))
	})
	return out, err
}

// Deletions lists requests to receivers to delete what they were given, newest first.
func (s *ErasureStore) Deletions(ctx context.Context, f record.DeletionFilter) (out record.Deletions, err error) {
	c := &db.Conditions{}
	c.Equal("d.erasure_ref", string(f.Erasure))
	c.Equal("d.state", string(f.State))
	c.Whether("d.state = 'waiting' and d.due_at < ?", f.Overdue, s.db.Now())
	if after := f.Page.After; after != nil {
		c.And("(d.asked_at, d.erasure_ref || '/' || d.desk) < (?, ?)", after.At, after.ID)
	}
	query := `select ` + deletionColumns + c.Where() + ` order by d.asked_at desc, d.erasure_ref || '/' || d.desk desc limit ` + c.Arg(f.Page.Size()+1)
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = record.Deletions{}
		var rows []deletionLine
		if err := db.ReadPage(ctx, tx, "list deletions", &rows, query, c.Args...); err != nil {
			return err
		}
		for i := range rows {
			out.Rows = append(out.Rows, rows[i].row())
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, f.Page, func(r record.DeletionRow) record.Cursor {
			return record.Cursor{At: r.AskedAt, ID: string(r.Erasure) + "/" + string(r.Desk)}
		})
		return nil
	})
	return out, err
}
