package api

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// agencyOf says whose a desk is, "" for one that is not in the directory.
func (s *Server) agencyOf(desk casework.DeskID) casework.AgencyID {
	d, _ := s.Directory.Desk(desk)
	return d.Agency
}

func (s *Server) place(desk casework.DeskID) policy.DeskAgency {
	return policy.DeskAgency{Desk: desk, Agency: s.agencyOf(desk)}
}

// seenCase is a case as the rules see it, the subject that it is, and how much of it the
// asker sees.
type seenCase struct {
	State   casework.Case
	subject policy.Subject
	sight   request.Visibility
}

// caseFor finds the case that a request is about, and asks policy whether the request may
// be made of it.
func (s *Server) caseFor(ctx context.Context, ref casework.Ref) (seenCase, error) {
	found, err := s.lookUp(ctx, ref)
	if err != nil {
		return seenCase{}, err
	}
	if err := request.From(ctx).Authorize(policy.ShowCase, found.subject); err != nil {
		return seenCase{}, err
	}
	return found, nil
}

// lookUp finds a case without asking policy anything yet.
func (s *Server) lookUp(ctx context.Context, ref casework.Ref) (seenCase, error) {
	state, err := s.Record.CaseState(ctx, ref)
	if err != nil {
		return seenCase{}, hide(err)
	}
	return s.seen(request.From(ctx), state), nil
}

func (s *Server) seen(q *request.Request, state casework.Case) seenCase {
	q.About = state.Ref
	subject := s.ofCase(q, &state)
	return seenCase{state, subject, q.OfCase(state.Ref, subject)}
}

// ofCase is the subject that a case is to whoever asks. When they say what they look at it for,
// what their agency was given of it for something else opens nothing.
func (s *Server) ofCase(q *request.Request, c *casework.Case) policy.Subject {
	subject := policy.OfCase(c, s.agencyOf, s.Now())
	if q.PurposeGiven {
		subject = subject.ForPurpose(q.Purpose)
	}
	return subject
}

// wholeCase is a case with all that the record knows of it.
type wholeCase struct {
	seenCase

	detail record.CaseDetail
}

// wholeCaseFor finds all of the case that a request is about, and asks policy.
func (s *Server) wholeCaseFor(ctx context.Context, ref casework.Ref) (wholeCase, error) {
	detail, err := s.Record.Case(ctx, ref)
	if err != nil {
		return wholeCase{}, hide(err)
	}
	q := request.From(ctx)
	found := wholeCase{s.seen(q, detail.State), detail}
	return found, q.Authorize(policy.ShowCase, found.subject)
}

// operationFor finds the operation that a request is about, and asks policy about it.
func (s *Server) operationFor(ctx context.Context, ref casework.Ref) (record.OperationRow, error) {
	row, err := s.Record.Operation(ctx, ref)
	if err != nil {
		return record.OperationRow{}, hide(err)
	}
	return row, request.From(ctx).Authorize(policy.ShowOperation, s.ofOperation(row.Operation))
}

func (s *Server) ofOperation(o record.Operation) policy.Subject {
	return policy.Subject{Desks: []policy.DeskAgency{s.place(o.Lead)}, Host: o.Host}
}

// listFor finds the list that a request is about; it is as near to the asker as its
// operation, or as the desk that has uploaded it.
func (s *Server) listFor(ctx context.Context, ref casework.Ref) (record.ListSummary, error) {
	row, err := s.Record.List(ctx, ref)
	if err != nil {
		return record.ListSummary{}, hide(err)
	}
	subject, err := s.ofList(ctx, row.List)
	if err != nil {
		return record.ListSummary{}, err
	}
	return row, request.From(ctx).Authorize(policy.ShowList, subject)
}

func (s *Server) ofList(ctx context.Context, l record.List) (policy.Subject, error) {
	row, err := s.Record.Operation(ctx, l.Operation)
	if err != nil {
		return policy.Subject{}, hide(err)
	}
	subject := s.ofOperation(row.Operation)
	subject.Desks = append(subject.Desks, s.place(l.By.Desk))
	return subject, nil
}

// movementFor finds the movement that a request is about, and asks policy about it.
func (s *Server) movementFor(ctx context.Context, ref casework.Ref) (record.MovementDetail, error) {
	row, err := s.Record.Movement(ctx, ref)
	if err != nil {
		return record.MovementDetail{}, hide(err)
	}
	return row, request.From(ctx).Authorize(policy.ShowMovement, s.ofMovement(row.MovementRow, row.State.Escorts))
}

// ofMovement: the transport desk has made it, the receiving desk and the escorts have a part in it.
func (s *Server) ofMovement(row record.MovementRow, escorts []casework.DeskID) policy.Subject {
	desk, _ := s.Directory.Desk(row.Desk)
	subject := policy.Subject{Desks: []policy.DeskAgency{s.place(row.Desk)}, Asked: []policy.DeskAgency{s.place(row.Receiving)}, Host: desk.Country}
	for _, escort := range escorts {
		subject.Asked = append(subject.Asked, s.place(escort))
	}
	return subject
}
