package postgres

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// attempts is how often a transaction is tried that lost against another one.
const attempts = 3

// tx runs fn in one transaction. It is the only way to a connection: whatever every query
// must have around it, such as who asks, is set here. fn may run more than once and MUST
// leave nothing behind but what it wrote through its argument. When tx returns nil, what
// fn wrote is durable; when it returns an error, it may or may not be.
func (s *Store) tx(ctx context.Context, fn func(*txn) error) error {
	return s.run(ctx, nil, fn)
}

// snapshot runs fn in one transaction in which everything stands still.
func (s *Store) snapshot(ctx context.Context, fn func(*txn) error) error {
	return s.run(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, fn)
}

func (s *Store) run(ctx context.Context, o *sql.TxOptions, fn func(*txn) error) error {
	for n := 1; ; n++ {
		err := s.once(ctx, o, fn)
		if n == attempts || !lost(err) {
			return err
		}
		if err := wait(ctx, time.Duration(n)*10*time.Millisecond); err != nil {
			return err
		}
	}
}

func (s *Store) once(ctx context.Context, o *sql.TxOptions, fn func(*txn) error) error {
	s.prepared.prepare(ctx)
	tx, err := s.db.BeginTxx(ctx, o)
	if err != nil {
		return translate(err)
	}
	t := &txn{Tx: tx, prepared: s.prepared, index: s.index}
	err = s.introduce(ctx, t)
	if err == nil {
		err = fn(t)
	}
	if err != nil {
		if rollback := tx.Rollback(); rollback != nil {
			// The connection is gone, and with it the transaction.
			return errors.Join(err, translate(rollback))
		}
		return err
	}
	return translate(tx.Commit())
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return translate(ctx.Err())
	}
}
