package retentiondb

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

// CountTexts counts, kind by kind, the pieces of text in the file of a case that EmptyTexts would
// empty. It changes nothing.
func (s *RetentionStore) CountTexts(ctx context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error) {
	return s.redact(ctx, redaction{ref: ref, seq: seq, kinds: kinds, countOnly: true})
}

// EmptyTexts empties the text of some kinds in the file of a case, and returns how many pieces
// of each kind there were. Text whose class is not known goes with the first of the kinds. It does
// nothing if seq is not the newest change of the case any more, if the case ended less than thirty
// days ago, or if its erasure is requested. That something was written stays on record, and so do
// answers, which are codes. It is idempotent.
func (s *RetentionStore) EmptyTexts(ctx context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error) {
	return s.redact(ctx, redaction{ref: ref, seq: seq, kinds: kinds})
}

// redaction empties text in the file of one case.
type redaction struct {
	store     *RetentionStore
	tx        *db.Tx
	ref       casework.Ref
	seq       int64
	kinds     []retention.Kind
	countOnly bool
	found     map[retention.Kind]int
}

func (s *RetentionStore) redact(ctx context.Context, r redaction) (map[retention.Kind]int, error) {
	if len(r.kinds) == 0 {
		return nil, nil
	}
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		r.store, r.tx, r.found = s, tx, map[retention.Kind]int{}
		allowed, err := r.allowed(ctx)
		if err != nil || !allowed {
			return err
		}
		for _, part := range []func(context.Context) error{r.redactColumns, r.redactChanges, r.redactListRow} {
			if err := part(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	return r.found, err
}

// allowed reports whether the case is unchanged since the caller read it and its text may be emptied. It
// locks the case before its text is emptied, so that it cannot be reopened at the same time.
func (r *redaction) allowed(ctx context.Context) (bool, error) {
	query := `select seq from app.cases c where c.ref = $1 and c.seq = $2 and c.ended_at is not null
		and c.erased_at is null and c.fenced_at is null
		and not exists (select from app.erasures e where e.case_ref = c.ref and e.state in ('requested', 'approved'))`
	if !r.countOnly {
		query += ` and c.ended_at < app.asked_at() - interval '30 days' for update`
	}
	var seq int64
	err := db.Get(ctx, r.tx, "find ended case", &seq, query, r.ref, r.seq)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// rule returns the kind by which text of a class is emptied, and whether that is one of the kinds
// asked for. "" is a class that is not known.
func (r *redaction) rule(class policy.Class) (retention.Kind, bool) {
	kind := retention.TextKind(class)
	if kind == "" {
		return r.kinds[0], true
	}
	return kind, slices.Contains(r.kinds, kind)
}

// redactColumns empties the columns with text of one class only. The text of a refused command has no
// known class, because it has no change.
func (r *redaction) redactColumns(ctx context.Context) error {
	for _, one := range []struct {
		class        policy.Class
		count, empty string
	}{
		{policy.Contact, `select count(phone) + count(place) from app.people where case_ref = $1`, `update app.people set phone = null, place = null where case_ref = $1`},
		{policy.Contact, `select count(*) from app.people_index where case_ref = $1 and field = 'phone'`, `delete from app.people_index where case_ref = $1 and field = 'phone'`},
		{policy.Narrative, `select count(remark) from app.people where case_ref = $1`, `update app.people set remark = null where case_ref = $1`},
		{policy.Aftercare, `select count(body) from app.plans where case_ref = $1`, `update app.plans set body = null where case_ref = $1 and body is not null`},
		{policy.Aftercare, `select count(body) from app.scores where case_ref = $1`, `update app.scores set body = null where case_ref = $1 and body is not null`},
		{policy.Aftercare, `select count(body) from app.contact_tries where case_ref = $1`, `update app.contact_tries set body = null where case_ref = $1 and body is not null`},
		{policy.Contact, `select count(body) from app.contacts where case_ref = $1`, `update app.contacts set body = null where case_ref = $1 and body is not null`},
		{
			"", `select count(words) from app.commands where target_kind = 'case' and target_ref = $1 and state = 'refused'`,
			`update app.commands set words = null where target_kind = 'case' and target_ref = $1 and state = 'refused' and words is not null`,
		},
	} {
		kind, applies := r.rule(one.class)
		if !applies {
			continue
		}
		var n int
		if err := db.Get(ctx, r.tx, "count old text", &n, one.count, r.ref); err != nil {
			return err
		}
		r.found[kind] += n
		if n > 0 && !r.countOnly {
			if _, err := db.Exec(ctx, r.tx, "empty old text", one.empty, r.ref); err != nil {
				return err
			}
		}
	}
	return nil
}
