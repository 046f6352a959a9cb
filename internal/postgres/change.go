package postgres

import (
	"context"
	"database/sql"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// ErrGap says that changes before this one are missing: the record is behind the workflow.
// Trying again helps only after somebody has looked, so it has no code.
var ErrGap = record.ErrGap

// WriteChange writes everything of one change in one transaction, with the ladders that
// were computed for it, settles the command that it came from, and announces the case.
// When it returns nil the change is durable; when it returns an error it may or may not
// be, and the caller MUST try again. A change that is there already (same case, sequence
// number and key) is left as it is, and what was recorded with it the first time is
// returned. Another key at the same place is fault.Conflict, a second final decision on
// a task fault.Decided, a missing predecessor ErrGap.
//
// Once the survivor has died no notice is written, and none that waits is ever sent.
func (s *Store) WriteChange(ctx context.Context, change casework.Change, clocks []casework.ClockSet) (casework.Recorded, error) {
	if err := checkChange(change); err != nil {
		return casework.Recorded{}, err
	}
	var recorded casework.Recorded
	err := s.tx(ctx, func(tx *db.Tx) error {
		w := writing{store: s, tx: tx, Change: armed(change, clocks), recorded: casework.Recorded{Clocks: clocks}}
		if err := w.write(ctx); err != nil {
			return err
		}
		recorded = w.recorded
		return nil
	})
	if err != nil {
		return casework.Recorded{}, fmt.Errorf("write change: %w", err)
	}
	return recorded, nil
}

func checkChange(c casework.Change) error {
	if c.Ref == "" || c.Key == "" || c.Seq < 1 || c.Next.Ref != c.Ref || c.Next.Seq != c.Seq {
		return fault.New(fault.Invalid, "the change does not say which one it is")
	}
	return nil
}

// armed puts the computed ladders on the tasks of the change and of the state after it.
func armed(c casework.Change, clocks []casework.ClockSet) casework.Change {
	recorded := casework.Recorded{Clocks: clocks}
	c.Next = c.Next.Arm(recorded)
	c.Opened = casework.Case{Tasks: c.Opened}.Arm(recorded).Tasks
	c.Updated = casework.Case{Tasks: c.Updated}.Arm(recorded).Tasks
	return c
}

// writing is one change on its way into the record.
type writing struct {
	casework.Change

	store    *Store
	tx       *db.Tx
	recorded casework.Recorded
	cause    storedCommand // the command that it came from; none when the workflow gave it to itself
	touched  []casework.DeskID
}

func (w *writing) write(ctx context.Context) error {
	if err := w.loadCommand(ctx); err != nil {
		return err
	}
	fresh, err := w.insertCase(ctx)
	if err != nil {
		return err
	}
	if !fresh {
		known, err := w.known(ctx)
		if err != nil || known {
			return err
		}
		if err := w.updateCase(ctx); err != nil {
			return err
		}
	}
	for _, part := range []func(context.Context) error{
		w.putParticipants, w.putAccess, w.insertAdditions, w.insertPerson, w.changeHolds, w.updateTasks, w.closeTasks, w.insertPapers, w.stopNotices, w.audit, w.settleCommand, w.notify,
	} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return nil
}

// known locks the case, so that its changes are written one after the other, and says
// whether this one is there already.
func (w *writing) known(ctx context.Context) (bool, error) {
	p, err := w.place(ctx)
	if err == nil && p.fenced && !p.same {
		return false, fault.New(fault.Conflict, "the data of this person are destroyed, or about to be")
	}
	if err == nil && !p.holds && p.seq != w.Seq-1 {
		// While this waited for the lock, somebody may have written the very same change: what
		// that one wrote is seen only by the next statement.
		p, err = w.place(ctx)
	}
	if err != nil {
		return false, db.Missing(err, ErrGap)
	}
	switch {
	case p.same:
		w.recorded = p.recorded
		return true, nil
	case p.holds:
		return false, fault.New(fault.Conflict, "another change stands at this place of the case")
	case p.seq != w.Seq-1:
		return false, ErrGap
	default:
		return false, nil
	}
}

// place is what stands at the place of a change.
type place struct {
	seq      int64 // of the case
	holds    bool  // there is a change with this sequence number or this key
	same     bool  // it is this one
	fenced   bool  // nothing more is written to the case
	recorded casework.Recorded
}

func (w *writing) place(ctx context.Context) (place, error) {
	var rows []struct {
		Current  int64         `db:"current"`
		Fenced   bool          `db:"fenced"`
		Seq      *int64        `db:"seq"`
		Key      *casework.Key `db:"key"`
		Recorded []byte        `db:"recorded"`
	}
	err := db.List(ctx, w.tx, "lock case", &rows, `select c.seq as current, c.fenced, h.seq, h.key, h.recorded
		from (select ref, seq, fenced_at is not null or erased_at is not null as fenced from app.cases where ref = $1 for update) c
		left join app.case_changes h on h.case_ref = c.ref and (h.seq = $2 or h.key = $3)`, w.Ref, w.Seq, w.Key)
	if err == nil && len(rows) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return place{}, err
	}
	first := rows[0]
	p := place{seq: first.Current, fenced: first.Fenced, holds: first.Seq != nil}
	p.same = len(rows) == 1 && p.holds && *first.Seq == w.Seq && *first.Key == w.Key
	if p.same {
		_, err = w.store.openJSON(ctx, ofCase(w.Ref), colCaseRecorded, rowOf(w.Seq), first.Recorded, &p.recorded)
	}
	return p, err
}

// deceased says that no automatic message may come of this case any more.
func (w *writing) deceased() bool { return w.Next.Ended != nil && w.Next.Ended.Deceased }
