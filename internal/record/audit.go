package record

import (
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
)

// AuditEvent is an event of the audit log.
type AuditEvent struct {
	Row int64
	// Leaf is its place in the tree; nil until it has one.
	Leaf *int64
	audit.Event
}

// AuditFilter narrows the audit log; zero fields do not.
type AuditFilter struct {
	Case    casework.Ref // acts on it and refused requests about it
	Account casework.AccountID
	Agency  casework.AgencyID
	Action  audit.Action
	Outcome audit.Outcome
	From    time.Time // not before
	Before  time.Time
	// Looks leaves out changes of the record, except those that give access.
	Looks bool
	Page  Page
}

// AuditEvents is one page of the audit log, the newest first.
type AuditEvents struct {
	Rows []AuditEvent
	Next *Cursor
}

// AuditHead is a signed head of the audit log's tree.
type AuditHead struct {
	Size   int64
	Signed string // with the signatures of witnesses under that of the log
	At     time.Time
}
