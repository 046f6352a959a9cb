package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
)

func dueFile(ref casework.Ref, kind string, due time.Time) record.DueFile {
	return record.DueFile{Case: ref, Kind: retention.Kind(kind), Due: due.UTC()}
}

// oldKeys says what is purged by destroying its key: whole lists, whose rows that became cases
// are sealed with the keys of these, and journeys of which nobody has a file any more.
func oldKeys() map[retention.Kind]struct{ subject, at, rows string } {
	return map[retention.Kind]struct{ subject, at, rows string }{
		retention.ListRows: {"list/", "o.at", ` from app.lists o where o.at < $1 and o.state not in ('confirmed', 'proposed')
			and not exists (select from app.list_rows r where r.list_ref = o.ref and r.state = 'minted')
			and exists (select from app.case_keys k where k.subject = 'list/' || o.ref and k.destroyed_at is null)`},
		retention.Journeys: {"movement/", "o.ended_at", ` from app.movements o where o.ended_at < $1
			and not exists (select from app.passengers p join app.cases c on c.ref = p.case_ref where p.movement_ref = o.ref and c.erased_at is null)
			and exists (select from app.case_keys k where k.subject = 'movement/' || o.ref and k.destroyed_at is null)`},
	}
}

// Purge removes up to limit of what is of a kind and older than an instant, and says how
// many it has removed. A kind that is not purged row by row is fault.Invalid.
func (s *Store) Purge(ctx context.Context, kind retention.Kind, before time.Time, limit int) (n int, err error) {
	places, ok := oldOnes()[kind]
	if !ok {
		return 0, fault.New(fault.Invalid, "nothing of this kind is purged row by row")
	}
	err = s.tx(ctx, func(tx *db.Tx) error {
		n = 0
		for _, place := range places {
			rows, err := db.Exec(ctx, tx, "purge "+string(kind), place.purge(), before, limit-n)
			if err != nil {
				return err
			}
			n += int(rows)
		}
		return nil
	})
	return n, err
}

// OldKeys names up to limit subjects of a kind that is purged by destroying keys: what is
// older than an instant, and whose key is not destroyed. For any other kind it names none.
func (s *Store) OldKeys(ctx context.Context, kind retention.Kind, before time.Time, limit int) (subjects []seal.Subject, err error) {
	what, ok := oldKeys()[kind]
	if !ok {
		return nil, nil
	}
	err = s.tx(ctx, func(tx *db.Tx) error {
		subjects = nil
		return db.List(ctx, tx, "list old keys", &subjects, `select $3 || o.ref`+what.rows+` order by `+what.at+`, o.ref limit $2`, before, limit, what.subject)
	})
	return subjects, err
}

// EndedCases lists cases that ended before an instant and are not erased, in the order of their
// references, from the first one behind after.
func (s *Store) EndedCases(ctx context.Context, before time.Time, after casework.Ref, limit int) (out []record.EndedCase, err error) {
	var rows []struct {
		Ref   casework.Ref `db:"ref"`
		Asked bool         `db:"asked"`
	}
	err = s.tx(ctx, func(tx *db.Tx) error {
		rows = nil
		return db.List(ctx, tx, "list ended cases", &rows, `select c.ref,
			exists (select from app.erasures e where e.case_ref = c.ref and e.state in ('requested', 'approved')) as asked from app.cases c
			where c.ended_at < $1 and c.erased_at is null and c.ref > $2 order by c.ref limit $3`, before, after, limit)
	})
	for _, r := range rows {
		found, err := s.Case(ctx, r.Ref)
		if err != nil {
			return nil, err
		}
		out = append(out, record.EndedCase{State: found.State, Born: found.Born(), Erased: found.Erased, Asked: r.Asked})
	}
	return out, err
}

// NoteDue keeps which of the cases that were looked at are due, in place of what was kept of them.
func (s *Store) NoteDue(ctx context.Context, looked []casework.Ref, due []record.DueFile) error {
	refs, kinds, at := make(pq.StringArray, len(due)), make(pq.StringArray, len(due)), make([]time.Time, len(due))
	for i, d := range due {
		refs[i], kinds[i], at[i] = string(d.Case), string(d.Kind), d.Due
	}
	return s.tx(ctx, func(tx *db.Tx) error {
		if _, err := db.Exec(ctx, tx, "forget what is no longer due", `delete from app.due_files where case_ref = any($1) and not case_ref = any($2)`,
			db.Strings(looked), refs); err != nil {
			return err
		}
		_, err := db.Exec(ctx, tx, "note due files", `insert into app.due_files (case_ref, kind, due_at, noted_at)
			select d.ref, d.kind, d.at, $4::timestamptz from unnest($1::text[], $2::text[], $3::timestamptz[]) as d (ref, kind, at)
			on conflict (case_ref) do update set kind = excluded.kind, due_at = excluded.due_at`, refs, kinds, pq.Array(at), s.now())
		return err
	})
}

// Old counts what is over its time at an instant for a kind that is purged, and says how old
// the oldest is; it changes nothing.
func (s *Store) Old(ctx context.Context, kind retention.Kind, before time.Time) (record.OldThings, error) {
	var queries []string
	if what, ok := oldKeys()[kind]; ok {
		queries = append(queries, `select count(*) as n, min(`+what.at+`) as oldest`+what.rows)
	}
	for _, place := range oldOnes()[kind] {
		queries = append(queries, place.count())
	}
	if len(queries) == 0 {
		return record.OldThings{}, fault.New(fault.Invalid, "nothing of this kind is purged")
	}
	out := record.OldThings{Kind: kind, At: s.now()}
	err := s.tx(ctx, func(tx *db.Tx) error {
		out.Count, out.Oldest = 0, time.Time{}
		for _, query := range queries {
			var row struct {
				N      int        `db:"n"`
				Oldest *time.Time `db:"oldest"`
			}
			if err := db.Get(ctx, tx, "count what is old", &row, query, before); err != nil {
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

// NoteOld keeps what was counted, in place of what was kept of the same kinds.
func (s *Store) NoteOld(ctx context.Context, old []record.OldThings) error {
	return s.tx(ctx, func(tx *db.Tx) error {
		for _, o := range old {
			var oldest any
			if !o.Oldest.IsZero() {
				oldest = o.Oldest
			}
			if _, err := db.Exec(ctx, tx, "note what is old", `insert into app.old_things (kind, n, oldest, at) values ($1, $2, $3, $4)
				on conflict (kind) do update set n = excluded.n, oldest = excluded.oldest, at = excluded.at`, o.Kind, o.Count, oldest, o.At); err != nil {
				return err
			}
		}
		return nil
	})
}

// OldThings is what was last counted, kind by kind.
func (s *Store) OldThings(ctx context.Context) (out []record.OldThings, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		out = nil
		var rows []struct {
			Kind   retention.Kind `db:"kind"`
			N      int            `db:"n"`
			Oldest *time.Time     `db:"oldest"`
			At     time.Time      `db:"at"`
		}
		if err := db.List(ctx, tx, "list what is old", &rows, `select kind, n, oldest, at from app.old_things order by kind`); err != nil {
			return err
		}
		for _, r := range rows {
			one := record.OldThings{Kind: r.Kind, Count: r.N, At: r.At.UTC()}
			if r.Oldest != nil {
				one.Oldest = r.Oldest.UTC()
			}
			out = append(out, one)
		}
		return nil
	})
	return out, err
}
