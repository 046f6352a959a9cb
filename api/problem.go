package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/wire"
)

const problemJSON = "application/problem+json"

// renderError answers a failed request with a problem. It is the one place where a code
// becomes a status, and it never shows an error's own text.
func (s *Server) renderError(failed error, c echo.Context) {
	q := request.From(c.Request().Context())
	p := s.problem(q, failed)
	q.Code = p.Code
	if c.Response().Committed {
		return // a stream that broke off; there is nobody left to tell
	}
	header := c.Response().Header()
	switch p.Status {
	case http.StatusUnauthorized:
		header.Set(echo.HeaderWWWAuthenticate, challenge(p.Code))
	case http.StatusTooManyRequests:
		header.Set(echo.HeaderRetryAfter, strconv.Itoa(waitOf(failed)))
	case http.StatusServiceUnavailable:
		header.Set(echo.HeaderRetryAfter, "2")
	}
	if s.troubled(c) && s.showTrouble(c, p.Code, p.Status, failed) == nil {
		return
	}
	raw, err := json.Marshal(p)
	if err != nil {
		raw, p.Status = []byte("{}"), http.StatusInternalServerError
	}
	header.Set(echo.HeaderContentType, problemJSON)
	c.Response().WriteHeader(p.Status)
	_, _ = c.Response().Write(raw) // whoever hung up does not want it
}

// challenge says what whoever is turned away has to do: sign in, or prove anew that it is them (RFC 9470).
func challenge(code fault.Code) string {
	if code != fault.StepUp {
		return `Bearer realm="homeward"`
	}
	return fmt.Sprintf(`Bearer realm="homeward", error="insufficient_user_authentication", max_age="%d"`, int(policy.StepUpWithin/time.Second))
}

// problem makes the problem that an error is, with what the asker may see of it.
func (s *Server) problem(q *request.Request, err error) wire.Problem {
	code, detail := codeOf(err), ""
	switch {
	case code == fault.Unknown:
		detail = fault.MessageOf(nil) // the same words for all that nobody planned for
	case fault.CodeOf(err) == code:
		detail = fault.MessageOf(err)
	}
	p := wire.Problem{
		Type: "/problems/" + string(code), Title: titleOf(code), Status: statusOf(code), Code: code, Detail: detail, RequestId: q.ID,
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

// codeOf finds the code of an error, also of those that come from Echo and from the clock.
func codeOf(err error) fault.Code {
	if p, ok := errors.AsType[*httpError](err); ok {
		return p.code
	}
	if errors.Is(err, identity.ErrStepUp) {
		return fault.StepUp
	}
	if code := fault.CodeOf(err); code != fault.Unknown {
		return code
	}
	if _, ok := errors.AsType[*roster.Refusal](err); ok {
		return fault.Invalid
	}
	if he, ok := errors.AsType[*echo.HTTPError](err); ok {
		switch he.Code {
		case http.StatusNotFound:
			return fault.NotFound
		case http.StatusMethodNotAllowed:
			return methodNotAllowed
		case http.StatusRequestEntityTooLarge:
			return fault.TooLarge
		case http.StatusUnsupportedMediaType:
			return unsupportedMediaType
		case http.StatusBadRequest:
			return fault.Malformed
		}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fault.Unavailable
	}
	return fault.Unknown
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
