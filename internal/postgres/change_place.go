package postgres

import (
	"context"
	"database/sql"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// place is the state of the record at the place of a change: the sequence number of the thing, and the
// changes with the sequence number or the key of this one. Its statement takes the reference, the
// sequence number and the key, and locks the thing, so that its changes are written one after the other.
type place struct {
	seq    int64
	taken  bool // there is a change with this sequence number or this key
	same   bool // it is this one
	fenced bool // nothing more is written to the thing
}

// alreadyRecorded reports whether this very change is on record. Another change at its place is
// fault.Conflict, as is any change of a thing that is fenced; a gap before it is record.ErrGap.
func (w *changeWriter) alreadyRecorded(ctx context.Context, statement string) (bool, error) {
	p, err := w.find(ctx, statement)
	if err == nil && !p.fenced && !p.taken && p.seq != w.head.seq-1 {
		// While this transaction waited for the lock, another may have written the same change. Only the
		// next statement sees what that one wrote.
		p, err = w.find(ctx, statement)
	}
	switch {
	case err != nil:
		return false, db.Missing(err, record.ErrGap)
	case p.same:
		return true, nil
	case p.fenced:
		return false, fault.New(fault.Conflict, "the data of this person are destroyed, or about to be")
	case p.taken:
		return false, fault.New(fault.Conflict, "another change is on record at this place")
	case p.seq != w.head.seq-1:
		return false, record.ErrGap
	default:
		return false, nil
	}
}

func (w *changeWriter) find(ctx context.Context, statement string) (place, error) {
	var rows []struct {
		Current int64         `db:"current"`
		Fenced  bool          `db:"fenced"`
		Seq     *int64        `db:"seq"`
		Key     *casework.Key `db:"key"`
	}
	err := db.List(ctx, w.tx, "lock what changes", &rows, statement, w.head.target.Ref, w.head.seq, w.head.key)
	if err == nil && len(rows) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return place{}, err
	}
	first := rows[0]
	p := place{seq: first.Current, fenced: first.Fenced, taken: first.Seq != nil}
	p.same = len(rows) == 1 && p.taken && *first.Seq == w.head.seq && *first.Key == w.head.key
	return p, nil
}

// The statements of place.
const (
	placeOfCase = `select c.seq as current, c.fenced, h.seq, h.key
		from (select ref, seq, fenced_at is not null or erased_at is not null as fenced from app.cases where ref = $1 for update) c
		left join app.case_changes h on h.case_ref = c.ref and (h.seq = $2 or h.key = $3)`
	placeOfOperation = `select o.seq as current, false as fenced, h.seq, h.key from (select ref, seq from app.operations where ref = $1 for update) o
		left join app.operation_changes h on h.operation_ref = o.ref and (h.seq = $2 or h.key = $3)`
	placeOfMovement = `select m.seq as current, false as fenced, h.seq, h.key from (select ref, seq from app.movements where ref = $1 for update) m
		left join app.movement_changes h on h.movement_ref = m.ref and (h.seq = $2 or h.key = $3)`
	placeOfErasure = `select e.seq as current, false as fenced, h.seq, h.key from (select ref, seq from app.erasures where ref = $1 for update) e
		left join app.erasure_changes h on h.erasure_ref = e.ref and (h.seq = $2 or h.key = $3)`
)
