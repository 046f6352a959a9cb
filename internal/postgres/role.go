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

// The roles that the program's halves connect as. Whoever makes the database makes them, with
// passwords of their own; the migrations only grant.
const (
	RoleAPI    = "homeward_api"
	RoleWorker = "homeward_worker"
	RoleAudit  = "homeward_audit"
)

// checkRoles says which roles a database lacks that the migrations grant to.
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

// CheckWall says whether the wall binds this store: whether it connects as role, and as nobody
// whom row-level security does not bind. What is wrong is fault.Invalid, in words for the operator.
func (s *Store) CheckWall(ctx context.Context, role string) error {
	var found struct {
		Is     bool `db:"is"`
		Exempt bool `db:"exempt"`
		Owner  bool `db:"owner"`
	}
	err := s.tx(ctx, func(tx *db.Tx) error {
		return db.Get(ctx, tx, "ask who we are", &found, `select current_user = $1 as is, rolsuper or rolbypassrls as exempt,
			pg_has_role(current_user, (select nspowner from pg_namespace where nspname = 'app'), 'member') as owner
			from pg_roles where rolname = current_user`, role)
	})
	switch {
	case err != nil:
		return err
	case found.Exempt, found.Owner:
		return fault.New(fault.Invalid, "DATABASE_URL names a role that may do everything to the record: this process connects as "+role)
	case !found.Is:
		return fault.New(fault.Invalid, "DATABASE_URL names another role than this process connects as: "+role)
	}
	return nil
}
