package postgres

import (
	"context"
	"encoding/json"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// StoreCommand keeps a command before it is sent on. When the key is there already it
// keeps nothing and gives what is there; fresh says which. Whether it is the same
// command is for the caller to see, by the hash.
func (s *Store) StoreCommand(ctx context.Context, n command.New) (stored command.Stored, fresh bool, err error) {
	var words []byte
	if len(n.Words) > 0 {
		if words, err = s.seal(ctx, ofTarget(n.Target), colCommandWords, string(n.Key), n.Words); err != nil {
			return command.Stored{}, false, err
		}
	}
	err = s.tx(ctx, func(tx *txn) error {
		added, err := exec(ctx, tx, "store command", `insert into app.commands
			(key, account, desk, agency, role, target_kind, target_ref, name, args, words, hash, state, created_at, next_at, attempts)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'pending', $12, $13, 1) on conflict (key) do nothing`,
			n.Key, n.Actor.Account, n.Actor.Desk, n.Actor.Agency, n.Actor.Role, n.Target.Kind, n.Target.Ref, n.Name,
			string(n.Args), words, n.Hash, n.At, n.NextAt)
		if err != nil {
			return err
		}
		if fresh = added == 1; fresh {
			stored = command.Stored{
				CommandRow: record.CommandRow{
					Key: n.Key, Actor: n.Actor, Target: n.Target, Name: n.Name, State: record.CommandPending, CreatedAt: n.At, Attempts: 1,
				},
				Args: n.Args, Hash: n.Hash,
			}
			return nil
		}
		stored, err = findCommand(ctx, tx, n.Key)
		return err
	})
	return stored, fresh, err
}

// SettleCommand keeps the answer of a pending command and gives the command as it now is:
// when its change has settled it meanwhile, with that answer.
func (s *Store) SettleCommand(ctx context.Context, key casework.Key, answer json.RawMessage) (stored command.Stored, err error) {
	err = s.tx(ctx, func(tx *txn) error {
		stored, err = endCommand(ctx, tx, "settle command", endedOr(`update app.commands c set state = 'settled', answer = $2, ended_at = $3
			where c.key = $1 and c.state = 'pending'`), key, string(answer), s.now())
		return err
	})
	return stored, err
}

// RefuseCommand keeps the refusal of a pending command and gives the command as it now is:
// when it was settled meanwhile, settled.
func (s *Store) RefuseCommand(ctx context.Context, key casework.Key, code fault.Code, message string, details json.RawMessage) (stored command.Stored, err error) {
	err = s.tx(ctx, func(tx *txn) error {
		stored, err = endCommand(ctx, tx, "refuse command", endedOr(`update app.commands c set state = 'refused', code = $2, message = $3,
			details = nullif($4, '')::jsonb, ended_at = $5 where c.key = $1 and c.state = 'pending'`),
			key, code, message, string(details), s.now())
		return err
	})
	return stored, err
}

// TakePending takes up to limit commands whose turn it is to be sent again, and puts them
// off: by after, and by twice as much with each attempt, up to atMost. Whoever takes them
// at the same time gets others.
func (s *Store) TakePending(ctx context.Context, limit int, after, atMost time.Duration) (taken []command.Stored, err error) {
	now := s.now()
	err = s.tx(ctx, func(tx *txn) error {
		taken = nil
		var rows []commandRow
		err := list(ctx, tx, "take pending commands", &rows, `with due as (
			select key from app.commands where state = 'pending' and next_at <= $1 order by next_at limit $2 for update skip locked)
			update app.commands c set attempts = c.attempts + 1,
			next_at = $1 + least(make_interval(secs => $3) * power(2, least(c.attempts, 20) - 1), make_interval(secs => $4))
			from due where c.key = due.key returning `+commandColumns, now, limit, after.Seconds(), atMost.Seconds())
		for i := range rows {
			taken = append(taken, rows[i].stored())
		}
		return err
	})
	return taken, err
}

// Command finds a command by its key; fault.NotFound when there is none.
func (s *Store) Command(ctx context.Context, key casework.Key) (row record.CommandRow, err error) {
	err = s.tx(ctx, func(tx *txn) error {
		stored, err := findCommand(ctx, tx, key)
		row = stored.CommandRow
		return err
	})
	return row, err
}

// Commands lists what was asked for, newest first.
func (s *Store) Commands(ctx context.Context, f record.CommandFilter) (out record.Commands, err error) {
	var c conditions
	c.equal("c.target_kind", string(f.Target.Kind))
	c.equal("c.target_ref", string(f.Target.Ref))
	c.equal("c.account", string(f.Account))
	c.equal("c.state", string(f.State))
	if after := f.Page.After; after != nil {
		c.and("(c.created_at, c.key) < (?, ?)", after.At, after.ID)
	}
	query := `select ` + commandColumns + ` from app.commands c` + c.where() +
		` order by c.created_at desc, c.key desc limit ` + c.arg(f.Page.Size()+1)
	err = s.tx(ctx, func(tx *txn) error {
		out = record.Commands{}
		var rows []commandRow
		if err := readPage(ctx, tx, "list commands", &rows, query, c.args...); err != nil {
			return err
		}
		for i := range rows {
			out.Rows = append(out.Rows, rows[i].stored().CommandRow)
		}
		out.Rows, out.Next = cut(out.Rows, f.Page, func(r record.CommandRow) record.Cursor {
			return record.Cursor{At: r.CreatedAt, ID: string(r.Key)}
		})
		return nil
	})
	return out, err
}

// endedOr makes a statement of an update: it gives the row that was ended, or else the row
// as it was ended before.
func endedOr(update string) string {
	return `with ended as (` + update + ` returning ` + commandColumns + `) select ` + commandColumns + ` from ended c
		union all select ` + commandColumns + ` from app.commands c where c.key = $1 and not exists (select 1 from ended)`
}

func endCommand(ctx context.Context, tx *txn, what, text string, args ...any) (command.Stored, error) {
	var row commandRow
	err := get(ctx, tx, what, &row, text, args...)
	return row.stored(), missing(err, noCommand())
}

func noCommand() error { return fault.New(fault.NotFound, "there is no such command") }

func findCommand(ctx context.Context, tx *txn, key casework.Key) (command.Stored, error) {
	var row commandRow
	err := get(ctx, tx, "find command", &row, `select `+commandColumns+` from app.commands c where c.key = $1`, key)
	return row.stored(), missing(err, noCommand())
}
