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

func (s *Server) ofOperation(o record.Operation) policy.Subject {
	return policy.Subject{Desks: []policy.DeskAgency{s.place(o.Lead)}, Host: o.Host}
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
