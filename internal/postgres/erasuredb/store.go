package erasuredb

import (
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
)

// ErasureStore keeps erasures. It is safe for concurrent use.
type ErasureStore struct {
	db       *db.DB
	recorder *changedb.Recorder
}

// New makes an ErasureStore.
func New(d *db.DB, recorder *changedb.Recorder) *ErasureStore {
	return &ErasureStore{db: d, recorder: recorder}
}
