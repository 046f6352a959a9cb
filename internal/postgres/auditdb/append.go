package auditdb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/db"
)

// Record adds events to the audit log, all or none. If it returns nil they are durable. If it
// returns an error they may or may not be, and the caller MUST neither show nor do what they
// record. An event without a time gets the current one.
func (l *Log) Record(ctx context.Context, events ...audit.Event) error {
	if len(events) == 0 {
		return nil
	}
	events = slices.Clone(events)
	for i := range events {
		if events[i].At.IsZero() {
			events[i].At = l.db.Now()
		}
	}
	return l.db.Tx(ctx, func(tx *db.Tx) error { return l.AppendEvents(ctx, tx, events...) })
}

// AppendEvents adds events to the audit log in the transaction of what they record: both are written,
// or neither. It returns an error wrapping audit.ErrNotCodes if an event has no time, or holds
// anything but codes. It is one statement, however many events there are.
func (l *Log) AppendEvents(ctx context.Context, tx *db.Tx, events ...audit.Event) error {
	rows := make([]stampedColumns, len(events))
	for i, e := range events {
		if err := e.Check(); err != nil {
			return fmt.Errorf("append audit event: %w", err)
		}
		rows[i] = stampedColumns{eventRowOf(e), stampOf(l.stamper, e)}
	}
	return db.InsertRows(ctx, tx, "append audit event", rows, insertEvents)
}

const eventColumnNames = `at, account, desk, agency, role, session, action, subject_kind, subject_ref, seq, classes, purpose, outcome, code, key, commitment`

const insertEvents = `insert into app.audit_events (` + eventColumnNames + `, stamp) select ` + eventColumnNames + `, stamp
	from jsonb_to_recordset($1::jsonb) as x (at timestamptz, account text, desk text, agency text, role text, session text, action text,
	subject_kind text, subject_ref text, seq bigint, classes text[], purpose text, outcome text, code text, key text, commitment text, stamp text)`

// eventColumns is an event as a row.
type eventColumns struct {
	casework.Actor

	At          time.Time      `db:"at" json:"at"`
	Session     string         `db:"session" json:"session"`
	Action      audit.Action   `db:"action" json:"action"`
	SubjectKind audit.Kind     `db:"subject_kind" json:"subject_kind"`
	SubjectRef  string         `db:"subject_ref" json:"subject_ref"`
	Seq         int64          `db:"seq" json:"seq"`
	Classes     pq.StringArray `db:"classes" json:"classes"`
	Purpose     policy.Purpose `db:"purpose" json:"purpose"`
	Outcome     audit.Outcome  `db:"outcome" json:"outcome"`
	Code        string         `db:"code" json:"code"`
	Key         string         `db:"key" json:"key"`
	Commitment  string         `db:"commitment" json:"commitment"`
}

// stampedColumns is an event as a row that is written.
type stampedColumns struct {
	eventColumns

	Stamp string `json:"stamp"`
}

func eventRowOf(e audit.Event) eventColumns {
	classes := make(pq.StringArray, len(e.Classes))
	for i, c := range e.Classes {
		classes[i] = string(c)
	}
	return eventColumns{
		Actor: casework.Actor{Account: e.Account, Desk: e.Desk, Agency: e.Agency, Role: e.Role}, At: audit.StoredTime(e.At), Session: e.Session, Action: e.Action,
		SubjectKind: e.Subject.Kind, SubjectRef: e.Subject.Ref, Seq: e.Seq, Classes: classes, Purpose: e.Purpose,
		Outcome: e.Outcome, Code: e.Code, Key: e.Key, Commitment: e.Commitment,
	}
}

// event returns the event of a row.
func (r eventColumns) event() audit.Event {
	e := audit.Event{
		At: r.At, Session: r.Session, Action: r.Action, Subject: audit.Subject{Kind: r.SubjectKind, Ref: r.SubjectRef}, Seq: r.Seq,
		Purpose: r.Purpose, Outcome: r.Outcome, Code: r.Code, Key: r.Key, Commitment: r.Commitment,
	}
	for _, c := range r.Classes {
		e.Classes = append(e.Classes, policy.Class(c))
	}
	return e.By(r.Actor)
}
