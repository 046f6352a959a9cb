package postgres

import (
	"context"

	"example.org/homeward/internal/postgres/db"
)

// stopNotices stops all waiting notices after the survivor has died: they are never sent.
func (w *caseWriter) stopNotices(ctx context.Context) error {
	if !w.deceased() {
		return nil
	}
	_, err := db.Exec(ctx, w.Tx, "stop notices", `update app.notices set stopped_at = $2
		where case_ref = $1 and sent_at is null and stopped_at is null`, w.Ref, w.At)
	return err
}
