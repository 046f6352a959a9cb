package postgres

import (
	"context"
	"database/sql"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// place is what is stored for a change's sequence number and key. The statements below find it by the
// reference of the thing, the sequence number and the key. They lock the row of the thing FOR UPDATE,
// which serialises its changes.
type place struct {
	seq    int64 // of the newest change of the thing
	taken  bool  // a stored change has this sequence number or this key
	same   bool  // the stored change has both, so it is this change
	fenced bool  // the thing does not accept changes any longer
}

// alreadyRecorded reports whether this change is stored already, also if the thing is fenced since then.
// For any other change it returns fault.Conflict if the thing is fenced or if a stored change has the
// same sequence number or key, and record.ErrGap if changes before this one are missing or if there is
// not even a row for the thing.
func (w *changeWriter) alreadyRecorded(ctx context.Context, statement string) (bool, error) {
	p, err := w.find(ctx, statement)
	if err == nil && !p.fenced && !p.taken && p.seq != w.head.seq-1 {
		// Another transaction may have committed this change while this one waited for the lock. A new
		// statement has a new snapshot, so read again.
		p, err = w.find(ctx, statement)
	}
	switch {
	case err != nil:
		return false, db.Missing(err, record.ErrGap)
	case p.same:
		return true, nil
	case p.fenced:
		return false, fault.New(fault.Conflict, "the data of this person are destroyed or will be soon")
	case p.taken:
		return false, fault.New(fault.Conflict, "another change already has this sequence number or key")
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
	// Two rows mean that one change has the sequence number and another has the key: not the same change.
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
