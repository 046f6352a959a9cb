package changedb

import (
	"cmp"
	"context"

	"example.org/homeward/internal/command"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
)

// SealedCommand is a command that is ready to be stored in a transaction.
type SealedCommand struct {
	of          command.New
	args, words []byte
}

// SealCommand seals a command with the key of its target.
func SealCommand(ctx context.Context, box sealdb.Sealer, n command.New) (out SealedCommand, err error) {
	of, key := sealdb.OfTarget(n.Target), string(n.Key)
	out.of = n
	if out.args, err = box.Seal(ctx, of, sealdb.ColCommandArgs, key, n.Args); err != nil {
		return SealedCommand{}, err
	}
	if len(n.Words) > 0 {
		if out.words, err = box.Seal(ctx, of, sealdb.ColCommandWords, key, n.Words); err != nil {
			return SealedCommand{}, err
		}
	}
	return out, nil
}

// Insert stores the command as pending, and returns 0 if its key is stored already. It names no column of the
// conflict: that would ask for the right to read the row, which only the account of the command has.
func (c SealedCommand) Insert(ctx context.Context, tx *db.Tx) (added int64, err error) {
	n := c.of
	return db.Exec(ctx, tx, "store command", `insert into app.commands
		(key, account, desk, agency, role, target_kind, target_ref, name, args, words, hash, state, created_at, next_at, attempts, first, nth)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'pending', $12, $13, 1, nullif($14, $1), $15) on conflict do nothing`,
		n.Key, n.Actor.Account, n.Actor.Desk, n.Actor.Agency, n.Actor.Role, n.Target.Kind, n.Target.Ref, n.Name,
		c.args, c.words, n.Hash, n.At, n.NextAt, cmp.Or(n.First, n.Key), max(1, n.Nth))
}
