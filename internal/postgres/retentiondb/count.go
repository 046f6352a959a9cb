package retentiondb

import (
	"context"
	"time"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
)

// Old counts the items of a kind that is purged that are older than an instant, with the time of
// the oldest. It changes nothing. It returns fault.Invalid for a kind that is not purged.
func (s *RetentionStore) Old(ctx context.Context, kind retention.Kind, before time.Time) (record.Overdue, error) {
	var queries []string
	if what, ok := purgedKeys()[kind]; ok {
		queries = append(queries, `select count(*) as n, min(`+what.at+`) as oldest`+what.rows)
	}
	for _, table := range purgedRows()[kind] {
		queries = append(queries, table.count())
	}
	if len(queries) == 0 {
		return record.Overdue{}, fault.New(fault.Invalid, "nothing of this kind is purged")
	}
	out := record.Overdue{Kind: kind, At: s.db.Now()}
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		out.Count, out.Oldest = 0, time.Time{}
		for _, query := range queries {
			var row struct {
				N      int        `db:"n"`
				Oldest *time.Time `db:"oldest"`
			}
			if err := db.Get(ctx, tx, "count old items", &row, query, before); err != nil {
				return err
			}
			out.Count += row.N
			if row.Oldest != nil && (out.Oldest.IsZero() || row.Oldest.Before(out.Oldest)) {
				out.Oldest = row.Oldest.UTC()
			}
		}
		return nil
	})
	return out, err
}

// SaveOverdue records what was counted, in place of what was recorded of the same kinds before.
func (s *RetentionStore) SaveOverdue(ctx context.Context, old []record.Overdue) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		for _, o := range old {
			var oldest any
			if !o.Oldest.IsZero() {
				oldest = o.Oldest
			}
			if _, err := db.Exec(ctx, tx, "save count of old items", `insert into app.old_things (kind, n, oldest, at) values ($1, $2, $3, $4)
				on conflict (kind) do update set n = excluded.n, oldest = excluded.oldest, at = excluded.at`, o.Kind, o.Count, oldest, o.At); err != nil {
				return err
			}
		}
		return nil
	})
}

// Overdue returns the newest counts, in the order of their kinds.
func (s *RetentionStore) Overdue(ctx context.Context) (out []record.Overdue, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = nil
		var rows []struct {
			Kind   retention.Kind `db:"kind"`
			N      int            `db:"n"`
			Oldest *time.Time     `db:"oldest"`
			At     time.Time      `db:"at"`
		}
		if err := db.List(ctx, tx, "list old items", &rows, `select kind, n, oldest, at from app.old_things order by kind`); err != nil {
			return err
		}
		for _, r := range rows {
			one := record.Overdue{Kind: r.Kind, Count: r.N, At: r.At.UTC()}
			if r.Oldest != nil {
				one.Oldest = r.Oldest.UTC()
			}
			out = append(out, one)
		}
		return nil
	})
	return out, err
}
