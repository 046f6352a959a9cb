package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// PutCorridor stores a version of a corridor. Storing it again changes nothing. It
// returns fault.Conflict if the version is stored with another body, because cases may have pinned it.
func (s *Store) PutCorridor(ctx context.Context, id string, version int, body []byte) error {
	sum := sha256.Sum256(body)
	hash := hex.EncodeToString(sum[:])
	return s.tx(ctx, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, "put corridor", `insert into app.corridor_versions (id, version, hash, body, stored_at)
			values ($1, $2, $3, $4, $5) on conflict (id, version) do nothing`, id, version, hash, string(body), s.now())
		if err != nil {
			return err
		}
		var there string
		if err := db.Get(ctx, tx, "find corridor", &there, `select hash from app.corridor_versions where id = $1 and version = $2`, id, version); err != nil {
			return err
		}
		if there != hash {
			return fault.New(fault.Conflict, "this version of the corridor is on record with another text; a change needs a new version")
		}
		return nil
	})
}

// Corridor returns a version of a corridor; fault.NotFound if there is none.
func (s *Store) Corridor(ctx context.Context, id string, version int) (out record.Corridor, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		var row struct {
			Hash     string    `db:"hash"`
			Body     string    `db:"body"`
			StoredAt time.Time `db:"stored_at"`
		}
		err := db.Get(ctx, tx, "find corridor", &row, `select hash, body, stored_at from app.corridor_versions where id = $1 and version = $2`, id, version)
		out = record.Corridor{ID: id, Version: version, Hash: row.Hash, Body: []byte(row.Body), StoredAt: row.StoredAt}
		return db.Missing(err, fault.New(fault.NotFound, "there is no such version of a corridor"))
	})
	return out, err
}
