package changedb

import (
	"context"
	"encoding/json"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// commandColumns do not include the words, which only the change reads.
const commandColumns = `c.key, c.account, c.desk, c.agency, c.role, c.target_kind, c.target_ref, c.name, c.Args, c.hash, c.state,
	c.created_at, c.ended_at, c.attempts, c.answer, c.code, c.refusal, c.nth`

type commandRow struct {
	casework.Actor

	Key        casework.Key        `db:"key"`
	TargetKind record.TargetKind   `db:"target_kind"`
	TargetRef  casework.Ref        `db:"target_ref"`
	Name       string              `db:"name"`
	Args       []byte              `db:"args"`
	Hash       string              `db:"hash"`
	State      record.CommandState `db:"state"`
	CreatedAt  time.Time           `db:"created_at"`
	EndedAt    *time.Time          `db:"ended_at"`
	Attempts   int                 `db:"attempts"`
	Answer     []byte              `db:"answer"`
	Code       *fault.Code         `db:"code"`
	Refusal    []byte              `db:"refusal"`
	Nth        int                 `db:"nth"`
}

// refusalBody is the answer to a refused command, without its code.
type refusalBody struct {
	Message string          `json:"message"`
	Details json.RawMessage `json:"details,omitempty"`
}

func (r *commandRow) target() record.Target {
	return record.Target{Kind: r.TargetKind, Ref: r.TargetRef}
}

func (r *commandRow) subject() seal.Subject { return sealdb.OfTarget(r.target()) }

// commandRow returns the command as lists show it, with its answer.
func (s *CommandStore) commandRow(ctx context.Context, r *commandRow) (record.CommandRow, error) {
	out := record.CommandRow{
		Key: r.Key, Nth: r.Nth, Actor: r.Actor, Target: r.target(), Name: r.Name,
		State: r.State, CreatedAt: r.CreatedAt, EndedAt: r.EndedAt, Attempts: r.Attempts,
	}
	answer, err := s.box.Open(ctx, r.subject(), sealdb.ColCommandAnswer, string(r.Key), r.Answer)
	if err != nil {
		return out, err
	}
	out.Answer = answer
	if r.Code == nil {
		return out, nil
	}
	out.Code = *r.Code
	var refusal refusalBody
	there, err := s.box.OpenJSON(ctx, r.subject(), sealdb.ColCommandRefusal, string(r.Key), r.Refusal, &refusal)
	if err != nil {
		return out, err
	}
	if !there {
		refusal.Message = "what was answered has been erased"
	}
	out.Message, out.Details = refusal.Message, refusal.Details
	return out, nil
}

// storedCommand returns the command with its arguments.
func (s *CommandStore) storedCommand(ctx context.Context, r *commandRow) (out command.Stored, err error) {
	if out.CommandRow, err = s.commandRow(ctx, r); err != nil {
		return out, err
	}
	out.Hash = r.Hash
	out.Args, err = s.box.Open(ctx, r.subject(), sealdb.ColCommandArgs, string(r.Key), r.Args)
	return out, err
}
