package postgres

import (
	"context"
	"strconv"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
)

// channel is the channel of NOTIFY that changes are sent on.
const channel = "homeward_changed"

// The topics of changes, as live.Hub has them.
func caseTopic(ref casework.Ref) string      { return "case:" + string(ref) }
func operationTopic(ref casework.Ref) string { return "operation:" + string(ref) }
func movementTopic(ref casework.Ref) string  { return "movement:" + string(ref) }
func deskTopic(desk casework.DeskID) string  { return "desk:" + string(desk) }

// notify notifies all listeners, when the transaction commits, that topics have changed.
func notify(ctx context.Context, tx *db.Tx, seq int64, topics ...string) error {
	payloads := make([]string, len(topics))
	for i, topic := range topics {
		payloads[i] = topic + ":" + strconv.FormatInt(seq, 10)
	}
	_, err := db.Exec(ctx, tx, "notify of change", `select pg_notify($1, payload) from unnest($2::text[]) payload`, channel, pq.StringArray(payloads))
	return err
}
