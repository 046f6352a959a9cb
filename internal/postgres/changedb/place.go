package changedb

import (
	"context"
	"database/sql"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// place is what is stored for a change's sequence number and key. The statement of Parts.Place finds it
// by the reference of the thing, the sequence number and the key. It locks the row of the thing FOR
// UPDATE, which serialises its changes.
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
func (w *Writer) alreadyRecorded(ctx context.Context, statement string) (bool, error) {
	p, err := w.find(ctx, statement)
	if err == nil && !p.fenced && !p.taken && p.seq != w.Head.Seq-1 {
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
	case p.seq != w.Head.Seq-1:
		return false, record.ErrGap
	default:
		return false, nil
	}
}

func (w *Writer) find(ctx context.Context, statement string) (place, error) {
	var rows []struct {
		Current int64         `db:"current"`
		Fenced  bool          `db:"fenced"`
		Seq     *int64        `db:"seq"`
		Key     *casework.Key `db:"key"`
	}
	err := db.List(ctx, w.Tx, "lock what changes", &rows, statement, w.Head.Target.Ref, w.Head.Seq, w.Head.Key)
	if err == nil && len(rows) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return place{}, err
	}
	// Two rows mean that one change has the sequence number and another has the key: not the same change.
	first := rows[0]
	p := place{seq: first.Current, fenced: first.Fenced, taken: first.Seq != nil}
	p.same = len(rows) == 1 && p.taken && *first.Seq == w.Head.Seq && *first.Key == w.Head.Key
	return p, nil
}

// NoCase is the error for the reference of a case that does not exist.
func NoCase() error { return fault.New(fault.NotFound, "there is no such case") }
