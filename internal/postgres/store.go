package postgres

import (
	"context"
	"errors"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/auditdb"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/erasuredb"
	"example.org/homeward/internal/postgres/identitydb"
	"example.org/homeward/internal/postgres/movementdb"
	"example.org/homeward/internal/postgres/officedb"
	"example.org/homeward/internal/postgres/operationdb"
	"example.org/homeward/internal/postgres/retentiondb"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/seal"
)

// Options are what a Store needs. All of them but MaxOpen, As and Index are required.
type Options struct {
	// DSN is the address of the database, as a URL or as keywords; sslmode MUST be in it.
	DSN string
	// As is the principal of calls whose context has none: the worker's is the Procedure. Without
	// any principal the database returns no rows of cases.
	As principal.Principal
	// Box seals and opens personal fields.
	Box seal.Box
	// Index makes the tokens that people are found by, and the stamps of audit events. Without it
	// no person is indexed or found, and events have no stamps.
	Index Index
	// Now is the clock that overdue is counted by.
	Now func() time.Time
	// NewRef returns a random reference for each case of a confirmed list.
	NewRef func() casework.Ref
	// MaxOpen limits the number of connections; 0 is 20.
	MaxOpen int
}

// Store is the record. It is safe for concurrent use.
type Store struct {
	*identitydb.Accounts
	*auditdb.Log
	*changedb.CommandStore
	*operationdb.OperationStore
	*movementdb.MovementStore
	*erasuredb.ErasureStore
	*retentiondb.RetentionStore
	*officedb.OfficeStore

	db       *db.DB
	box      sealdb.Sealer
	index    Index
	recorder *changedb.Recorder
	now      func() time.Time
}

// Open makes a Store. It does not connect yet: see Ping. The caller MUST Close it.
func Open(o Options) (*Store, error) {
	if o.Box == nil || o.Now == nil || o.NewRef == nil {
		return nil, errors.New("open record: box, clock and references are required")
	}
	d, err := db.Open(db.Options{DSN: o.DSN, As: o.As, Now: o.Now, MaxOpen: o.MaxOpen})
	if err != nil {
		return nil, err
	}
	log := auditdb.New(d, o.Index)
	box := sealdb.New(o.Box)
	recorder := changedb.NewRecorder(d, box, log)
	return &Store{
		Accounts: identitydb.New(d, log), Log: log, CommandStore: changedb.NewCommandStore(d, box),
		OperationStore: operationdb.New(d, box, log, recorder, o.NewRef), MovementStore: movementdb.New(d, box, recorder),
		ErasureStore: erasuredb.New(d, recorder, box), RetentionStore: retentiondb.New(d, box), OfficeStore: officedb.New(d, box, log),
		db: d, box: box, index: o.Index, recorder: recorder, now: d.Now,
	}, nil
}

// Close closes all connections.
func (s *Store) Close() error { return s.db.Close() }

// Ping returns nil if the record can be read, and fault.Unavailable if not.
func (s *Store) Ping(ctx context.Context) error { return s.db.Ping(ctx) }

// tx runs fn in one transaction; see db.DB.Tx.
func (s *Store) tx(ctx context.Context, fn func(*db.Tx) error) error { return s.db.Tx(ctx, fn) }

// snapshot runs fn in one read-only transaction; see db.DB.Snapshot.
func (s *Store) snapshot(ctx context.Context, fn func(*db.Tx) error) error {
	return s.db.Snapshot(ctx, fn)
}
