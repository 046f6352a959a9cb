package changedb

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// Command is the stored command that a change came from.
type Command struct {
	There bool
	Args  json.RawMessage
	Words record.Words
	Spoke bool // it has words
}

// loadCommand finds and locks the command that a change came from. A change that a workflow made by
// itself has none.
func (r *Recorder) loadCommand(ctx context.Context, tx *db.Tx, key casework.Key, target record.Target) (Command, error) {
	var row struct {
		Args  []byte `db:"args"`
		Words []byte `db:"words"`
	}
	err := db.Get(ctx, tx, "find command", &row, `select args, words from app.commands
		where key = $1 and target_kind = $2 and target_ref = $3 for update`, key, target.Kind, target.Ref)
	if errors.Is(err, sql.ErrNoRows) {
		return Command{}, nil
	}
	if err != nil {
		return Command{}, err
	}
	c := Command{There: true}
	if c.Args, err = r.box.Open(ctx, sealdb.OfTarget(target), sealdb.ColCommandArgs, string(key), row.Args); err != nil {
		return Command{}, err
	}
	c.Spoke, err = r.box.OpenJSON(ctx, sealdb.OfTarget(target), sealdb.ColCommandWords, string(key), row.Words, &c.Words)
	return c, err
}

// settle ends the command of the change in the same transaction, with the answer of the rules. A
// command that was refused before its change was known is settled too. Without an answer the command
// waits for one. Its words are removed either way: the change has them now.
func (w *Writer) settle(ctx context.Context, answer any) error {
	if !w.Command.There {
		return nil
	}
	if answer == nil {
		if !w.Command.Spoke {
			return nil
		}
		_, err := db.Exec(ctx, w.Tx, "take words", `update app.commands set words = null where key = $1`, w.Head.Key)
		return err
	}
	sealed, err := w.Box.SealJSON(ctx, sealdb.OfTarget(w.Head.Target), sealdb.ColCommandAnswer, string(w.Head.Key), answer)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.Tx, "settle command", `update app.commands set state = 'settled', answer = $2, ended_at = $3, words = null,
		code = null, refusal = null where key = $1`, w.Head.Key, sealed, w.recorder.db.Now())
	return err
}
