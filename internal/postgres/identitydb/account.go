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

type identityRow struct {
	ID     casework.AccountID `db:"id"`
	Desk   casework.DeskID    `db:"desk"`
	Agency casework.AgencyID  `db:"agency"`
	Roles  pq.StringArray     `db:"roles"`
	Active bool               `db:"active"`
	Source identity.Source    `db:"source"`
}

func (r identityRow) account() identity.Account {
	return identity.Account{
		ID: r.ID, Desk: r.Desk, Agency: r.Agency, Roles: db.Codes[casework.Role](r.Roles), Active: r.Active, Source: r.Source,
	}
}

func noAccount() error { return fault.New(fault.NotFound, "there is no such account") }

// FindAccount returns an account; fault.NotFound if there is none.
func (s *Accounts) FindAccount(ctx context.Context, id casework.AccountID) (identity.Account, error) {
	var row identityRow
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		err := db.Get(ctx, tx, "find account", &row, `select id, desk, agency, roles, active, source from app.accounts where id = $1`, id)
		return db.Missing(err, noAccount())
	})
	return row.account(), err
}

// AccountStatuses lists up to 1,000 accounts in the order of desk and code, with the number of
// passkeys of each, and of sessions that are valid at now and were used after usedSince.
func (s *Accounts) AccountStatuses(ctx context.Context, f identity.AccountsFilter, now, usedSince time.Time) ([]identity.AccountStatus, error) {
	var rows []struct {
		identityRow

		CreatedAt  sql.NullTime `db:"created_at"`
		DisabledAt sql.NullTime `db:"disabled_at"`
		Passkeys   int          `db:"passkeys"`
		Sessions   int          `db:"sessions"`
	}
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		return db.List(ctx, tx, "list accounts", &rows, `select a.id, a.desk, a.agency, a.roles, a.active, a.source, a.created_at, a.disabled_at,
			(select count(*) from app.passkeys k where k.account = a.id) as passkeys,
			(select count(*) from app.sessions s where s.account = a.id and s.ended_at is null and s.ends_at > $3 and s.seen_at > $4) as sessions
			from app.accounts a where ($1 = '' or a.desk = $1) and ($2 = '' or a.agency = $2) order by a.desk, a.id limit 1000`,
			f.Desk, f.Agency, now, usedSince)
	})
	out := make([]identity.AccountStatus, len(rows))
	for i, r := range rows {
		out[i] = identity.AccountStatus{Account: r.account(), Passkeys: r.Passkeys, Sessions: r.Sessions}
		if r.CreatedAt.Valid {
			out[i].CreatedAt = r.CreatedAt.Time.UTC()
		}
		if r.DisabledAt.Valid && !r.Active {
			out[i].DisabledAt = r.DisabledAt.Time.UTC()
		}
	}
	return out, err
}

// SetActive enables or disables an account. Its sessions end either way. It returns fault.NotFound
// if there is no such account.
func (s *Accounts) SetActive(ctx context.Context, account casework.AccountID, active bool, at time.Time, trace audit.Event) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		var disabled sql.NullTime
		if !active {
			disabled = nullTime(at)
		}
		n, err := db.Exec(ctx, tx, "set account", `update app.accounts set active = $2, disabled_at = coalesce($3, disabled_at) where id = $1`, account, active, disabled)
		if err != nil {
			return err
		}
		if n == 0 {
			return noAccount()
		}
		if _, err := endSessions(ctx, tx, account, at); err != nil {
			return err
		}
		return s.log.AppendEvents(ctx, tx, trace)
	})
}
