package changedb

import (
	"context"
	"strconv"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
)

// Channel is the channel of NOTIFY that changes are sent on.
const Channel = "homeward_changed"

// CaseTopic returns the topic of a case, as live.Hub has it.
func CaseTopic(ref casework.Ref) string { return "case:" + string(ref) }

// OperationTopic returns the topic of an operation.
func OperationTopic(ref casework.Ref) string { return "operation:" + string(ref) }

// MovementTopic returns the topic of a movement.
func MovementTopic(ref casework.Ref) string { return "movement:" + string(ref) }

// DeskTopic returns the topic of a desk.
func DeskTopic(desk casework.DeskID) string { return "desk:" + string(desk) }

// Notify notifies all listeners, when the transaction commits, that topics have changed.
func Notify(ctx context.Context, tx *db.Tx, seq int64, topics ...string) error {
	payloads := make([]string, len(topics))
	for i, topic := range topics {
		payloads[i] = topic + ":" + strconv.FormatInt(seq, 10)
	}
	_, err := db.Exec(ctx, tx, "notify of change", `select pg_notify($1, payload) from unnest($2::text[]) payload`, Channel, pq.StringArray(payloads))
	return err
}
