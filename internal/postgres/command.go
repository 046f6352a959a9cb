package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// storedCommand is the stored command that a change came from.
type storedCommand struct {
	there bool
	args  json.RawMessage
	words record.Words
	spoke bool // something was written in words
}

// loadCommand finds and locks the command that a change came from. A change that a
// workflow gave to itself has none.
func (s *Store) loadCommand(ctx context.Context, tx *db.Tx, key casework.Key, target record.Target) (storedCommand, error) {
	var row struct {
		Args  []byte `db:"args"`
		Words []byte `db:"words"`
	}
	err := db.Get(ctx, tx, "find command", &row, `select args, words from app.commands
		where key = $1 and target_kind = $2 and target_ref = $3 for update`, key, target.Kind, target.Ref)
	if errors.Is(err, sql.ErrNoRows) {
		return storedCommand{}, nil
	}
	if err != nil {
		return storedCommand{}, err
	}
	c := storedCommand{there: true}
	if c.args, err = s.open(ctx, ofTarget(target), colCommandArgs, string(key), row.Args); err != nil {
		return storedCommand{}, err
	}
	c.spoke, err = s.openJSON(ctx, ofTarget(target), colCommandWords, string(key), row.Words, &c.words)
	return c, err
}

// settleByChange marks a command as settled in the transaction of its change, and lets go
// of the words, which the change has taken over. What was refused in haste is settled all
// the same: the record has it.
func (s *Store) settleByChange(ctx context.Context, tx *db.Tx, key casework.Key, target record.Target, answer any) error {
	sealed, err := s.sealJSON(ctx, ofTarget(target), colCommandAnswer, string(key), answer)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, tx, "settle command", `update app.commands set state = 'settled', answer = $2, ended_at = $3, words = null,
		code = null, refusal = null where key = $1`, key, sealed, s.now())
	return err
}

func (w *writing) target() record.Target { return record.Target{Kind: record.TargetCase, Ref: w.Ref} }

func (w *writing) loadCommand(ctx context.Context) (err error) {
	w.cause, err = w.store.loadCommand(ctx, w.tx, w.Key, w.target())
	return err
}

// settleCommand stores the answer that the rules gave to the command that the change came from.
func (w *writing) settleCommand(ctx context.Context) error {
	if !w.cause.there {
		return nil
	}
	var asked casework.Command
	if err := json.Unmarshal(w.cause.args, &asked); err != nil {
		return fault.New(fault.Invalid, "the stored command cannot be read")
	}
	return w.store.settleByChange(ctx, w.tx, w.Key, w.target(), w.AnswerTo(asked))
}
