package postgres

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// Insert inserts the case, and reports whether it was new.
func (w *caseWriter) Insert(ctx context.Context) (fresh bool, err error) {
	operation, err := w.operation(ctx)
	if err != nil {
		return false, err
	}
	row, err := w.summary(ctx)
	if err != nil {
		return false, err
	}
	n, err := db.Exec(ctx, w.Tx, "insert case", `insert into app.cases
		(ref, operation_ref, corridor, version, host, origin, lane, stage, modality, seq, minor, opened_at, updated_at,
		 open_tasks, next_due, pause, movement_ref, closed, deceased, ended_at, state, next_ending, feared)
		values ($1, nullif($2, ''), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, nullif($17, ''), $18, $19, $20, $21, $22, $23)
		on conflict (ref) do nothing`,
		w.Ref, operation, row.rules.Corridor, row.rules.Version, row.rules.Host, row.rules.Origin, row.rules.Lane, w.Next.Stage,
		w.Next.Modality, w.Seq, row.minor, w.Next.OpenedAt, w.At, len(w.Next.Tasks), row.due, row.pause, row.movement,
		row.closed, row.deceased, row.ended, row.state, row.ending, row.feared)
	return n == 1, err
}

func (w *caseWriter) Update(ctx context.Context) error {
	row, err := w.summary(ctx)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.Tx, "update case", `update app.cases set
		corridor = $2, version = $3, host = $4, origin = $5, lane = $6, stage = $7, modality = $8, seq = $9, minor = $10,
		updated_at = $11, open_tasks = $12, next_due = $13, pause = $14, movement_ref = nullif($15, ''), closed = $16,
		deceased = $17, ended_at = $18, state = $19, next_ending = $20, feared = $21
		where ref = $1`,
		w.Ref, row.rules.Corridor, row.rules.Version, row.rules.Host, row.rules.Origin, row.rules.Lane, w.Next.Stage,
		w.Next.Modality, w.Seq, row.minor, w.At, len(w.Next.Tasks), row.due, row.pause, row.movement,
		row.closed, row.deceased, row.ended, row.state, row.ending, row.feared)
	return err
}

// summaryRow has the values of a case in lists, some of them computed.
type summaryRow struct {
	rules            casework.Rules
	minor            bool
	due, ended       *time.Time
	ending           *time.Time // of the first thing that holds now and will end
	pause            *string
	movement         casework.Ref
	closed, deceased bool
	state            []byte         // sealed
	feared           pq.StringArray // the states whose officers see nothing of the case
}

func (w *caseWriter) summary(ctx context.Context) (summaryRow, error) {
	c := w.Next
	row := summaryRow{rules: c.Rules, minor: c.Child(), feared: db.Strings(policy.Feared(&c))}
	if due := c.FirstOverdue(); !due.IsZero() {
		row.due = &due
	}
	if ending := c.NextEnding(w.At); !ending.IsZero() {
		row.ending = &ending
	}
	if c.Trip != nil {
		row.movement = c.Trip.Movement
	}
	if c.Ended != nil && (c.Ended.Closed || c.Ended.Deceased) {
		row.closed, row.deceased, row.ended = c.Ended.Closed, c.Ended.Deceased, &c.Ended.At
	}
	if c.Pause != nil {
		pause, err := db.Encode("pause", withoutPersonalCause(c.Pause))
		if err != nil {
			return row, err
		}
		row.pause = &pause
	}
	var err error
	row.state, err = w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColCaseState, "", c)
	return row, err
}

// operation returns the operation of a case that is being opened: from the words of the command, else
// from the list whose row has this reference, else none.
func (w *caseWriter) operation(ctx context.Context) (casework.Ref, error) {
	if o := w.Command.Words.Opening; o != nil {
		return o.Operation, nil
	}
	var operation casework.Ref
	err := db.Get(ctx, w.Tx, "find list of case", &operation, `select l.operation_ref from app.list_rows r
		join app.lists l on l.ref = r.list_ref where r.case_ref = $1`, w.Ref)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return operation, err
}

// personIn returns the person in the words of a command; nil if there is none.
func personIn(words record.Words) *record.Person {
	if words.Opening != nil {
		return &words.Opening.Person
	}
	return words.Person
}

// insertPerson writes the person of the case: from the words of the command, else, when the case is
// opened, from the row of the list that it comes from.
func (w *caseWriter) insertPerson(ctx context.Context) error {
	if p, ok := w.proposal(casework.ProposeIdentity); ok { // the values wait for a second person
		if p.State != casework.ProposalAgreed {
			return nil
		}
		return w.correctPerson(ctx, p)
	}
	if p := personIn(w.Command.Words); p != nil {
		return w.store.putPerson(ctx, w.Tx, w.Ref, *p)
	}
	if w.Seq != 1 {
		return nil
	}
	return w.takeRow(ctx)
}
