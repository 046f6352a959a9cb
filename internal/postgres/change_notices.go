package postgres

import (
	"context"

	"example.org/homeward/internal/postgres/db"
)

// stopNotices stops all notices after the survivor has died: those that wait are never sent, and none is raised.
func (w *caseWriter) stopNotices(ctx context.Context) error {
	if !w.deceased() {
		return nil
	}
	_, err := db.Exec(ctx, w.Tx, "stop notices", `update app.notices
		set stopped_at = case when sent_at is null then coalesce(stopped_at, $2) else stopped_at end, climbs_at = null
		where case_ref = $1 and (sent_at is null and stopped_at is null or climbs_at is not null)`, w.Ref, w.At)
	return err
}
