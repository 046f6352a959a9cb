package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// storedCommand is the stored command that a change came from.
type storedCommand struct {
	there bool
	args  json.RawMessage
	words record.Words
	spoke bool // it has words
}

// loadCommand finds and locks the command that a change came from. A change that a workflow made by
// itself has none.
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

// settle ends the command of the change in the same transaction, with the answer of the rules. A
// command that was refused before its change was known is settled too. Without an answer the command
// waits for one. Its words are removed either way: the change has them now.
func (w *changeWriter) settle(ctx context.Context, answer any) error {
	if !w.cause.there {
		return nil
	}
	if answer == nil {
		if !w.cause.spoke {
			return nil
		}
		_, err := db.Exec(ctx, w.tx, "take words", `update app.commands set words = null where key = $1`, w.head.key)
		return err
	}
	sealed, err := w.store.sealJSON(ctx, ofTarget(w.head.target), colCommandAnswer, string(w.head.key), answer)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.tx, "settle command", `update app.commands set state = 'settled', answer = $2, ended_at = $3, words = null,
		code = null, refusal = null where key = $1`, w.head.key, sealed, w.store.now())
	return err
}
