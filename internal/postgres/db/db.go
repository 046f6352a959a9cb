package db

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"

	"example.org/homeward/internal/principal"
)

// Options are what a DB needs. DSN and Now are required.
type Options struct {
	// DSN is the address of the database, as a URL or as keywords; sslmode MUST be in it.
	DSN string
	// As is the principal of calls whose context has none: the worker's is the Procedure. Without
	// any principal the database returns no rows of cases.
	As principal.Principal
	// Now is the clock.
	Now func() time.Time
	// MaxOpen limits the number of connections; 0 is 20.
	MaxOpen int
}

// DB is a pool of connections. It is safe for concurrent use.
type DB struct {
	pool     *sqlx.DB
	prepared *prepared
	as       principal.Principal
	now      func() time.Time
}

// Open makes a DB. It does not connect yet: see Ping.
func Open(o Options) (*DB, error) {
	if o.Now == nil {
		return nil, errors.New("open record: a clock is required")
	}
	connector, err := Connector(o.DSN, PoolSettings())
	if err != nil {
		return nil, err
	}
	pool := sqlx.NewDb(sql.OpenDB(connector), "postgres")
	if o.MaxOpen <= 0 {
		o.MaxOpen = 20
	}
	pool.SetMaxOpenConns(o.MaxOpen)
	pool.SetMaxIdleConns(o.MaxOpen)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	return &DB{pool: pool, prepared: newPrepared(pool), as: o.As, now: func() time.Time { return o.Now().UTC() }}, nil
}

// Close closes all connections.
func (d *DB) Close() error { return Translate(d.pool.Close()) }

// Now returns the time by the clock of the DB, in UTC.
func (d *DB) Now() time.Time { return d.now() }

// Ping returns nil if the database answers, and fault.Unavailable if it does not.
func (d *DB) Ping(ctx context.Context) error {
	return d.Tx(ctx, func(tx *Tx) error {
		var one int
		return Get(ctx, tx, "ping record", &one, `select 1`)
	})
}
