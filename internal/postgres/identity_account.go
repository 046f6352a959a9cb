package postgres

import (
	"context"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
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
		ID: r.ID, Desk: r.Desk, Agency: r.Agency, Roles: codes[casework.Role](r.Roles), Active: r.Active, Source: r.Source,
	}
}

func noAccount() error { return fault.New(fault.NotFound, "there is no such account") }

// FindAccount finds an account as identity knows it.
func (s *Store) FindAccount(ctx context.Context, id casework.AccountID) (identity.Account, error) {
	var row identityRow
	err := s.tx(ctx, func(tx *txn) error {
		err := get(ctx, tx, "find account", &row, `select id, desk, agency, roles, active, source from app.accounts where id = $1`, id)
		return missing(err, noAccount())
	})
	return row.account(), err
}
