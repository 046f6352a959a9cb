package officedb

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/pagedb"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

const batchColumns = `ref, account, desk, agency, role, proposed_at, until_at, alone, digest, state, decided_at,
	coalesce(decided_account, '') as decided_account, coalesce(decided_desk, '') as decided_desk,
	coalesce(decided_agency, '') as decided_agency, coalesce(decided_role, '') as decided_role, coalesce(pending, 0) as pending`

// batchesPending joins the batches with the number of their decisions that are not carried out yet.
const batchesPending = ` from app.batches left join app.batches_pending() p on p.batch_ref = ref`

type batchRow struct {
	casework.Actor

	Ref            casework.Ref       `db:"ref"`
	At             time.Time          `db:"proposed_at"`
	Until          time.Time          `db:"until_at"`
	Alone          int                `db:"alone"`
	Digest         string             `db:"digest"`
	State          record.BatchState  `db:"state"`
	DecidedAt      *time.Time         `db:"decided_at"`
	DecidedAccount casework.AccountID `db:"decided_account"`
	DecidedDesk    casework.DeskID    `db:"decided_desk"`
	DecidedAgency  casework.AgencyID  `db:"decided_agency"`
	DecidedRole    casework.Role      `db:"decided_role"`
	Pending        int                `db:"pending"`
}

func (r batchRow) batch() record.Batch {
	out := record.Batch{Ref: r.Ref, By: r.Actor, At: r.At, Until: r.Until, Alone: r.Alone, Digest: r.Digest, State: r.State, DecidedAt: r.DecidedAt, Pending: r.Pending}
	if r.DecidedAt != nil {
		out.Decided = &casework.Actor{Account: r.DecidedAccount, Desk: r.DecidedDesk, Agency: r.DecidedAgency, Role: r.DecidedRole}
	}
	return out
}

// Batch returns a batch with its decisions; fault.NotFound if there is none. A decision whose key was destroyed is
// empty.
func (s *OfficeStore) Batch(ctx context.Context, ref casework.Ref) (out record.Batch, err error) {
	err = s.db.Snapshot(ctx, func(tx *db.Tx) error {
		var row batchRow
		if err := db.Get(ctx, tx, "find batch", &row, `select `+batchColumns+batchesPending+` where ref = $1`, ref); err != nil {
			return db.Missing(err, noBatch())
		}
		out = row.batch()
		var items []batchItem
		err := db.List(ctx, tx, "list batch items", &items, `select place, case_ref, task, version, outcome, body, rule
			from app.batch_items where batch_ref = $1 order by place`, ref)
		if err != nil {
			return err
		}
		for _, i := range items {
			one := record.BatchItem{Case: i.Case, Task: i.Task, Version: i.Version, Outcome: i.Outcome}
			if i.Rule != nil {
				one.Rule = *i.Rule
			}
			if _, err := s.box.OpenJSON(ctx, sealdb.OfCase(i.Case), sealdb.ColBatch, batchRowName(ref, i.Place), i.Body, &one.Body); err != nil {
				return err
			}
			out.Items = append(out.Items, one)
		}
		return nil
	})
	return out, err
}

// Batches lists the batches that the caller may know of, newest first, without their decisions.
func (s *OfficeStore) Batches(ctx context.Context, f record.BatchFilter) (out record.Batches, err error) {
	c := &db.Conditions{}
	if !f.WaitsAt.IsZero() {
		c.And("(state = 'waiting' and until_at > ? or pending > 0)", f.WaitsAt)
	}
	if after := f.Page.After; after != nil {
		c.And("(proposed_at, ref) < (?, ?)", after.At, after.ID)
	}
	query := `select ` + batchColumns + batchesPending + c.Where() + ` order by proposed_at desc, ref desc limit ` + c.Arg(f.Page.Size()+1)
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = record.Batches{}
		var rows []batchRow
		if err := db.ReadPage(ctx, tx, "list batches", &rows, query, c.Args...); err != nil {
			return err
		}
		for _, r := range rows {
			out.Rows = append(out.Rows, r.batch())
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, f.Page, func(b record.Batch) record.Cursor { return record.Cursor{At: b.At, ID: string(b.Ref)} })
		return nil
	})
	return out, err
}
