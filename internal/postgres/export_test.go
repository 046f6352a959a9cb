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
