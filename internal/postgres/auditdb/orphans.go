package auditdb

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/postgres/db"
)

// waitsTooLong is how old an event may grow without a place in the tree.
const waitsTooLong = 5 * time.Minute

// strayStep is how many events are looked at in one statement.
const strayStep = 100_000

// Orphans names the events that are not where they should be: those without a place in the
// tree that wait for none, those that have waited for more than five minutes, and those that
// were taken away before they had one. It needs memory for what it names alone.
func (l *Log) Orphans(ctx context.Context) (out []audit.Finding, err error) {
	err = l.db.Snapshot(ctx, func(tx *db.Tx) error {
		out = nil
		for _, q := range []struct {
			what audit.FindingKind
			text string
			args []any
		}{
			{audit.Lost, `select p.event from app.audit_pending p left join app.audit_events e on e.id = p.event where e.id is null order by 1 limit 100`, nil},
			{
				audit.Unplaced, `select e.id from app.audit_pending p join app.audit_events e on e.id = p.event where e.at < $1 order by 1 limit 100`,
				[]any{l.db.Now().Add(-waitsTooLong)},
			},
		} {
			if err := nameRows(ctx, tx, &out, q.what, q.text, q.args...); err != nil {
				return err
			}
		}
		for from := int64(math.MinInt64); ; { // a part at a time, so that no statement takes long
			var to sql.NullInt64
			err := db.Get(ctx, tx, "find next events", &to, `select max(id) from (select id from app.audit_events where id > $1 order by id limit $2) x`, from, strayStep)
			if err != nil || !to.Valid {
				return err
			}
			err = nameRows(ctx, tx, &out, audit.Orphaned, `select e.id from app.audit_events e
				where e.id > $1 and e.id <= $2 and not exists (select from app.audit_leaves l where l.event = e.id)
				and not exists (select from app.audit_pending p where p.event = e.id) order by 1 limit 100`, from, to.Int64)
			if err != nil {
				return err
			}
			from = to.Int64
		}
	})
	if err != nil {
		return nil, fmt.Errorf("look for stray events: %w", err)
	}
	return out, nil
}

func nameRows(ctx context.Context, tx *db.Tx, into *[]audit.Finding, what audit.FindingKind, text string, args ...any) error {
	var rows []int64
	if err := db.List(ctx, tx, "list stray events", &rows, text, args...); err != nil {
		return err
	}
	for _, id := range rows {
		*into = append(*into, audit.Finding{Kind: what, Leaf: -1, Row: id})
	}
	return nil
}
