package movementdb

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/pagedb"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

const movementColumns = `m.ref, coalesce(m.operation_ref, '') as operation_ref, m.status, m.charter, m.seats, m.blocked, m.sold, m.standby,
	m.manifest, m.desk, m.receiving, m.seq, m.departs_at, m.arrives_at, m.planned_at, m.updated_at, m.ended_at`

type movementRow struct {
	Ref       casework.Ref    `db:"ref"`
	Operation casework.Ref    `db:"operation_ref"`
	Status    movement.Status `db:"status"`
	Charter   bool            `db:"charter"`
	Seats     int             `db:"seats"`
	Blocked   int             `db:"blocked"`
	Sold      int             `db:"sold"`
	Standby   int             `db:"standby"`
	Manifest  int             `db:"manifest"`
	Desk      casework.DeskID `db:"desk"`
	Receiving casework.DeskID `db:"receiving"`
	Seq       int64           `db:"seq"`
	DepartsAt time.Time       `db:"departs_at"`
	ArrivesAt time.Time       `db:"arrives_at"`
	PlannedAt time.Time       `db:"planned_at"`
	UpdatedAt time.Time       `db:"updated_at"`
	EndedAt   *time.Time      `db:"ended_at"`
}

// Movement returns a movement with its passengers and legs; fault.NotFound if there is none.
func (s *MovementStore) Movement(ctx context.Context, ref casework.Ref) (out record.MovementDetail, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		var row struct {
			movementRow

			State []byte `db:"state"`
		}
		err := db.Get(ctx, tx, "find movement", &row, `select `+movementColumns+`, m.state from app.movements m where m.ref = $1`, ref)
		if err != nil {
			return db.Missing(err, fault.New(fault.NotFound, "there is no such movement"))
		}
		out = record.MovementDetail{MovementRow: record.MovementRow(row.movementRow)}
		there, err := s.box.OpenJSON(ctx, sealdb.OfMovement(ref), sealdb.ColMovementState, "", row.State, &out.State)
		out.Erased = !there
		return err
	})
	return out, err
}

// MovementActs lists which kinds of commands each account has sent to a movement that were carried out, each
// pair once. It reads the changes, so that it knows those of earlier releases too.
func (s *MovementStore) MovementActs(ctx context.Context, ref casework.Ref) (out []movement.Act, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = nil
		var rows []struct {
			Kind    movement.Kind      `db:"kind"`
			Account casework.AccountID `db:"account"`
		}
		err := db.List(ctx, tx, "list acts", &rows, `select distinct kind, account from app.movement_changes where movement_ref = $1
			order by kind, account`, ref)
		for _, r := range rows {
			out = append(out, movement.Act(r))
		}
		return err
	})
	return out, err
}

// Movements lists movements, the latest departure first.
func (s *MovementStore) Movements(ctx context.Context, f record.MovementFilter) (out record.Movements, err error) {
	var c db.Conditions
	c.Equal("m.operation_ref", string(f.Operation))
	c.Equal("m.status", string(f.Status))
	if f.Case != "" {
		c.And("exists (select 1 from app.passengers p where p.movement_ref = m.ref and p.case_ref = ?)", f.Case)
	}
	if f.Desk != "" {
		c.And("(m.desk = ? or m.receiving = ? or ? = any(m.escorts))", f.Desk, f.Desk, f.Desk)
	}
	if f.Carries != "" {
		c.And(`exists (select 1 from app.passengers p join app.case_parts q on q.case_ref = p.case_ref where p.movement_ref = m.ref
			and q.desk = ? and q.ended_at is null and q.how in ('waits', 'part'))`, f.Carries)
	}
	if f.Without != "" {
		c.And(`not exists (select 1 from app.passengers p join app.case_access x on x.case_ref = p.case_ref where p.movement_ref = m.ref
			and x.kind = 'excluded' and x.account = ? and x.ended_at is null and (x.until is null or x.until > now()))`, f.Without)
	}
	if !f.From.IsZero() {
		c.And("m.departs_at >= ?", f.From)
	}
	if !f.Before.IsZero() {
		c.And("m.departs_at < ?", f.Before)
	}
	if after := f.Page.After; after != nil {
		c.And("(m.departs_at, m.ref) < (?, ?)", after.At, after.ID)
	}
	query := `select ` + movementColumns + ` from app.movements m` + c.Where() + ` order by m.departs_at desc, m.ref desc limit ` + c.Arg(f.Page.Size()+1)
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = record.Movements{}
		var rows []movementRow
		if err := db.ReadPage(ctx, tx, "list movements", &rows, query, c.Args...); err != nil {
			return err
		}
		for _, r := range rows {
			out.Rows = append(out.Rows, record.MovementRow(r))
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, f.Page, func(m record.MovementRow) record.Cursor {
			return record.Cursor{At: m.DepartsAt, ID: string(m.Ref)}
		})
		return nil
	})
	return out, err
}

// PassengerPlaces lists every movement that a case is, or was, a passenger of, the latest departure first.
func (s *MovementStore) PassengerPlaces(ctx context.Context, ref casework.Ref) (out []record.PassengerRow, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = nil
		var rows []struct {
			Movement  casework.Ref    `db:"movement_ref"`
			Status    movement.Status `db:"status"`
			DepartsAt time.Time       `db:"departs_at"`
			Body      []byte          `db:"body"`
		}
		err := db.List(ctx, tx, "list places", &rows, `select p.movement_ref, m.status, m.departs_at, p.body
			from app.passengers p join app.movements m on m.ref = p.movement_ref
			where p.case_ref = $1 order by m.departs_at desc, m.ref desc`, ref)
		for _, r := range rows {
			one := record.PassengerRow{Movement: r.Movement, Status: r.Status, DepartsAt: r.DepartsAt}
			if _, err := s.box.OpenJSON(ctx, sealdb.OfMovement(r.Movement), sealdb.ColPassenger, string(ref), r.Body, &one.Passenger); err != nil {
				return err
			}
			out = append(out, one)
		}
		return err
	})
	return out, err
}

// MovementTimeline lists the timeline of a movement.
func (s *MovementStore) MovementTimeline(ctx context.Context, ref casework.Ref, newest bool, page record.Page) (out record.MovementTimeline, err error) {
	c := &db.Conditions{}
	c.And("t.movement_ref = ?", ref)
	order, err := pagedb.TimelineOrder(c, newest, page)
	if err != nil {
		return out, err
	}
	query := `select t.seq, t.n, h.kind, h.at, h.account, h.desk, h.agency, h.role, h.key, t.body,
		case when t.spoken then h.words end as words
		from app.movement_timeline t join app.movement_changes h on h.movement_ref = t.movement_ref and h.seq = t.seq` + c.Where() + order
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = record.MovementTimeline{}
		var rows []struct {
			casework.Actor

			Seq   int64         `db:"seq"`
			N     int           `db:"n"`
			Kind  movement.Kind `db:"kind"`
			At    time.Time     `db:"at"`
			Key   casework.Key  `db:"key"`
			Body  []byte        `db:"body"`
			Words []byte        `db:"words"`
		}
		if err := db.ReadPage(ctx, tx, "list timeline", &rows, query, c.Args...); err != nil {
			return err
		}
		for _, r := range rows {
			var words record.Words
			if _, err := s.box.OpenJSON(ctx, sealdb.OfMovement(ref), sealdb.ColMovementWords, sealdb.RowOf(r.Seq), r.Words, &words); err != nil {
				return err
			}
			one := record.MovementEntry{
				Movement: ref, Seq: r.Seq, N: r.N, Kind: r.Kind, At: r.At, By: r.Actor, Key: r.Key, Words: words.Text,
			}
			if _, err := s.box.OpenJSON(ctx, sealdb.OfMovement(ref), sealdb.ColMovementEntry, sealdb.RowOf(r.Seq, int64(r.N)), r.Body, &one.Entry); err != nil {
				return err
			}
			out.Rows = append(out.Rows, one)
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, page, func(e record.MovementEntry) record.Cursor {
			return record.Cursor{At: e.At, ID: pagedb.TimelineID(e.Seq, e.N)}
		})
		return nil
	})
	return out, err
}

// FairOrders lists in which order blocks got seats on a movement, and why, newest first.
func (s *MovementStore) FairOrders(ctx context.Context, ref casework.Ref) (out []record.FairOrder, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = nil
		var rows []struct {
			Seq   int64     `db:"seq"`
			At    time.Time `db:"at"`
			Order []byte    `db:"fair_order"`
		}
		err := db.List(ctx, tx, "list orders", &rows, `select seq, at, fair_order from app.movement_changes
			where movement_ref = $1 and fair_order is not null order by seq desc`, ref)
		for _, r := range rows {
			one := record.FairOrder{Seq: r.Seq, At: r.At}
			if _, err := s.box.OpenJSON(ctx, sealdb.OfMovement(ref), sealdb.ColFairOrder, sealdb.RowOf(r.Seq), r.Order, &one.Order); err != nil {
				return err
			}
			out = append(out, one)
		}
		return err
	})
	return out, err
}
