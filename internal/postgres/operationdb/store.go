package operationdb

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/auditdb"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
)

// OperationStore keeps operations and lists. It is safe for concurrent use.
type OperationStore struct {
	db       *db.DB
	box      sealdb.Sealer
	log      *auditdb.Log
	recorder *changedb.Recorder
	newRef   func() casework.Ref
}

// New makes an OperationStore.
func New(d *db.DB, box sealdb.Sealer, log *auditdb.Log, recorder *changedb.Recorder, newRef func() casework.Ref) *OperationStore {
	return &OperationStore{db: d, box: box, log: log, recorder: recorder, newRef: newRef}
}
