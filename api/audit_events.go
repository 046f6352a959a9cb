package api

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// ListAuditEvents lists lines of the audit log: those that the database gives the asker. The
// auditor sees that the controls work, and not whom they are about.
func (s *Server) ListAuditEvents(ctx context.Context, r wire.ListAuditEventsRequestObject) (wire.ListAuditEventsResponseObject, error) {
	q := request.From(ctx)
	if err := q.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	page, err := pageOf(r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	p, nameless := r.Params, q.Actor.Role == casework.RoleAuditor
	filter := record.AuditFilter{
		Agency: p.Agency, Action: audit.Action(p.Action), Outcome: p.Outcome, From: encode.Stamp(p.From), Before: encode.Stamp(p.Before), Page: page,
	}
	if !nameless { // who may not see them does not look for them either
		filter.Case, filter.Account = p.Case, casework.AccountID(p.Account)
	}
	found, err := s.Record.AuditEvents(ctx, filter)
	if err != nil {
		return nil, err
	}
	q.Note(audit.Subject{Kind: audit.OfLog}, policy.Audit)
	v := wire.AuditPage{Items: []wire.AuditEvent{}, Next: encode.Next(found.Next)}
	for _, e := range found.Rows {
		v.Items = append(v.Items, auditView(e, nameless))
	}
	link := linkTo("/audit/events", v.Next, queryOf("case", string(filter.Case), "account", string(filter.Account), "agency", string(p.Agency),
		"action", p.Action, "outcome", string(p.Outcome), "from", instantText(p.From), "before", instantText(p.Before), "limit", limitText(p.Limit)))
	return wire.ListAuditEvents200JSONResponse{Body: v, Headers: wire.ListAuditEvents200ResponseHeaders{Link: link}}, nil
}

func auditView(e record.AuditEvent, nameless bool) wire.AuditEvent {
	v := wire.AuditEvent{
		Row: e.Row, Leaf: e.Leaf, At: e.At.UTC(), Desk: string(e.Desk), Agency: string(e.Agency), Role: string(e.Role), Action: string(e.Action),
		Kind: e.Subject.Kind, Seq: e.Seq, Classes: e.Classes, Purpose: e.Purpose, Outcome: e.Outcome, Code: e.Code,
	}
	if !nameless {
		v.Account, v.Session, v.Ref = e.Account, e.Session, e.Subject.Ref
	}
	return v
}
