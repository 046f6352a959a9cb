package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/lib/pq"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
)

// The roles that the processes of the program connect as. The operator makes them with the database, each
// with its own password; migrations only grant rights to them.
const (
	RoleAPI    = "homeward_api"
	RoleWorker = "homeward_worker"
	RoleAudit  = "homeward_audit"
)

// checkRoles returns an error that names the roles that migrations need and the database lacks.
func checkRoles(ctx context.Context, pool *sql.DB) error {
	var lacking pq.StringArray
	err := pool.QueryRowContext(ctx, `select array(select role from unnest($1::text[]) role
		where not exists (select from pg_roles where rolname = role) order by role)`,
		pq.StringArray{RoleAPI, RoleAudit, RoleWorker}).Scan(&lacking)
	if err != nil {
		return fmt.Errorf("look for roles: %w", db.Translate(err))
	}
	if len(lacking) > 0 {
		return fault.New(fault.Invalid, "the database has no role "+strings.Join(lacking, ", ")+
			": make it first, with a password of its own and the right to log in, as deploy/postgres/roles.sh does")
	}
	return nil
}

// CheckRowSecurity returns nil if row-level security applies to this store: it connects as role, and
// not as a role that is exempt from it. Otherwise it returns fault.Invalid with a text for the operator.
func (s *Store) CheckRowSecurity(ctx context.Context, role string) error {
	var found struct {
		Is     bool `db:"is"`
		Exempt bool `db:"exempt"`
		Owner  bool `db:"owner"`
	}
	err := s.tx(ctx, func(tx *db.Tx) error {
		return db.Get(ctx, tx, "check role", &found, `select current_user = $1 as is, rolsuper or rolbypassrls as exempt,
			pg_has_role(current_user, (select nspowner from pg_namespace where nspname = 'app'), 'member') as owner
			from pg_roles where rolname = current_user`, role)
	})
	switch {
	case err != nil:
		return err
	case found.Exempt, found.Owner:
		return fault.New(fault.Invalid, "DATABASE_URL has a role that row-level security does not apply to: this process must connect as "+role)
	case !found.Is:
		return fault.New(fault.Invalid, "DATABASE_URL has another role: this process must connect as "+role)
	}
	return nil
}
