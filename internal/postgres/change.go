package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// ErrGap says that changes before this one are missing: the record is behind the workflow.
// Trying again helps only after somebody has looked, so it has no code.
var ErrGap = errors.New("the record is behind: changes before this one are missing")

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
	err := s.tx(ctx, func(tx *sqlx.Tx) error {
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
	if c.Ref == "" || c.Key == "" || c.Seq < 1 || c.State.Ref != c.Ref || c.State.Seq != c.Seq {
		return fault.New(fault.Invalid, "the change does not say which one it is")
	}
	return nil
}

// armed puts the computed ladders on the tasks of the change and of the state after it.
func armed(c casework.Change, clocks []casework.ClockSet) casework.Change {
	recorded := casework.Recorded{Clocks: clocks}
	c.State = c.State.Arm(recorded)
	c.Opened = casework.Case{Tasks: c.Opened}.Arm(recorded).Tasks
	c.Updated = casework.Case{Tasks: c.Updated}.Arm(recorded).Tasks
	return c
}

// writing is one change on its way into the record.
type writing struct {
	casework.Change

	store    *Store
	tx       *sqlx.Tx
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
		w.insertChange, w.insertPerson, w.insertLedgers, w.changeHolds, w.openTasks, w.updateTasks, w.closeTasks,
		w.insertDecisions, w.insertPapers, w.insertTimeline, w.insertNotices, w.settleCommand, w.announce,
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
	var seq int64
	err := get(ctx, w.tx, "lock case", &seq, `select seq from app.cases where ref = $1 for update`, w.Ref)
	if err != nil {
		return false, missing(err, ErrGap)
	}
	var rows []struct {
		Seq      int64                     `db:"seq"`
		Key      casework.Key              `db:"key"`
		Recorded asJSON[casework.Recorded] `db:"recorded"`
	}
	err = list(ctx, w.tx, "find change", &rows,
		`select seq, key, recorded from app.case_changes where case_ref = $1 and (seq = $2 or key = $3)`, w.Ref, w.Seq, w.Key)
	if err != nil {
		return false, err
	}
	switch {
	case len(rows) == 1 && rows[0].Seq == w.Seq && rows[0].Key == w.Key:
		w.recorded = rows[0].Recorded.V
		return true, nil
	case len(rows) > 0:
		return false, fault.New(fault.Conflict, "another change stands at this place of the case")
	case seq != w.Seq-1:
		return false, ErrGap
	default:
		return false, nil
	}
}

// insertChange writes the row that all others of the change hang on.
func (w *writing) insertChange(ctx context.Context) error {
	recorded, err := encode("what was recorded", w.recorded)
	if err != nil {
		return err
	}
	var words []byte
	if w.cause.spoke {
		if words, err = w.store.sealJSON(ctx, ofCase(w.Ref), colCaseWords, rowOf(w.Seq), w.cause.words); err != nil {
			return err
		}
	}
	_, err = exec(ctx, w.tx, "insert change", `insert into app.case_changes
		(case_ref, seq, key, kind, at, account, desk, agency, role, recorded, words)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		w.Ref, w.Seq, w.Key, w.Kind, w.At, w.By.Account, w.By.Desk, w.By.Agency, w.By.Role, recorded, words)
	return err
}

// deceased says that no automatic message may come of this case any more.
func (w *writing) deceased() bool { return w.State.Ended != nil && w.State.Ended.Deceased }
