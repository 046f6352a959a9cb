package postgres

import (
	"context"
	"database/sql"
	"time"

	"example.org/homeward/internal/identity"
)

// NextAttempt is when the next attempt may be looked at; zero when at once.
func (s *Store) NextAttempt(ctx context.Context, kind string, who []identity.Counted) (time.Time, error) {
	var next sql.NullTime
	err := s.tx(ctx, func(tx *txn) error {
		return get(ctx, tx, "find next attempt", &next, `select max(next_at) from app.attempts where kind = $1 and who = any ($2)`, kind, texts(names(who)))
	})
	if err != nil || !next.Valid {
		return time.Time{}, err
	}
	return next.Time.UTC(), nil
}

// CountFailure counts one more failure for each.
func (s *Store) CountFailure(ctx context.Context, kind string, who []identity.Counted, at time.Time) error {
	return s.tx(ctx, func(tx *txn) error {
		for _, one := range who {
			var failures int
			err := get(ctx, tx, "count failure", &failures, `insert into app.attempts as a (kind, who, failures, last_at) values ($1, $2, 1, $3)
				on conflict (kind, who) do update set last_at = excluded.last_at, failures = case when a.last_at < $4 then 1 else a.failures + 1 end
				returning failures`, kind, one.Who, at, at.Add(-identity.AttemptsForgotten))
			if err != nil {
				return err
			}
			_, err = exec(ctx, tx, "slow next attempt", `update app.attempts set next_at = $3 where kind = $1 and who = $2`,
				kind, one.Who, at.Add(identity.Wait(failures, one.Free)))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// ForgetFailures starts counters anew.
func (s *Store) ForgetFailures(ctx context.Context, kind string, who []identity.Counted) error {
	return s.tx(ctx, func(tx *txn) error {
		_, err := exec(ctx, tx, "forget failures", `delete from app.attempts where kind = $1 and who = any ($2)`, kind, texts(names(who)))
		return err
	})
}

func names(who []identity.Counted) []string {
	out := make([]string, len(who))
	for i, one := range who {
		out[i] = one.Who
	}
	return out
}
