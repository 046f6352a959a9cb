package identitydb

import (
	"example.org/homeward/internal/postgres/auditdb"
	"example.org/homeward/internal/postgres/db"
)

// Accounts implements identity.Store, apart from Record, which is of the audit log. It is safe
// for concurrent use.
type Accounts struct {
	db  *db.DB
	log *auditdb.Log
}

// New makes Accounts that are kept in a database, with their audit events in log, which MUST be
// of the same database.
func New(d *db.DB, log *auditdb.Log) *Accounts { return &Accounts{db: d, log: log} }
