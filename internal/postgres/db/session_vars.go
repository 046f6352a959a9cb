package db

import (
	"context"
	"time"

	"example.org/homeward/internal/principal"
)

// setSessionVars sets the principal in the database, until the transaction ends. Row-level security
// (migration 11) uses it. The principal in ctx is used before that of the DB. Without one nothing is set,
// and then the database returns nothing.
//
// The values are parameters, and what they allow depends on the role that connects: only the
// worker's role gains anything by calling itself the procedure.
func (d *DB) setSessionVars(ctx context.Context, tx *Tx) error {
	p, named := principal.From(ctx)
	if !named {
		p = d.as
	}
	if p == (principal.Principal{}) {
		return nil
	}
	_, err := Exec(ctx, tx, "set principal", `select set_config('app.kind', $1, true), set_config('app.account', $2, true),
		set_config('app.desk', $3, true), set_config('app.agency', $4, true), set_config('app.role', $5, true),
		set_config('app.country', $6, true), set_config('app.now', $7, true)`,
		p.Kind, p.Account, p.Desk, p.Agency, p.Role, p.Country, d.now().Format(time.RFC3339Nano))
	return err
}
