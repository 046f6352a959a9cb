package erasuredb

import (
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
)

// ErasureStore keeps erasures. It is safe for concurrent use.
type ErasureStore struct {
	db       *db.DB
	recorder *changedb.Recorder
	box      sealdb.Sealer
}

// New makes an ErasureStore.
func New(d *db.DB, recorder *changedb.Recorder, box sealdb.Sealer) *ErasureStore {
	return &ErasureStore{db: d, recorder: recorder, box: box}
}
