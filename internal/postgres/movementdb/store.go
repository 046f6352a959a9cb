package movementdb

import (
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
)

// MovementStore keeps movements. It is safe for concurrent use.
type MovementStore struct {
	db       *db.DB
	box      sealdb.Sealer
	recorder *changedb.Recorder
}

// New makes a MovementStore.
func New(d *db.DB, box sealdb.Sealer, recorder *changedb.Recorder) *MovementStore {
	return &MovementStore{db: d, box: box, recorder: recorder}
}
