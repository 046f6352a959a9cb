package postgres

import (
	"context"

	"github.com/pressly/goose/v3"
)

// RollBack undoes every migration.
func RollBack(ctx context.Context, dsn string) error {
	return withProvider(ctx, dsn, func(p *goose.Provider) error {
		if _, err := p.DownTo(ctx, 0); err != nil {
			return migrationTrouble(err)
		}
		return nil
	})
}

// Told is who the database was told asks, in a plain transaction and in one that stands still.
func (s *Store) Told(ctx context.Context) (plain, still []string, err error) {
	ask := func(into *[]string) func(*txn) error {
		return func(tx *txn) error {
			return list(ctx, tx, "ask who asks", into, `select coalesce(current_setting('app.' || word, true), '')
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
	return s.tx(ctx, func(*txn) error { return with })
}
