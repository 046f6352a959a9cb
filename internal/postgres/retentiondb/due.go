package retentiondb

import (
	"context"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
)

// SaveDue records which of the cases that were checked have a file that is due, in place of what
// was recorded of them before.
func (s *RetentionStore) SaveDue(ctx context.Context, checked []casework.Ref, due []record.DueFile) error {
	refs, kinds, at := make(pq.StringArray, len(due)), make(pq.StringArray, len(due)), make([]time.Time, len(due))
	for i, d := range due {
		refs[i], kinds[i], at[i] = string(d.Case), string(d.Kind), d.Due
	}
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		if _, err := db.Exec(ctx, tx, "delete files no longer due", `delete from app.due_files where case_ref = any($1) and not case_ref = any($2)`,
			db.Strings(checked), refs); err != nil {
			return err
		}
		_, err := db.Exec(ctx, tx, "save due files", `insert into app.due_files (case_ref, kind, due_at, noted_at)
			select d.ref, d.kind, d.at, $4::timestamptz from unnest($1::text[], $2::text[], $3::timestamptz[]) as d (ref, kind, at)
			on conflict (case_ref) do update set kind = excluded.kind, due_at = excluded.due_at`, refs, kinds, pq.Array(at), s.db.Now())
		return err
	})
}

// DueFiles lists up to limit cases whose file is due, as SaveDue recorded them, the one that has
// been due for the longest time first.
func (s *RetentionStore) DueFiles(ctx context.Context, limit int) (out []record.DueFile, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = nil
		var rows []struct {
			Case casework.Ref   `db:"case_ref"`
			Kind retention.Kind `db:"kind"`
			Due  time.Time      `db:"due_at"`
		}
		if err := db.List(ctx, tx, "list due files", &rows, `select case_ref, kind, due_at from app.due_files order by due_at, case_ref limit $1`, limit); err != nil {
			return err
		}
		for _, r := range rows {
			out = append(out, record.DueFile{Case: r.Case, Kind: r.Kind, Due: r.Due.UTC()})
		}
		return nil
	})
	return out, err
}
