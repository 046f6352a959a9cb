package identitydb

import (
	"context"
	"database/sql"
	"time"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/postgres/db"
)

// NextAttempt returns when the next attempt is allowed, zero if at once.
func (s *Accounts) NextAttempt(ctx context.Context, kind string, who []identity.AttemptCounter) (time.Time, error) {
	var next sql.NullTime
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		return db.Get(ctx, tx, "find next attempt", &next, `select max(next_at) from app.attempts where kind = $1 and who = any ($2)`, kind, db.Strings(names(who)))
	})
	if err != nil || !next.Valid {
		return time.Time{}, err
	}
	return next.Time.UTC(), nil
}

// CountFailure counts one more failure for each, and delays the next attempt by their number.
func (s *Accounts) CountFailure(ctx context.Context, kind string, who []identity.AttemptCounter, at time.Time) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		for _, one := range who {
			var failures int
			err := db.Get(ctx, tx, "count failure", &failures, `insert into app.attempts as a (kind, who, failures, last_at) values ($1, $2, 1, $3)
				on conflict (kind, who) do update set last_at = excluded.last_at, failures = case when a.last_at < $4 then 1 else a.failures + 1 end
				returning failures`, kind, one.Key, at, at.Add(-identity.AttemptsForgotten))
			if err != nil {
				return err
			}
			_, err = db.Exec(ctx, tx, "delay next attempt", `update app.attempts set next_at = $3 where kind = $1 and who = $2`,
				kind, one.Key, at.Add(identity.AttemptDelay(failures, one.Free)))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// ForgetFailures resets counters.
func (s *Accounts) ForgetFailures(ctx context.Context, kind string, who []identity.AttemptCounter) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, "forget failures", `delete from app.attempts where kind = $1 and who = any ($2)`, kind, db.Strings(names(who)))
		return err
	})
}

func names(who []identity.AttemptCounter) []string {
	out := make([]string, len(who))
	for i, one := range who {
		out[i] = one.Key
	}
	return out
}
