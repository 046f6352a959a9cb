package officedb

import (
	"example.org/homeward/internal/postgres/auditdb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
)

// OfficeStore keeps the things that accounts and desks work with. It is safe for concurrent use.
type OfficeStore struct {
	db  *db.DB
	box sealdb.Sealer
	log *auditdb.Log
}

// New makes an OfficeStore.
func New(d *db.DB, box sealdb.Sealer, log *auditdb.Log) *OfficeStore {
	return &OfficeStore{db: d, box: box, log: log}
}
