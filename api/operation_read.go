package api

import (
	"context"
	"strconv"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// ListOperations lists the operations of the asker's state, newest first.
func (s *Server) ListOperations(ctx context.Context, r wire.ListOperationsRequestObject) (wire.ListOperationsResponseObject, error) {
	q := request.From(ctx)
	if err := q.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	page, err := pageOf(r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	filter := record.OperationFilter{State: r.Params.State, Host: q.Actor.Country}
	if q.Actor.Country == "*" { // of no state: those that the desk has opened itself
		filter.Host, filter.Lead = "", q.Actor.Desk
	}
	rows, next, err := sift(page,
		func(p record.Page) ([]record.OperationRow, *record.Cursor, error) {
			filter.Page = p
			found, err := s.Record.Operations(ctx, filter)
			return found.Rows, found.Next, err
		},
		func(rows []record.OperationRow) ([]record.OperationRow, error) {
			var kept []record.OperationRow
			for _, row := range rows {
				if policy.May(q.Actor, policy.ShowOperation, s.ofOperation(row.Operation).RelationsOf(q.Actor)) {
					kept = append(kept, row)
				}
			}
			return kept, nil
		})
	if err != nil {
		return nil, err
	}
	v := wire.OperationPage{Items: []wire.Operation{}, Next: encode.Next(next)}
	for _, row := range rows {
		v.Items = append(v.Items, operationView(row, q))
	}
	link := linkTo("/operations", v.Next, queryOf("state", string(r.Params.State), "limit", limitText(r.Params.Limit)))
	return wire.ListOperations200JSONResponse{Body: v, Headers: wire.ListOperations200ResponseHeaders{Link: link}}, nil
}

// ShowOperation shows one operation.
func (s *Server) ShowOperation(ctx context.Context, r wire.ShowOperationRequestObject) (wire.ShowOperationResponseObject, error) {
	row, err := s.operationFor(ctx, r.Operation)
	if err != nil {
		return nil, err
	}
	return wire.ShowOperation200JSONResponse(operationView(row, request.From(ctx))), nil
}

// ShowFunnel counts how far the people of an operation have come.
func (s *Server) ShowFunnel(ctx context.Context, r wire.ShowFunnelRequestObject) (wire.ShowFunnelResponseObject, error) {
	if _, err := s.operationFor(ctx, r.Operation); err != nil {
		return nil, err
	}
	f, err := s.Record.Funnel(ctx, r.Operation)
	if err != nil {
		return nil, hide(err)
	}
	v := wire.Funnel{
		Operation: r.Operation, Total: f.Total, Deceased: f.Deceased, CountedAt: f.At.UTC(),
		Stages: []wire.StageCount{}, Lanes: []wire.LaneCount{}, Desks: []wire.DeskLoad{},
	}
	for _, one := range f.Stages {
		v.Stages = append(v.Stages, wire.StageCount{Stage: one.Stage, Cases: one.Cases, Overdue: one.Overdue, Paused: one.Paused, Minors: one.Minors})
	}
	for _, one := range f.Lanes {
		v.Lanes = append(v.Lanes, wire.LaneCount{Lane: one.Lane, Cases: one.Cases})
	}
	for _, one := range f.Desks {
		v.Desks = append(v.Desks, wire.DeskLoad{
			Desk: one.Desk, Kind: one.Kind, Open: one.Open, Overdue: one.Overdue, Paused: one.Paused, Oldest: encode.Stamp(one.Oldest),
		})
	}
	if policy.CountsWithheld(request.From(ctx).Actor) {
		withholdFunnel(&v)
	}
	return wire.ShowFunnel200JSONResponse(v), nil
}

// operationView shows an operation. What its people call it, and where it is, is for the
// desk that leads it and for roles that work with such words.
func operationView(o record.OperationRow, q *request.Request) wire.Operation {
	actor := q.Actor
	v := wire.Operation{
		Ref: o.Ref, Host: string(o.Host), Custodian: o.Custodian, Paused: encode.Pause(o.Pause), Lead: o.Lead, State: o.State,
		OpenedAt: o.OpenedAt.UTC(), Lists: o.Lists, ProposedLists: o.Proposed, Cases: o.Cases, OpenCases: o.Open, OverdueCases: o.Overdue,
	}
	if o.Lead == actor.Desk || policy.Sees(actor, policy.Contact, policy.In(policy.OwnDesk, policy.Involved)) {
		v.Words = o.Words
		if o.Words != "" {
			q.Note(audit.Subject{Kind: audit.OfOperation, Ref: string(o.Ref)}, policy.Contact)
		}
	}
	if policy.CountsWithheld(actor) {
		withholdOperation(&v)
	}
	return v
}

// limitText is a limit as a query has it; "" when none was named.
func limitText(limit int) string {
	if limit == 0 {
		return ""
	}
	return strconv.Itoa(limit)
}
