package postgres

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/seal"
)

// Options are what a Store needs. All of them but MaxOpen, As and Index are required.
type Options struct {
	// DSN names the database, as a URL or as keywords; sslmode MUST stand in it.
	DSN string
	// As is who asks when the context of a call names nobody: the worker's is the Procedure. When
	// nobody is named at all the database gives nothing out.
	As principal.Principal
	// Box is the seam for personal fields.
	Box seal.Box
	// Index makes the tokens that people are found by, and the stamps of what stands in the audit log.
	// Without one nobody is indexed, and nobody found; what is logged has no stamp, and none is asked for.
	Index Index
	// Now is the clock that overdue is counted by.
	Now func() time.Time
	// NewRef mints the random references of cases that a confirmed list becomes.
	NewRef func() casework.Ref
	// MaxOpen bounds the connections; 0 is 20.
	MaxOpen int
}

// Store is the record. It can be used by many at once.
type Store struct {
	db       *sqlx.DB
	prepared *prepared
	as       principal.Principal
	box      seal.Box
	index    Index
	now      func() time.Time
	newRef   func() casework.Ref
	strange  *strangers
}

// Open makes a Store. It does not connect yet: see Ping.
func Open(o Options) (*Store, error) {
	if o.Box == nil || o.Now == nil || o.NewRef == nil {
		return nil, errors.New("open record: box, clock and references are required")
	}
	connector, err := connect(o.DSN, poolSettings)
	if err != nil {
		return nil, err
	}
	db := sqlx.NewDb(sql.OpenDB(connector), "postgres")
	if o.MaxOpen <= 0 {
		o.MaxOpen = 20
	}
	db.SetMaxOpenConns(o.MaxOpen)
	db.SetMaxIdleConns(o.MaxOpen)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return &Store{db: db, prepared: newPrepared(db), as: o.As, box: o.Box, index: o.Index, now: func() time.Time { return o.Now().UTC() }, newRef: o.NewRef, strange: &strangers{}}, nil
}

// Close ends all connections.
func (s *Store) Close() error { return translate(s.db.Close()) }

// Ping says whether the record can be read: nil, or fault.Unavailable.
func (s *Store) Ping(ctx context.Context) error {
	return s.tx(ctx, func(tx *txn) error {
		var one int
		return get(ctx, tx, "ask the record for a sign of life", &one, `select 1`)
	})
}
