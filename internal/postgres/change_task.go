package postgres

import (
	"context"
	"fmt"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
)

// taskColumns is a stored task: the values that inboxes are ordered and filtered by, the part of the task
// that is not personal, and, sealed, the personal part.
type taskColumns struct {
	Task      casework.TaskID    `json:"task"`
	Step      casework.Step      `json:"step"`
	BaseStep  casework.Step      `json:"base_step"`
	Attempt   int                `json:"attempt"`
	Desk      casework.DeskID    `json:"desk"`
	Kind      casework.DeskKind  `json:"kind"`
	OpenedAt  time.Time          `json:"opened_at"`
	DueAt     *time.Time         `json:"due_at"`
	Paused    bool               `json:"paused"`
	ClaimedBy casework.AccountID `json:"claimed_by"`
	Version   int64              `json:"version"`
	Body      casework.Task      `json:"body"`
	Told      sealdb.Hex         `json:"told"`  // a sealedTask
	Votes     sealdb.Hex         `json:"votes"` // a list of sealedVote
}

func (w *caseWriter) allColumns(ctx context.Context, tasks []casework.Task) ([]taskColumns, error) {
	out := make([]taskColumns, len(tasks))
	for i, t := range tasks {
		row := taskColumns{
			Task: t.ID, Step: t.Step, BaseStep: t.Step.Base(), Attempt: t.Attempt, Desk: t.Desk, Kind: t.Kind,
			OpenedAt: t.OpenedAt, Paused: t.Pause != nil, Version: t.Version,
		}
		if due := t.DueAt(); !due.IsZero() {
			row.DueAt = &due
		}
		if t.ClaimedBy != nil {
			row.ClaimedBy = t.ClaimedBy.Account
		}
		var told sealedTask
		var votes []sealedVote
		row.Body, told, votes = splitTask(t)
		var err error
		if told != (sealedTask{}) {
			if row.Told, err = w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColTaskTold, string(t.ID), told); err != nil {
				return nil, err
			}
		}
		if len(votes) > 0 {
			if row.Votes, err = w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColTaskVotes, string(t.ID), votes); err != nil {
				return nil, err
			}
		}
		out[i] = row
	}
	return out, nil
}

const taskRecordset = `jsonb_to_recordset($1::jsonb) as x (task text, step text, base_step text, attempt int, desk text, kind text,
	opened_at timestamptz, due_at timestamptz, paused boolean, claimed_by text, version bigint, body jsonb, told text, votes text)`

// updateTasks writes open tasks as they are now. A desk that had one before is notified too.
func (w *caseWriter) updateTasks(ctx context.Context) error {
	if len(w.Updated) == 0 {
		return nil
	}
	all, err := w.allColumns(ctx, w.Updated)
	if err != nil {
		return err
	}
	raw, err := db.Encode("tasks", all)
	if err != nil {
		return err
	}
	var before []casework.DeskID
	err = db.List(ctx, w.Tx, "update tasks", &before, `with x as (select task, desk, kind, due_at, paused, claimed_by, version, body, told, votes from `+taskRecordset+`),
		was as (select t.task, t.desk from app.tasks t join x using (task) where t.case_ref = $2 and t.state = 'open')
		update app.tasks t set desk = x.desk, kind = x.kind, due_at = x.due_at, paused = x.paused,
		claimed_by = nullif(x.claimed_by, ''), version = x.version, body = x.body,
		told = decode(x.told, 'hex'), votes = decode(x.votes, 'hex')
		from x join was using (task) where t.case_ref = $2 and t.task = x.task returning was.desk`, raw, w.Ref)
	if err != nil {
		return err
	}
	if len(before) != len(w.Updated) {
		return fmt.Errorf("update tasks: %w", db.ErrRowsMissing)
	}
	w.touch(before...)
	for _, t := range w.Updated {
		w.touch(t.Desk)
	}
	return nil
}

type closedTask struct {
	Task    casework.TaskID  `json:"task"`
	How     casework.Closing `json:"how"`
	Outcome sealdb.Hex       `json:"outcome"` // a casework.Outcome
}

func (w *caseWriter) closeTasks(ctx context.Context) error {
	if len(w.Closed) == 0 {
		return nil
	}
	rows := make([]closedTask, len(w.Closed))
	for i, c := range w.Closed {
		rows[i] = closedTask{Task: c.Task, How: c.How}
		if c.Outcome == "" {
			continue
		}
		outcome, err := w.Box.SealText(ctx, sealdb.OfCase(w.Ref), sealdb.ColTaskOutcome, string(c.Task), string(c.Outcome))
		if err != nil {
			return err
		}
		rows[i].Outcome = outcome
	}
	raw, err := db.Encode("closed tasks", rows)
	if err != nil {
		return err
	}
	var desks []casework.DeskID
	err = db.List(ctx, w.Tx, "close tasks", &desks, `update app.tasks t set state = x.how, outcome = decode(x.outcome, 'hex'),
		closed_seq = $3, closed_at = $4
		from jsonb_to_recordset($1::jsonb) as x (task text, how text, outcome text)
		where t.case_ref = $2 and t.task = x.task and t.state = 'open' returning t.desk`, raw, w.Ref, w.Seq, w.At)
	if err != nil {
		return err
	}
	if len(desks) != len(w.Closed) {
		return fmt.Errorf("close tasks: %w", db.ErrRowsMissing)
	}
	w.touch(desks...)
	return nil
}

// touch records that the inbox of a desk has changed.
func (w *caseWriter) touch(desks ...casework.DeskID) {
	for _, d := range desks {
		if d != "" && !slices.Contains(w.touched, d) {
			w.touched = append(w.touched, d)
		}
	}
}
