package api

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/wire"
)

// writeProblem answers a failed request with a problem.
func (s *Server) writeProblem(c echo.Context, f httpserver.Failure) {
	httpserver.WriteProblem(c, f.Status, s.problem(request.From(c.Request().Context()), f.Err))
}

// problem makes the problem that an error is, with what the asker may see of it.
func (s *Server) problem(q *request.Request, err error) wire.Problem {
	is, detail := httpserver.ProblemOf(httpserver.CodeOf(err)), ""
	switch {
	case is.Code == fault.Unknown:
		detail = fault.MessageOf(nil) // the same words for all that nobody planned for
	case fault.CodeOf(err) == is.Code:
		detail = fault.MessageOf(err)
	}
	p := wire.Problem{
		Type: is.Type(), Title: is.Title, Status: is.Status, Code: is.Code, Detail: detail, RequestId: q.ID,
	}
	seen := q.Nothing() // of a case: nothing, unless the error says more
	if e, ok := errors.AsType[*seenError](err); ok {
		seen = e.seen
	}
	s.explain(&p, err, seen)
	return p
}

// explain adds the details that are known to be safe. Details of another kind are left out.
func (s *Server) explain(p *wire.Problem, err error, seen request.Visibility) {
	if refusal, ok := errors.AsType[*roster.Refusal](err); ok {
		p.Detail = refusal.Message
		p.Errors = []wire.FieldError{{Code: refusal.Code, Row: refusal.Row, Column: refusal.Column}}
		return
	}
	switch d := fault.DetailsOf(err).(type) {
	case mistakes:
		for _, m := range d {
			p.Errors = append(p.Errors, wire.FieldError{Pointer: m.Pointer, Parameter: m.Parameter, Code: string(m.Code)})
		}
	case []casework.GateStatus:
		p.Gates = s.gateViews(d, seen)
	case casework.AlreadyDecided:
		p.Decided = decidedView(d)
	case json.RawMessage:
		s.explainStored(p, d, seen)
	}
}

// explainStored reads the details that a command was refused with, as the record keeps them.
func (s *Server) explainStored(p *wire.Problem, raw json.RawMessage, seen request.Visibility) {
	switch p.Code {
	case fault.GateClosed:
		var closed []casework.GateStatus
		if json.Unmarshal(raw, &closed) == nil {
			p.Gates = s.gateViews(closed, seen)
		}
	case fault.Decided:
		var decided casework.AlreadyDecided
		if json.Unmarshal(raw, &decided) == nil {
			p.Decided = decidedView(decided)
		}
	default: // other details are not for anybody's eyes
	}
}

func decidedView(d casework.AlreadyDecided) wire.AlreadyDecided {
	return wire.AlreadyDecided{Outcome: d.Outcome, At: d.At.UTC(), Desk: d.Desk}
}

// seenError is an error about a case, with how much of the case its hearer sees.
type seenError struct {
	error
	seen request.Visibility
}

// Unwrap gives the error itself.
func (e *seenError) Unwrap() error { return e.error }

// age is how long something has been so, in whole seconds and never negative.
func (s *Server) age(since time.Time) int {
	if since.IsZero() {
		return 0
	}
	return max(0, int(s.Now().Sub(since)/time.Second))
}
