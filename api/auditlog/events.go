package auditlog

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/auditlog"
	"example.org/homeward/internal/wire"
)

func (h handlers) list(ctx context.Context, p wire.ListAuditEventsParams) (respond.Result[wire.AuditPage], error) {
	found, err := h.do.ListAuditEvents(ctx, auditlog.Query{
		Case: p.Case, Account: casework.AccountID(p.Account), Agency: p.Agency, Action: p.Action, Outcome: p.Outcome,
		From: encode.Stamp(p.From), Before: encode.Stamp(p.Before),
	}, act.Paging{Cursor: p.Cursor, Limit: p.Limit})
	v := wire.AuditPage{Items: []wire.AuditEvent{}, Next: encode.Next(found.Next)}
	for _, e := range found.Rows {
		v.Items = append(v.Items, event(e))
	}
	out := respond.Result[wire.AuditPage]{Body: v, Next: v.Next}
	if found.Nameless {
		out.NotUsed = []string{"case", "account"}
	}
	return out, err
}

func event(e record.AuditEvent) wire.AuditEvent {
	return wire.AuditEvent{
		Row: e.Row, Leaf: e.Leaf, At: e.At.UTC(), Account: e.Account, Session: e.Session, Desk: string(e.Desk), Agency: string(e.Agency),
		Role: string(e.Role), Action: string(e.Action), Kind: e.Subject.Kind, Ref: e.Subject.Ref, Seq: e.Seq, Classes: e.Classes,
		Purpose: e.Purpose, Outcome: e.Outcome, Code: e.Code,
	}
}
