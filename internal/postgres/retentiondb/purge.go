package retentiondb

import (
	"context"
	"time"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
)

// Purge deletes up to limit of the items of a kind that are older than an instant, and returns
// how many it deleted. It returns fault.Invalid for a kind that is not purged row by row.
func (s *RetentionStore) Purge(ctx context.Context, kind retention.Kind, before time.Time, limit int) (n int, err error) {
	tables, ok := purgedRows()[kind]
	if !ok {
		return 0, fault.New(fault.Invalid, "nothing of this kind is purged row by row")
	}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		n = 0
		for _, table := range tables {
			rows, err := db.Exec(ctx, tx, "purge "+string(kind), table.purge(), before, limit-n)
			if err != nil {
				return err
			}
			n += int(rows)
		}
		return nil
	})
	return n, err
}

// OldKeys lists up to limit subjects of a kind that is purged by destroying keys: those older
// than an instant whose key is not destroyed yet. For any other kind it lists none.
func (s *RetentionStore) OldKeys(ctx context.Context, kind retention.Kind, before time.Time, limit int) (subjects []seal.Subject, err error) {
	what, ok := purgedKeys()[kind]
	if !ok {
		return nil, nil
	}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		subjects = nil
		return db.List(ctx, tx, "list old keys", &subjects, `select $3 || o.ref`+what.rows+` order by `+what.at+`, o.ref limit $2`, before, limit, what.subject)
	})
	return subjects, err
}
