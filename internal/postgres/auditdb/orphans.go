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

// waitsTooLong is how long an event may wait for its place in the tree.
const waitsTooLong = 5 * time.Minute

// orphanStep is the number of events that one statement checks.
const orphanStep = 100_000

// Orphans lists the events that are missing from the tree: those that do not wait for a place,
// those that have waited for more than five minutes, and those that were deleted while they
// waited; up to 100 of each kind and statement. Its memory grows with the findings only.
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
			if err := addFindings(ctx, tx, &out, q.what, q.text, q.args...); err != nil {
				return err
			}
		}
		for from := int64(math.MinInt64); ; { // some events at a time, so that no statement takes long
			var to sql.NullInt64
			err := db.Get(ctx, tx, "find next events", &to, `select max(id) from (select id from app.audit_events where id > $1 order by id limit $2) x`, from, orphanStep)
			if err != nil || !to.Valid {
				return err
			}
			err = addFindings(ctx, tx, &out, audit.Orphaned, `select e.id from app.audit_events e
				where e.id > $1 and e.id <= $2 and not exists (select from app.audit_leaves l where l.event = e.id)
				and not exists (select from app.audit_pending p where p.event = e.id) order by 1 limit 100`, from, to.Int64)
			if err != nil {
				return err
			}
			from = to.Int64
		}
	})
	if err != nil {
		return nil, fmt.Errorf("find orphaned events: %w", err)
	}
	return out, nil
}

func addFindings(ctx context.Context, tx *db.Tx, into *[]audit.Finding, what audit.FindingKind, text string, args ...any) error {
	var rows []int64
	if err := db.List(ctx, tx, "list orphaned events", &rows, text, args...); err != nil {
		return err
	}
	for _, id := range rows {
		*into = append(*into, audit.Finding{Kind: what, Leaf: -1, Row: id})
	}
	return nil
}
