package db

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"
)

// attempts is the number of attempts of a transaction that conflicts with another one.
const attempts = 3

// Tx is a transaction.
type Tx struct {
	*sqlx.Tx

	prepared *prepared
}

// Tx runs fn in one transaction. It is the only way to a connection, so that everything that
// every query needs, such as the principal, is set here. fn may run more than once and MUST
// change nothing but what it writes through its argument. If Tx returns nil, what fn wrote is
// durable; if it returns an error, it may or may not be.
func (d *DB) Tx(ctx context.Context, fn func(*Tx) error) error {
	return d.run(ctx, nil, fn)
}

// Snapshot runs fn in one read-only transaction in which every query sees the same moment.
func (d *DB) Snapshot(ctx context.Context, fn func(*Tx) error) error {
	return d.run(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, fn)
}

func (d *DB) run(ctx context.Context, o *sql.TxOptions, fn func(*Tx) error) error {
	for n := 1; ; n++ {
		err := d.once(ctx, o, fn)
		if n == attempts || !lost(err) {
			return err
		}
		if err := wait(ctx, time.Duration(n)*10*time.Millisecond); err != nil {
			return err
		}
	}
}

func (d *DB) once(ctx context.Context, o *sql.TxOptions, fn func(*Tx) error) error {
	observeBegin(ctx)
	d.prepared.prepare(ctx)
	tx, err := d.pool.BeginTxx(ctx, o)
	if err != nil {
		return Translate(err)
	}
	t := &Tx{Tx: tx, prepared: d.prepared}
	err = d.setSessionVars(ctx, t)
	if err == nil {
		err = fn(t)
	}
	if err != nil {
		if rollback := tx.Rollback(); rollback != nil {
			// The connection is lost, and the transaction with it.
			return errors.Join(err, Translate(rollback))
		}
		return err
	}
	return Translate(tx.Commit())
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return Translate(ctx.Err())
	}
}
