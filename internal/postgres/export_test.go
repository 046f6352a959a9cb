package postgres

import (
	"context"

	"github.com/pressly/goose/v3"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// MigrateTo brings the schema to a version, up or down.
func MigrateTo(ctx context.Context, dsn string, version int64) error {
	return withProvider(ctx, dsn, func(p *goose.Provider) error {
		now, err := p.GetDBVersion(ctx)
		if err == nil && now < version {
			_, err = p.UpTo(ctx, version)
		} else if err == nil {
			_, err = p.DownTo(ctx, version)
		}
		if err != nil {
			return migrationError(err)
		}
		return nil
	})
}

// RollBack undoes every migration.
func RollBack(ctx context.Context, dsn string) error {
	return withProvider(ctx, dsn, func(p *goose.Provider) error {
		if _, err := p.DownTo(ctx, 0); err != nil {
			return migrationError(err)
		}
		return nil
	})
}

// Told returns the principal that the database sees, in a plain transaction and in a snapshot.
func (s *Store) Told(ctx context.Context) (plain, still []string, err error) {
	ask := func(into *[]string) func(*db.Tx) error {
		return func(tx *db.Tx) error {
			return db.List(ctx, tx, "ask who asks", into, `select coalesce(current_setting('app.' || word, true), '')
				from unnest('{kind,account,desk,agency,role,country}'::text[]) with ordinality as w (word, n) order by n`)
		}
	}
	if err := s.tx(ctx, ask(&plain)); err != nil {
		return nil, nil, err
	}
	err = s.snapshot(ctx, ask(&still))
	return plain, still, err
}

// Fail is a transaction that does not come to its end.
func (s *Store) Fail(ctx context.Context, with error) error {
	return s.tx(ctx, func(*db.Tx) error { return with })
}

// RecordAndFail adds events in a transaction that comes to nothing.
func (s *Store) RecordAndFail(ctx context.Context, with error, events ...audit.Event) error {
	return s.RecordSlowly(ctx, func() error { return with }, events...)
}

// RecordSlowly adds events in a transaction that ends when then does, and as it does.
func (s *Store) RecordSlowly(ctx context.Context, then func() error, events ...audit.Event) error {
	return s.tx(ctx, func(tx *db.Tx) error {
		for i := range events {
			events[i].At = s.now()
		}
		if err := s.AppendEvents(ctx, tx, events...); err != nil {
			return err
		}
		return then()
	})
}

// Watches asks row-level security whether the principal's role oversees something of its state.
func (s *Store) Watches(ctx context.Context, what string) (yes bool, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		return db.Get(ctx, tx, "ask row-level security", &yes, `select coalesce(app.watches($1), false)`, what)
	})
	return yes, err
}

// IndexAll stores for each case of a state what it can be found by, and the state, without writing the person.
func (s *Store) IndexAll(ctx context.Context, state casework.Case, all map[casework.Ref]record.Person) error {
	return s.tx(ctx, func(tx *db.Tx) error {
		for ref, p := range all {
			state.Ref = ref
			sealed, err := s.box.SealJSON(ctx, sealdb.OfCase(ref), sealdb.ColCaseState, "", state)
			if err != nil {
				return err
			}
			if _, err := db.Exec(ctx, tx, "seal state", `update app.cases set state = $2 where ref = $1`, ref, sealed); err != nil {
				return err
			}
			if err := s.insertTokens(ctx, tx, ref, s.tokensOf(ref, p)); err != nil {
				return err
			}
		}
		return nil
	})
}
