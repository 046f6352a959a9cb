package postgres

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/retention"
)

// CountTexts counts, kind by kind, the text in the file of a case that EmptyTexts would empty.
func (s *Store) CountTexts(ctx context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error) {
	return s.fade(ctx, fading{ref: ref, seq: seq, kinds: kinds})
}

// EmptyTexts empties the text of some kinds in the file of a case, and says how many pieces
// of each there were. The first of the kinds takes with it what is of no known class. Nothing is
// done when seq is not the newest change of the case any more, when it has not ended thirty
// days ago, and while somebody asks for its erasure. That a thing was written stays, and
// so do answers, which are codes. Run twice it changes nothing.
func (s *Store) EmptyTexts(ctx context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error) {
	return s.fade(ctx, fading{ref: ref, seq: seq, kinds: kinds, empty: true})
}

// fading is the text of one case whose time is over.
type fading struct {
	store *Store
	tx    *db.Tx
	ref   casework.Ref
	seq   int64
	kinds []retention.Kind
	empty bool // else it is only counted
	found map[retention.Kind]int
}

func (s *Store) fade(ctx context.Context, f fading) (map[retention.Kind]int, error) {
	if len(f.kinds) == 0 {
		return nil, nil
	}
	err := s.tx(ctx, func(tx *db.Tx) error {
		f.store, f.tx, f.found = s, tx, map[retention.Kind]int{}
		over, err := f.over(ctx)
		if err != nil || !over {
			return err
		}
		for _, part := range []func(context.Context) error{f.columns, f.changes, f.line} {
			if err := part(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	return f.found, err
}

// over says whether the case is still as whoever asks has seen it, and its text may go. What is
// to be emptied is locked, so that it is not opened again meanwhile.
func (f *fading) over(ctx context.Context) (bool, error) {
	query := `select seq from app.cases c where c.ref = $1 and c.seq = $2 and c.ended_at is not null
		and c.erased_at is null and c.fenced_at is null
		and not exists (select from app.erasures e where e.case_ref = c.ref and e.state in ('requested', 'approved'))`
	if f.empty {
		query += ` and c.ended_at < app.asked_at() - interval '30 days' for update`
	}
	var seq int64
	err := db.Get(ctx, f.tx, "look at ended case", &seq, query, f.ref, f.seq)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// goes says whether text of a class goes, and by which rule; "" is a class that nobody knows.
func (f *fading) goes(class policy.Class) (retention.Kind, bool) {
	kind := retention.TextKind(class)
	if kind == "" {
		return f.kinds[0], true
	}
	return kind, slices.Contains(f.kinds, kind)
}

// columns are those that hold text of one class and nothing else. What was written with a
// command that was refused is of no class: nobody has said what it was about.
func (f *fading) columns(ctx context.Context) error {
	for _, one := range []struct {
		class        policy.Class
		count, empty string
	}{
		{policy.Contact, `select count(phone) + count(place) from app.people where case_ref = $1`, `update app.people set phone = null, place = null where case_ref = $1`},
		{policy.Contact, `select count(*) from app.people_index where case_ref = $1 and field = 'phone'`, `delete from app.people_index where case_ref = $1 and field = 'phone'`},
		{policy.Narrative, `select count(remark) from app.people where case_ref = $1`, `update app.people set remark = null where case_ref = $1`},
		{policy.Aftercare, `select count(body) from app.plans where case_ref = $1`, `update app.plans set body = null where case_ref = $1 and body is not null`},
		{policy.Aftercare, `select count(body) from app.scores where case_ref = $1`, `update app.scores set body = null where case_ref = $1 and body is not null`},
		{
			"", `select count(words) from app.commands where target_kind = 'case' and target_ref = $1 and state = 'refused'`,
			`update app.commands set words = null where target_kind = 'case' and target_ref = $1 and state = 'refused' and words is not null`,
		},
	} {
		kind, goes := f.goes(one.class)
		if !goes {
			continue
		}
		var n int
		if err := db.Get(ctx, f.tx, "count old text", &n, one.count, f.ref); err != nil {
			return err
		}
		f.found[kind] += n
		if f.empty && n > 0 {
			if _, err := db.Exec(ctx, f.tx, "empty old text", one.empty, f.ref); err != nil {
				return err
			}
		}
	}
	return nil
}
