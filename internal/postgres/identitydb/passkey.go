package identitydb

import (
	"context"
	"database/sql"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/postgres/db"
)

// AddPendingCeremony stores a ceremony that has begun.
func (s *Accounts) AddPendingCeremony(ctx context.Context, n identity.PendingCeremony) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, "begin ceremony", `insert into app.ceremonies (id_hash, purpose, session, account, admission, state, expires_at)
			values ($1, $2, $3, $4, $5, $6, $7)`, n.IDHash, n.Purpose, n.Session, n.Account, n.Admission, string(n.State), n.Expires)
		return err
	})
}

// TakePendingCeremony removes and returns a ceremony that has not expired; fault.NotFound if there
// is none.
func (s *Accounts) TakePendingCeremony(ctx context.Context, idHash string, now time.Time) (identity.PendingCeremony, error) {
	var row struct {
		IDHash    string             `db:"id_hash"`
		Purpose   identity.Purpose   `db:"purpose"`
		Session   string             `db:"session"`
		Account   casework.AccountID `db:"account"`
		Admission string             `db:"admission"`
		State     []byte             `db:"state"`
		Expires   time.Time          `db:"expires_at"`
	}
	gone := fault.New(fault.NotFound, "this ceremony has ended or expired; begin it again")
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		err := db.Get(ctx, tx, "take ceremony", &row, `delete from app.ceremonies where id_hash = $1
			returning id_hash, purpose, session, account, admission, state, expires_at`, idHash)
		return db.Missing(err, gone)
	})
	if err == nil && !now.Before(row.Expires) {
		err = gone
	}
	if err != nil {
		return identity.PendingCeremony{}, err
	}
	row.Expires = row.Expires.UTC()
	return identity.PendingCeremony(row), nil
}

type passkeyRow struct {
	ID         string             `db:"id"`
	Account    casework.AccountID `db:"account"`
	Label      identity.Label     `db:"label"`
	Added      time.Time          `db:"added_at"`
	Used       sql.NullTime       `db:"used_at"`
	Credential string             `db:"credential"`
	Key        string             `db:"public_key"`
	Count      int64              `db:"count"`
	Synced     bool               `db:"synced"`
	Transports pq.StringArray     `db:"transports"`
}

const deviceColumns = `k.id, k.account, k.label, k.added_at, k.used_at, k.credential, k.public_key, k.count, k.synced, k.transports`

func (r passkeyRow) passkey() identity.Passkey {
	p := identity.Passkey{
		ID: r.ID, Account: r.Account, Label: r.Label, Added: r.Added.UTC(), Credential: r.Credential, Key: r.Key,
		Count: uint32(r.Count), Synced: r.Synced, Transports: db.Codes[string](r.Transports), //nolint:gosec // the column is checked to fit
	}
	if r.Used.Valid {
		p.Used = r.Used.Time.UTC()
	}
	return p
}

// AddPasskey stores a passkey; fault.Conflict if it is stored already.
func (s *Accounts) AddPasskey(ctx context.Context, p identity.Passkey, trace audit.Event) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		if err := addPasskey(ctx, tx, p); err != nil {
			return err
		}
		return s.log.AppendEvents(ctx, tx, trace)
	})
}

func addPasskey(ctx context.Context, tx *db.Tx, p identity.Passkey) error {
	_, err := db.Exec(ctx, tx, "add passkey", `insert into app.passkeys (id, account, label, added_at, used_at, credential, public_key, count, synced, transports)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		p.ID, p.Account, p.Label, p.Added, nullTime(p.Used), p.Credential, p.Key, int64(p.Count), p.Synced, db.Strings(p.Transports))
	return err
}

// Passkeys lists the passkeys of an account, the oldest first.
func (s *Accounts) Passkeys(ctx context.Context, account casework.AccountID) ([]identity.Passkey, error) {
	var rows []passkeyRow
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		return db.List(ctx, tx, "list passkeys", &rows, `select `+deviceColumns+` from app.passkeys k where k.account = $1 order by k.added_at, k.id limit 100`, account)
	})
	out := make([]identity.Passkey, len(rows))
	for i, r := range rows {
		out[i] = r.passkey()
	}
	return out, err
}

// FindPasskey finds a passkey by the identifier of its credential, with its account;
// fault.NotFound if there is none.
func (s *Accounts) FindPasskey(ctx context.Context, credential string) (identity.Passkey, identity.Account, error) {
	var row passkeyRow
	var owner identityRow
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		err := db.Get(ctx, tx, "find passkey", &row, `select `+deviceColumns+` from app.passkeys k where k.credential = $1`, credential)
		if err != nil {
			return db.Missing(err, noPasskey())
		}
		err = db.Get(ctx, tx, "find account", &owner, `select id, desk, agency, roles, active, source from app.accounts where id = $1`, row.Account)
		return db.Missing(err, noAccount())
	})
	return row.passkey(), owner.account(), err
}

func noPasskey() error { return fault.New(fault.NotFound, "there is no such passkey") }

// CountPasskey records the use of a passkey. It returns fault.Conflict if its counter did not grow.
func (s *Accounts) CountPasskey(ctx context.Context, id string, count uint32, at time.Time) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		used, err := db.Exec(ctx, tx, "count passkey", `update app.passkeys set count = $2, used_at = $3
			where id = $1 and (count < $2 or count = 0 and $2 = 0)`, id, int64(count), at)
		if err == nil && used == 0 {
			err = fault.New(fault.Conflict, "the counter of the passkey did not grow: it may be a copy")
		}
		return err
	})
}

// RemovePasskey deletes a passkey of an account; fault.NotFound if it has none by this identifier.
func (s *Accounts) RemovePasskey(ctx context.Context, account casework.AccountID, id string, trace audit.Event) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		removed, err := db.Exec(ctx, tx, "remove passkey", `delete from app.passkeys where account = $1 and id = $2`, account, id)
		if err != nil {
			return err
		}
		if removed == 0 {
			return noPasskey()
		}
		return s.log.AppendEvents(ctx, tx, trace)
	})
}
