package retentiondb

import (
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
)

// RetentionStore keeps what is kept for a limited time. It is safe for concurrent use.
type RetentionStore struct {
	db  *db.DB
	box sealdb.Sealer
}

// New makes a RetentionStore.
func New(d *db.DB, box sealdb.Sealer) *RetentionStore {
	return &RetentionStore{db: d, box: box}
}
