package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
)

// What is read of a request at most.
const (
	maxJSON   = 1 << 20
	maxUpload = roster.MaxBytes + 1<<20 // and what multipart adds
	// uploadTime is for twenty megabytes over a bad line.
	uploadTime = 5 * time.Minute
)

// guard stands before an operation: it says who asks, whether such a role may ever do such
// a thing, and whether the request is what the contract says.
func (s *Server) guard(op contract.Operation) (echo.MiddlewareFunc, error) {
	action := policy.Action(op.Action)
	if action != policy.Public && !slices.Contains(policy.Actions(), action) {
		return nil, fmt.Errorf("operation %s asks for the action %s, which policy does not know", op.ID, op.Action)
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			q := request.From(c.Request().Context())
			c.SetRequest(c.Request().WithContext(respond.With(c.Request().Context(), &respond.Exchange{})))
			q.Action = action
			if action != policy.Public {
				if err := s.admit(c.Request(), q); err != nil {
					return s.writeRefusal(principal.With(c.Request().Context(), q.Principal()), c, q, err)
				}
			}
			ctx, cancel := s.patience(c, op)
			defer cancel()
			c.SetRequest(c.Request().WithContext(principal.With(ctx, q.Principal())))
			err := s.holdAgainst(c, op)
			if err == nil {
				q.Purpose, q.PurposeGiven = purposeOf(c.Request(), q.Actor)
				r := c.Request()
				q.Fingerprint = respond.Fingerprint(r.URL.Path, r.Header.Get("If-Match"), respond.From(r.Context()).Body)
				err = next(c)
			}
			if err != nil {
				return s.writeRefusal(c.Request().Context(), c, q, err)
			}
			return nil
		}
	}, nil
}

// purposeHeader says why what is personal is looked at.
const purposeHeader = "Homeward-Purpose"

// purposeOf is why a request looks at what is personal: what it says, and then said is true,
// else what its role is there for. The contract lets no other word through.
func purposeOf(r *http.Request, a policy.Actor) (p policy.Purpose, said bool) {
	if p = policy.Purpose(r.Header.Get(purposeHeader)); policy.PurposeKnown(p) {
		return p, true
	}
	return policy.PurposeOf(a.Role), false
}

// admit says who asks, and turns away who may never do such a thing.
func (s *Server) admit(r *http.Request, q *request.Request) error {
	caller, err := s.Authenticator.Authenticate(r)
	if err != nil {
		return err
	}
	httpserver.SetCaller(q, caller)
	respond.From(r.Context()).Recheck = func(ctx context.Context) error { return s.Authenticator.Recheck(r.WithContext(ctx), caller) }
	if err := s.HTTP.CountAccount(q.Actor.Account, q.Action); err != nil {
		return err
	}
	return q.Admit(s.Now())
}

// patience bounds how long a request may take. An event stream lasts until somebody hangs up.
func (s *Server) patience(c echo.Context, op contract.Operation) (context.Context, context.CancelFunc) {
	ctx := c.Request().Context()
	switch {
	case streams(op):
		return context.WithCancel(ctx)
	case uploads(op):
		// Not every writer can be told; then the server's own limit holds, which is shorter.
		_ = http.NewResponseController(c.Response()).SetReadDeadline(deadline(uploadTime))
		_ = http.NewResponseController(c.Response()).SetWriteDeadline(deadline(uploadTime + s.HTTP.RequestTimeout()))
		return context.WithTimeout(ctx, uploadTime)
	default:
		return context.WithTimeout(ctx, s.HTTP.RequestTimeout())
	}
}

func uploads(op contract.Operation) bool {
	return slices.ContainsFunc(op.Body, func(b contract.Content) bool { return b.MediaType == "multipart/form-data" })
}

func streams(op contract.Operation) bool {
	for _, response := range op.Responses {
		for _, one := range response.Content {
			if one.MediaType == "text/event-stream" {
				return true
			}
		}
	}
	return false
}
