package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/seal"
)

// KeyOptions are what Keys need. All of them but MaxOpen are required.
type KeyOptions struct {
	// DSN names the database, as a URL or as keywords; sslmode MUST stand in it.
	DSN string
	// Now is the clock that destruction is dated by.
	Now func() time.Time
	// MaxOpen bounds the connections; 0 is 4.
	MaxOpen int
}

// Keys keep wrapped keysets. They have connections of their own, because a key is looked for
// in the middle of a transaction of the record: were there one pool, transactions that hold all
// of it would wait for each other's keys. They can be used by many at once.
type Keys struct {
	store *Store
}

var _ seal.KeyStore = (*Keys)(nil)

// OpenKeys makes Keys. It does not connect yet. The caller MUST Close them.
func OpenKeys(o KeyOptions) (*Keys, error) {
	if o.Now == nil {
		return nil, errors.New("open keys: a clock is required")
	}
	connector, err := connect(o.DSN, poolSettings)
	if err != nil {
		return nil, err
	}
	if o.MaxOpen <= 0 {
		o.MaxOpen = 4
	}
	db := sqlx.NewDb(sql.OpenDB(connector), "postgres")
	db.SetMaxOpenConns(o.MaxOpen)
	db.SetMaxIdleConns(o.MaxOpen)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return &Keys{store: &Store{db: db, prepared: newPrepared(db), box: seal.Shut{}, now: func() time.Time { return o.Now().UTC() }}}, nil
}

// tx runs fn in one transaction of nobody's: who asks for a record is no matter of its keys.
func (k *Keys) tx(ctx context.Context, fn func(*txn) error) error {
	return k.store.tx(principal.With(ctx, principal.Principal{}), fn)
}

// Close ends all connections.
func (k *Keys) Close() error { return k.store.Close() }

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

// FindKeys finds what there is of some subjects.
func (k *Keys) FindKeys(ctx context.Context, subjects []seal.Subject) (found map[seal.Subject]seal.Wrapped, err error) {
	err = k.tx(ctx, func(tx *txn) error {
		found, err = findKeys(ctx, tx, subjects)
		return err
	})
	return found, err
}

func findKeys(ctx context.Context, tx *txn, subjects []seal.Subject) (map[seal.Subject]seal.Wrapped, error) {
	var rows []keyRow
	if err := list(ctx, tx, "find keys", &rows, `select `+keyColumns+` from app.case_keys k where k.subject = any($1)`, texts(subjects)); err != nil {
		return nil, err
	}
	found := make(map[seal.Subject]seal.Wrapped, len(rows))
	for _, r := range rows {
		found[r.Subject] = r.row().Wrapped
	}
	return found, nil
}

// AddKey keeps the first keyset of a subject and gives what is then there.
func (k *Keys) AddKey(ctx context.Context, subject seal.Subject, w seal.Wrapped) (stored seal.Wrapped, err error) {
	err = k.tx(ctx, func(tx *txn) error {
		if _, err := exec(ctx, tx, "keep key", `insert into app.case_keys (subject, wrapped, kek, version, made_at, rotated_at)
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
			return errors.New("keep key: it cannot be found again")
		}
		return nil
	})
	return stored, err
}

// ReplaceKey keeps a keyset in place of the one that has a version.
func (k *Keys) ReplaceKey(ctx context.Context, subject seal.Subject, version int64, w seal.Wrapped) (replaced bool, err error) {
	err = k.tx(ctx, func(tx *txn) error {
		n, err := exec(ctx, tx, "replace key", `update app.case_keys set wrapped = $3, kek = $4, version = $5, rotated_at = $6
			where subject = $1 and version = $2 and destroyed_at is null`, subject, version, w.Keyset, w.KEK, w.Version, w.RotatedAt)
		replaced = n == 1
		return err
	})
	return replaced, err
}

// DestroyKeys destroys keysets for good.
func (k *Keys) DestroyKeys(ctx context.Context, subjects []seal.Subject) (destroyed int, err error) {
	err = k.tx(ctx, func(tx *txn) error {
		// In this order: whoever adds a key at the same moment has added it before the second statement, or never.
		if _, err := exec(ctx, tx, "keep erased subjects from keys", `insert into app.case_keys (subject, kek, version, made_at, rotated_at, destroyed_at)
			select s, 'none', 1, $2, $2, $2 from unnest($1::text[]) s on conflict (subject) do nothing`, texts(subjects), k.store.now()); err != nil {
			return err
		}
		n, err := exec(ctx, tx, "destroy keys", `update app.case_keys set wrapped = null, destroyed_at = $2, version = version + 1
			where subject = any($1) and destroyed_at is null`, texts(subjects), k.store.now())
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
	err = k.tx(ctx, func(tx *txn) error {
		rows = nil
		var found []keyRow
		err := list(ctx, tx, "list keys", &found, `select `+keyColumns+` from app.case_keys k
			where k.subject > $1 order by k.subject limit $2`, after, limit)
		for _, r := range found {
			rows = append(rows, r.row())
		}
		return err
	})
	return rows, err
}
