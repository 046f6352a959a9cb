package keydb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/seal"
)

// Options are what Keys need. All of them but MaxOpen are required.
type Options struct {
	// DSN is the address of the database, as a URL or as keywords; sslmode MUST be in it.
	DSN string
	// Now is the clock that destruction is dated by.
	Now func() time.Time
	// MaxOpen limits the number of connections; 0 is 4.
	MaxOpen int
}

// Keys implements seal.KeyStore. It has its own connections, because a key is looked up in the
// middle of a transaction of the record: with one pool, transactions that hold all connections
// would wait for each other's keys. It is safe for concurrent use.
type Keys struct {
	db *db.DB
}

var _ seal.KeyStore = (*Keys)(nil)

// Open makes Keys. It does not connect yet. The caller MUST Close them.
func Open(o Options) (*Keys, error) {
	if o.MaxOpen <= 0 {
		o.MaxOpen = 4
	}
	d, err := db.Open(db.Options{DSN: o.DSN, Now: o.Now, MaxOpen: o.MaxOpen})
	if err != nil {
		return nil, err
	}
	return &Keys{db: d}, nil
}

// tx runs fn in a transaction without a principal: access to keys does not depend on the user.
func (k *Keys) tx(ctx context.Context, fn func(*db.Tx) error) error {
	return k.db.Tx(principal.With(ctx, principal.Principal{}), fn)
}

// Close closes all connections.
func (k *Keys) Close() error { return k.db.Close() }

type keyRow struct {
	Subject     seal.Subject `db:"subject"`
	Wrapped     []byte       `db:"wrapped"`
	KEK         string       `db:"kek"`
	Version     int64        `db:"version"`
	MadeAt      time.Time    `db:"made_at"`
	RotatedAt   time.Time    `db:"rotated_at"`
	DestroyedAt sql.NullTime `db:"destroyed_at"`
}

const keyColumns = `k.subject, k.wrapped, k.kek, k.version, k.made_at, k.rotated_at, k.destroyed_at`

func (r keyRow) row() seal.Row {
	return seal.Row{Subject: r.Subject, Wrapped: seal.Wrapped{
		Keyset: r.Wrapped, KEK: r.KEK, Version: r.Version, MadeAt: r.MadeAt.UTC(), RotatedAt: r.RotatedAt.UTC(), DestroyedAt: r.DestroyedAt.Time.UTC(),
	}}
}

// FindKeys returns the keysets of those subjects that have one.
func (k *Keys) FindKeys(ctx context.Context, subjects []seal.Subject) (found map[seal.Subject]seal.Wrapped, err error) {
	err = k.tx(ctx, func(tx *db.Tx) error {
		found, err = findKeys(ctx, tx, subjects)
		return err
	})
	return found, err
}

func findKeys(ctx context.Context, tx *db.Tx, subjects []seal.Subject) (map[seal.Subject]seal.Wrapped, error) {
	var rows []keyRow
	if err := db.List(ctx, tx, "find keys", &rows, `select `+keyColumns+` from app.case_keys k where k.subject = any($1)`, db.Strings(subjects)); err != nil {
		return nil, err
	}
	found := make(map[seal.Subject]seal.Wrapped, len(rows))
	for _, r := range rows {
		found[r.Subject] = r.row().Wrapped
	}
	return found, nil
}

// AddKey stores the first keyset of a subject, and returns the one that is stored then.
func (k *Keys) AddKey(ctx context.Context, subject seal.Subject, w seal.Wrapped) (stored seal.Wrapped, err error) {
	err = k.tx(ctx, func(tx *db.Tx) error {
		if _, err := db.Exec(ctx, tx, "keep key", `insert into app.case_keys (subject, wrapped, kek, version, made_at, rotated_at)
			values ($1, $2, $3, $4, $5, $6) on conflict (subject) do nothing`,
			subject, w.Keyset, w.KEK, w.Version, w.MadeAt, w.RotatedAt); err != nil {
			return err
		}
		found, err := findKeys(ctx, tx, []seal.Subject{subject})
		if err != nil {
			return err
		}
		var ok bool
		if stored, ok = found[subject]; !ok {
			return errors.New("keep key: it is not there")
		}
		return nil
	})
	return stored, err
}

// ReplaceKey stores a keyset in place of the one of a version, and reports whether that was there.
func (k *Keys) ReplaceKey(ctx context.Context, subject seal.Subject, version int64, w seal.Wrapped) (replaced bool, err error) {
	err = k.tx(ctx, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, "replace key", `update app.case_keys set wrapped = $3, kek = $4, version = $5, rotated_at = $6
			where subject = $1 and version = $2 and destroyed_at is null`, subject, version, w.Keyset, w.KEK, w.Version, w.RotatedAt)
		replaced = n == 1
		return err
	})
	return replaced, err
}

// DestroyKeys destroys keysets for ever, and returns how many there were. A subject without a
// keyset can have none later either.
func (k *Keys) DestroyKeys(ctx context.Context, subjects []seal.Subject) (destroyed int, err error) {
	err = k.tx(ctx, func(tx *db.Tx) error {
		// In this order: a key that is added at the same moment is there before the second statement, or never.
		if _, err := db.Exec(ctx, tx, "keep erased subjects from keys", `insert into app.case_keys (subject, kek, version, made_at, rotated_at, destroyed_at)
			select s, 'none', 1, $2, $2, $2 from unnest($1::text[]) s on conflict (subject) do nothing`, db.Strings(subjects), k.db.Now()); err != nil {
			return err
		}
		n, err := db.Exec(ctx, tx, "destroy keys", `update app.case_keys set wrapped = null, destroyed_at = $2, version = version + 1
			where subject = any($1) and destroyed_at is null`, db.Strings(subjects), k.db.Now())
		destroyed = int(n)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("destroy keys: %w", err)
	}
	return destroyed, nil
}

// ListKeys lists keysets in the order of their subjects.
func (k *Keys) ListKeys(ctx context.Context, after seal.Subject, limit int) (rows []seal.Row, err error) {
	err = k.tx(ctx, func(tx *db.Tx) error {
		rows = nil
		var found []keyRow
		err := db.List(ctx, tx, "list keys", &found, `select `+keyColumns+` from app.case_keys k
			where k.subject > $1 order by k.subject limit $2`, after, limit)
		for _, r := range found {
			rows = append(rows, r.row())
		}
		return err
	})
	return rows, err
}
