package postgres

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
)

// position is the place that a change wants to take among the changes of an operation, a movement or
// a request: which thing, its sequence number, and the key that it came with.
type position struct {
	Ref casework.Ref
	Seq int64
	Key casework.Key

	lock string // locks the thing $1 and reads its sequence number
	find string // reads seq and key of the changes of $1 that have $2 or $3
}

// taken locks the thing, so that its changes are written one after the other, and says whether
// the very same change is there already. Another one in its place is fault.Conflict; a place that
// is not the next one is ErrGap.
func (p position) taken(ctx context.Context, tx *db.Tx) (bool, error) {
	var seq int64
	if err := db.Get(ctx, tx, "lock what changes", &seq, p.lock, p.Ref); err != nil {
		return false, db.Missing(err, ErrGap)
	}
	var rows []struct {
		Seq int64        `db:"seq"`
		Key casework.Key `db:"key"`
	}
	err := db.List(ctx, tx, "find change", &rows, p.find, p.Ref, p.Seq, p.Key)
	switch {
	case err != nil:
		return false, err
	case len(rows) == 1 && rows[0].Seq == p.Seq && rows[0].Key == p.Key:
		return true, nil
	case len(rows) > 0:
		return false, fault.New(fault.Conflict, "another change stands at this place")
	case seq != p.Seq-1:
		return false, ErrGap
	default:
		return false, nil
	}
}
