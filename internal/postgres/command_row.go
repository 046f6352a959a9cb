package postgres

import (
	"encoding/json"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// commandColumns leave the words out: they are read by the change alone.
const commandColumns = `c.key, c.account, c.desk, c.agency, c.role, c.target_kind, c.target_ref, c.name, c.args, c.hash, c.state,
	c.created_at, c.ended_at, c.attempts, c.answer, c.code, c.message, c.details`

type commandRow struct {
	actor

	Key        casework.Key        `db:"key"`
	TargetKind record.TargetKind   `db:"target_kind"`
	TargetRef  casework.Ref        `db:"target_ref"`
	Name       string              `db:"name"`
	Args       string              `db:"args"`
	Hash       string              `db:"hash"`
	State      record.CommandState `db:"state"`
	CreatedAt  time.Time           `db:"created_at"`
	EndedAt    *time.Time          `db:"ended_at"`
	Attempts   int                 `db:"attempts"`
	Answer     *string             `db:"answer"`
	Code       *fault.Code         `db:"code"`
	Message    *string             `db:"message"`
	Details    *string             `db:"details"`
}

func (r *commandRow) stored() command.Stored {
	out := command.Stored{
		CommandRow: record.CommandRow{
			Key: r.Key, Actor: r.casework(), Target: record.Target{Kind: r.TargetKind, Ref: r.TargetRef}, Name: r.Name,
			State: r.State, CreatedAt: r.CreatedAt, EndedAt: r.EndedAt, Attempts: r.Attempts,
		},
		Args: json.RawMessage(r.Args), Hash: r.Hash,
	}
	if r.Answer != nil {
		out.Answer = json.RawMessage(*r.Answer)
	}
	if r.Code != nil {
		out.Code = *r.Code
	}
	if r.Message != nil {
		out.Message = *r.Message
	}
	if r.Details != nil {
		out.Details = json.RawMessage(*r.Details)
	}
	return out
}

// cut ends a page: one row more than asked for was read, to know whether there are more.
func cut[T any](rows []T, page record.Page, cursor func(T) record.Cursor) ([]T, *record.Cursor) {
	if len(rows) <= page.Size() {
		return rows, nil
	}
	rows = rows[:page.Size()]
	next := cursor(rows[len(rows)-1])
	return rows, &next
}
