package postgres

import (
	"context"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// SeedDirectory adds and updates agencies, desks and accounts. It deletes none, because a case may
// still refer to a desk that is no longer in a directory.
func (s *Store) SeedDirectory(ctx context.Context, d record.Directory) error {
	return s.tx(ctx, func(tx *db.Tx) error {
		for _, a := range d.Agencies {
			_, err := db.Exec(ctx, tx, "put agency", `insert into app.agencies (id, name, country, focal_point) values ($1, $2, $3, nullif($4, ''))
				on conflict (id) do update set name = excluded.name, country = excluded.country, focal_point = excluded.focal_point`,
				a.ID, a.Name, a.Country, a.FocalPoint)
			if err != nil {
				return err
			}
		}
		for _, k := range d.Desks {
			_, err := db.Exec(ctx, tx, "put desk", `insert into app.desks (id, agency, kind, name, country, seat, zone)
				values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do update set agency = excluded.agency, kind = excluded.kind,
				name = excluded.name, country = excluded.country, seat = excluded.seat, zone = excluded.zone`,
				k.ID, k.Agency, k.Kind, k.Name, k.Country, k.Seat, k.Zone)
			if err != nil {
				return err
			}
		}
		for _, a := range d.Accounts {
			_, err := db.Exec(ctx, tx, "put account", `insert into app.accounts (id, desk, agency, roles, active) values ($1, $2, $3, $4, $5)
				on conflict (id) do update set desk = excluded.desk, agency = excluded.agency, roles = excluded.roles, active = excluded.active`,
				a.ID, a.Desk, a.Agency, db.Strings(a.Roles), a.Active)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Directory lists all agencies, desks and accounts in the order of their codes.
func (s *Store) Directory(ctx context.Context) (out record.Directory, err error) {
	err = s.snapshot(ctx, func(tx *db.Tx) error {
		var agencies []struct {
			ID         casework.AgencyID `db:"id"`
			Name       string            `db:"name"`
			Country    casework.Country  `db:"country"`
			FocalPoint casework.DeskID   `db:"focal_point"`
		}
		err := db.List(ctx, tx, "list agencies", &agencies,
			`select id, name, country, coalesce(focal_point, '') as focal_point from app.agencies order by id`)
		if err != nil {
			return err
		}
		var desks []struct {
			ID      casework.DeskID   `db:"id"`
			Agency  casework.AgencyID `db:"agency"`
			Kind    casework.DeskKind `db:"kind"`
			Name    string            `db:"name"`
			Country casework.Country  `db:"country"`
			Seat    casework.Country  `db:"seat"`
			Zone    string            `db:"zone"`
		}
		if err := db.List(ctx, tx, "list desks", &desks, `select id, agency, kind, name, country, seat, zone from app.desks order by id`); err != nil {
			return err
		}
		var accounts []accountRow
		if err := db.List(ctx, tx, "list accounts", &accounts, `select id, desk, agency, roles, active from app.accounts order by id`); err != nil {
			return err
		}
		out = record.Directory{}
		for _, a := range agencies {
			out.Agencies = append(out.Agencies, record.Agency(a))
		}
		for _, k := range desks {
			out.Desks = append(out.Desks, record.Desk(k))
		}
		for _, a := range accounts {
			out.Accounts = append(out.Accounts, a.account())
		}
		return nil
	})
	return out, err
}

type accountRow struct {
	ID     casework.AccountID `db:"id"`
	Desk   casework.DeskID    `db:"desk"`
	Agency casework.AgencyID  `db:"agency"`
	Roles  pq.StringArray     `db:"roles"`
	Active bool               `db:"active"`
}

func (r accountRow) account() record.Account {
	return record.Account{ID: r.ID, Desk: r.Desk, Agency: r.Agency, Roles: db.Codes[casework.Role](r.Roles), Active: r.Active}
}

// Account returns an account; fault.NotFound if there is none.
func (s *Store) Account(ctx context.Context, id casework.AccountID) (out record.Account, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		var row accountRow
		err := db.Get(ctx, tx, "find account", &row, `select id, desk, agency, roles, active from app.accounts where id = $1`, id)
		out = row.account()
		return db.Missing(err, fault.New(fault.NotFound, "there is no such account"))
	})
	return out, err
}
