package postgres

import (
	"context"
	"time"

	"example.org/homeward/internal/principal"
)

// introduce tells the database who asks, until the transaction ends: its own rules
// (row-level security, migration 11) go by it. Whoever is named in ctx comes before the
// store's own name. When nobody is named nothing is told, and then nothing is given out.
//
// The words travel as parameters, and what they are worth depends on the role that says
// them: to be the procedure helps nobody but the worker's.
func (s *Store) introduce(ctx context.Context, tx *txn) error {
	p, named := principal.From(ctx)
	if !named {
		p = s.as
	}
	if p == (principal.Principal{}) {
		return nil
	}
	_, err := exec(ctx, tx, "say who asks", `select set_config('app.kind', $1, true), set_config('app.account', $2, true),
		set_config('app.desk', $3, true), set_config('app.agency', $4, true), set_config('app.role', $5, true),
		set_config('app.country', $6, true), set_config('app.now', $7, true)`,
		p.Kind, p.Account, p.Desk, p.Agency, p.Role, p.Country, s.now().Format(time.RFC3339Nano))
	return err
}
