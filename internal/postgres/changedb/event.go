package changedb

import (
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
)

// Event returns the audit event of a change of the record, at the current time.
func (r *Recorder) Event(action audit.Action, kind audit.Kind, ref casework.Ref, seq int64, by casework.Actor, code string, key casework.Key) audit.Event {
	return audit.Event{
		At: r.db.Now(), Action: action, Subject: audit.Subject{Kind: kind, Ref: string(ref)}, Seq: seq, Outcome: audit.Allowed,
		Code: code, Key: audit.KeyHash(key),
	}.By(by)
}
