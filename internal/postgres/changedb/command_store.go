package changedb

import (
	"cmp"
	"context"
	"encoding/json"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/pagedb"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// CommandStore keeps commands. It is safe for concurrent use.
type CommandStore struct {
	db  *db.DB
	box sealdb.Sealer
}

// NewCommandStore makes a CommandStore.
func NewCommandStore(d *db.DB, box sealdb.Sealer) *CommandStore {
	return &CommandStore{db: d, box: box}
}

// StoreCommand stores a command before it is sent. If its key is stored already, it stores nothing and
// returns the latest command with the same key of the client; fresh reports whether the command is new. The caller
// compares the hashes to know whether it is the same command.
func (s *CommandStore) StoreCommand(ctx context.Context, n command.New) (stored command.Stored, fresh bool, err error) {
	made, err := SealCommand(ctx, s.box, n)
	if err != nil {
		return command.Stored{}, false, err
	}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		added, err := made.Insert(ctx, tx)
		if err != nil {
			return err
		}
		if fresh = added == 1; fresh {
			stored = command.Stored{
				CommandRow: record.CommandRow{
					Key: n.Key, Nth: max(1, n.Nth), Actor: n.Actor, Target: n.Target, Name: n.Name, State: record.CommandPending, CreatedAt: n.At, Attempts: 1,
				},
				Args: n.Args, Hash: n.Hash,
			}
			return nil
		}
		row, err := latestCommand(ctx, tx, cmp.Or(n.First, n.Key))
		if err != nil {
			return err
		}
		stored, err = s.storedCommand(ctx, &row)
		return err
	})
	return stored, fresh, err
}

// SettleCommand stores the answer of a pending command and returns the command. If its change has already
// settled it, the command has that answer.
func (s *CommandStore) SettleCommand(ctx context.Context, key casework.Key, answer json.RawMessage) (stored command.Stored, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		stored, err = s.endCommand(ctx, tx, key, func(of seal.Subject) error {
			sealed, err := s.box.Seal(ctx, of, sealdb.ColCommandAnswer, string(key), answer)
			if err != nil {
				return err
			}
			_, err = db.Exec(ctx, tx, "settle command", `update app.commands set state = 'settled', answer = $2, ended_at = $3
				where key = $1 and state = 'pending'`, key, sealed, s.db.Now())
			return err
		})
		return err
	})
	return stored, err
}

// RefuseCommand stores the refusal of a pending command and returns the command. If it was already
// settled, it stays settled.
func (s *CommandStore) RefuseCommand(ctx context.Context, key casework.Key, code fault.Code, message string, details json.RawMessage) (stored command.Stored, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		stored, err = s.endCommand(ctx, tx, key, func(of seal.Subject) error {
			sealed, err := s.box.SealJSON(ctx, of, sealdb.ColCommandRefusal, string(key), refusalBody{message, details})
			if err != nil {
				return err
			}
			_, err = db.Exec(ctx, tx, "refuse command", `update app.commands set state = 'refused', code = $2, refusal = $3, ended_at = $4
				where key = $1 and state = 'pending'`, key, code, sealed, s.db.Now())
			return err
		})
		return err
	})
	return stored, err
}

// TakePending returns up to limit commands that are due to be sent again, and delays their next
// attempt: by after, and twice as long with each attempt, up to atMost. Concurrent calls get different
// commands.
func (s *CommandStore) TakePending(ctx context.Context, limit int, after, atMost time.Duration) (taken []command.Stored, err error) {
	now := s.db.Now()
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		taken = nil
		var rows []commandRow
		err := db.List(ctx, tx, "take pending commands", &rows, `with due as (
			select key from app.commands where state = 'pending' and next_at <= $1 order by next_at limit $2 for update skip locked)
			update app.commands c set attempts = c.attempts + 1,
			next_at = $1 + least(make_interval(secs => $3) * power(2, least(c.attempts, 20) - 1), make_interval(secs => $4))
			from due where c.key = due.key returning `+commandColumns, now, limit, after.Seconds(), atMost.Seconds())
		if err != nil {
			return err
		}
		if err := s.prefetchCommandKeys(ctx, rows); err != nil {
			return err
		}
		for i := range rows {
			one, err := s.storedCommand(ctx, &rows[i])
			if err != nil {
				return err
			}
			if one.Args == nil {
				continue // erased: there is nothing left to send
			}
			taken = append(taken, one)
		}
		return nil
	})
	return taken, err
}

// Command returns the latest command with a key of a client, by the key of the first; fault.NotFound if there is
// none. All before it were refused.
func (s *CommandStore) Command(ctx context.Context, key casework.Key) (out record.CommandRow, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		row, err := latestCommand(ctx, tx, key)
		if err != nil {
			return err
		}
		out, err = s.commandRow(ctx, &row)
		return err
	})
	return out, err
}

// Commands lists commands, newest first.
func (s *CommandStore) Commands(ctx context.Context, f record.CommandFilter) (out record.Commands, err error) {
	var c db.Conditions
	c.Equal("c.target_kind", string(f.Target.Kind))
	c.Equal("c.target_ref", string(f.Target.Ref))
	c.Equal("c.account", string(f.Account))
	c.Equal("c.state", string(f.State))
	if after := f.Page.After; after != nil {
		c.And("(c.created_at, c.key) < (?, ?)", after.At, after.ID)
	}
	query := `select ` + commandColumns + ` from app.commands c` + c.Where() +
		` order by c.created_at desc, c.key desc limit ` + c.Arg(f.Page.Size()+1)
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = record.Commands{}
		var rows []commandRow
		if err := db.ReadPage(ctx, tx, "list commands", &rows, query, c.Args...); err != nil {
			return err
		}
		if err := s.prefetchCommandKeys(ctx, rows); err != nil {
			return err
		}
		for i := range rows {
			one, err := s.commandRow(ctx, &rows[i])
			if err != nil {
				return err
			}
			out.Rows = append(out.Rows, one)
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, f.Page, func(r record.CommandRow) record.Cursor {
			return record.Cursor{At: r.CreatedAt, ID: string(r.Key)}
		})
		return nil
	})
	return out, err
}

func (s *CommandStore) prefetchCommandKeys(ctx context.Context, rows []commandRow) error {
	subjects := make([]seal.Subject, len(rows))
	for i := range rows {
		subjects[i] = rows[i].subject()
	}
	return s.box.Prefetch(ctx, subjects)
}

// endCommand ends a pending command, and returns it as it was ended, now or before.
func (s *CommandStore) endCommand(ctx context.Context, tx *db.Tx, key casework.Key, end func(of seal.Subject) error) (command.Stored, error) {
	row, err := commandOf(ctx, tx, key)
	if err != nil {
		return command.Stored{}, err
	}
	if row.State != record.CommandPending {
		return s.storedCommand(ctx, &row)
	}
	if err := end(row.subject()); err != nil {
		return command.Stored{}, err
	}
	return s.findCommand(ctx, tx, key)
}

func noCommand() error { return fault.New(fault.NotFound, "there is no such command") }

func (s *CommandStore) findCommand(ctx context.Context, tx *db.Tx, key casework.Key) (command.Stored, error) {
	row, err := commandOf(ctx, tx, key)
	if err != nil {
		return command.Stored{}, err
	}
	return s.storedCommand(ctx, &row)
}

// latestCommand reads the latest command with a key of a client, by the key of the first.
func latestCommand(ctx context.Context, tx *db.Tx, first casework.Key) (row commandRow, err error) {
	err = db.Get(ctx, tx, "find latest command", &row, `select `+commandColumns+` from app.commands c where c.key = coalesce(
		(select a.key from app.commands a where a.first = $1 order by a.nth desc limit 1), $1)`, first)
	return row, db.Missing(err, noCommand())
}

func commandOf(ctx context.Context, tx *db.Tx, key casework.Key) (row commandRow, err error) {
	err = db.Get(ctx, tx, "find command", &row, `select `+commandColumns+` from app.commands c where c.key = $1`, key)
	return row, db.Missing(err, noCommand())
}
