package api

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/wire"
)

// PreviewList says what would happen if a list were confirmed now.
func (s *Server) PreviewList(ctx context.Context, r wire.PreviewListRequestObject) (wire.PreviewListResponseObject, error) {
	l, err := s.listFor(ctx, r.List)
	if err != nil {
		return nil, err
	}
	if l.State != record.ListRead && l.State != record.ListProposed {
		return nil, fault.New(fault.Conflict, "the list was confirmed or dropped before")
	}
	outlook, err := s.outlook(ctx, l)
	if err != nil {
		return nil, err
	}
	v := wire.PreviewList200JSONResponse{
		List: l.Ref, Operation: l.Operation, State: l.State, Opens: outlook.Opens, Routes: []wire.ListRoute{}, Unreadable: outlook.Unreadable,
		Aside: outlook.Aside, Alike: outlook.Alike, Alone: outlook.Alone, SecondPerson: outlook.NeedsSecond(), Preview: outlook.Print(),
	}
	for _, route := range outlook.Routes {
		v.Routes = append(v.Routes, wire.ListRoute{Origin: string(route.Origin), Corridor: route.Corridor, Version: route.Version, Cases: route.Cases})
	}
	if l.State == record.ListProposed {
		v.Proposed = l.Preview
	}
	return v, nil
}

// outlook looks ahead as the workflow does when the list is confirmed.
func (s *Server) outlook(ctx context.Context, l record.ListSummary) (operation.Outlook, error) {
	of, err := s.Record.Operation(ctx, l.Operation)
	if err != nil {
		return operation.Outlook{}, hide(err)
	}
	contents, err := s.Record.ListContents(ctx, l.Ref)
	if err != nil {
		return operation.Outlook{}, hide(err)
	}
	now := s.Now()
	return operation.OutlookOf(contents, func(origin casework.Country) (operation.Route, error) {
		found, err := s.Corridors.Find(of.Host, origin, of.Custodian, now)
		return operation.Route{Corridor: found.ID, Version: found.Version, Alone: found.MassAction}, err
	})
}

// ConfirmList confirms a list; its operation opens the cases, or has a second person asked.
func (s *Server) ConfirmList(ctx context.Context, r wire.ConfirmListRequestObject) (wire.ConfirmListResponseObject, error) {
	return s.ofListSend(ctx, r.List, r.Params.IdempotencyKey, operation.Command{Kind: operation.KindConfirmList, Print: r.Body.Preview})
}

// ApproveList lets a proposed list through, as the second person.
func (s *Server) ApproveList(ctx context.Context, r wire.ApproveListRequestObject) (wire.ApproveListResponseObject, error) {
	return s.ofListSend(ctx, r.List, r.Params.IdempotencyKey, operation.Command{Kind: operation.KindApproveList, Print: r.Body.Preview})
}

// RefuseList turns a proposed list down.
func (s *Server) RefuseList(ctx context.Context, r wire.RefuseListRequestObject) (wire.RefuseListResponseObject, error) {
	return s.ofListSend(ctx, r.List, r.Params.IdempotencyKey, operation.Command{Kind: operation.KindRefuseList})
}

func (s *Server) ofListSend(ctx context.Context, ref casework.Ref, key string, cmd operation.Command) (receipt, error) {
	l, err := s.listFor(ctx, ref)
	if err != nil {
		return receipt{}, err
	}
	cmd.List = l.Ref
	answer, err := s.sendToOperation(ctx, l.Operation, key, cmd)
	if fault.CodeOf(err) == fault.GateClosed {
		return receipt{}, s.asSeenOf(ctx, l.Operation, err)
	}
	return answer, err
}

// asSeenOf is an error about an operation, told as far as the asker sees the operation. It is
// no case: the conditions of its gates are of nobody.
func (s *Server) asSeenOf(ctx context.Context, ref casework.Ref, err error) error {
	q := request.From(ctx)
	row, missing := s.Record.Operation(ctx, ref)
	if missing != nil {
		return err
	}
	subject := s.ofOperation(row.Operation)
	return usecase.Explain(err, q.Of(audit.Subject{Kind: audit.OfOperation, Ref: string(ref)}, subject), s.Now())
}
