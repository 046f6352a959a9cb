// Package officedb keeps what accounts and desks work with, beside the record of cases: drafts, saved
// views, selections, settings, sheets, proposals for wordings, and the outbox of notices. Nothing in it
// changes a case.
package officedb
