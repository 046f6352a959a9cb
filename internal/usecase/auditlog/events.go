package auditlog

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Query asks for lines of the audit log; zero fields do not restrict it. For an auditor Case and
// Account are not used: a caller who may not see them may not search by them.
type Query struct {
	Case         casework.Ref
	Account      casework.AccountID
	Agency       casework.AgencyID
	Action       string
	Outcome      audit.Outcome
	From, Before time.Time
}

// Events is one page of the audit log.
type Events struct {
	act.Page[record.AuditEvent]

	// Nameless is true for an auditor: Case and Account of the query were not used.
	Nameless bool
}

// ListAuditEvents lists the lines of the audit log that the database gives the caller. An auditor sees
// that the controls work, and neither whom a line is about nor whose it is.
func (s *AuditLog) ListAuditEvents(ctx context.Context, q Query, paging act.Paging) (Events, error) {
	return act.Run(ctx, s.core, policy.ListAuditEvents, act.OnNothing(), func(ctx context.Context) (Events, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return Events{}, err
		}
		page, err := paging.Page()
		if err != nil {
			return Events{}, err
		}
		nameless := r.Actor.Role == casework.RoleAuditor
		filter := record.AuditFilter{
			Agency: q.Agency, Action: audit.Action(q.Action), Outcome: q.Outcome, From: q.From, Before: q.Before, Page: page,
		}
		if !nameless {
			filter.Case, filter.Account = q.Case, q.Account
		}
		found, err := s.store.AuditEvents(ctx, filter)
		if err != nil {
			return Events{}, err
		}
		r.Note(audit.Subject{Kind: audit.OfLog}, policy.Audit)
		out := Events{Nameless: nameless, Page: act.Page[record.AuditEvent]{Rows: []record.AuditEvent{}, Next: found.Next}}
		for _, e := range found.Rows {
			out.Rows = append(out.Rows, auditEvent(e, nameless))
		}
		return out, nil
	})
}

// auditEvent returns a line of the log; a nameless one without account, session and reference.
func auditEvent(e record.AuditEvent, nameless bool) record.AuditEvent {
	out := record.AuditEvent{Row: e.Row, Leaf: e.Leaf, Event: audit.Event{
		At: e.At, Desk: e.Desk, Agency: e.Agency, Role: e.Role, Action: e.Action, Subject: audit.Subject{Kind: e.Subject.Kind}, Seq: e.Seq,
		Classes: e.Classes, Purpose: e.Purpose, Outcome: e.Outcome, Code: e.Code,
	}}
	if !nameless {
		out.Account, out.Session, out.Subject.Ref = e.Account, e.Session, e.Subject.Ref
	}
	return out
}
