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

// The largest bodies that are read, in bytes.
const (
	maxJSON   = 1 << 20
	maxUpload = roster.MaxBytes + 1<<20 // with the overhead of multipart
	// uploadTimeout is enough for twenty megabytes over a slow connection.
	uploadTimeout = 5 * time.Minute
)

// guard returns the middleware of an operation. It authenticates the caller, checks whether the
// caller's role may ever do the operation, and validates the request against the contract.
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
			ctx, cancel := s.withTimeout(c, op)
			defer cancel()
			c.SetRequest(c.Request().WithContext(principal.With(ctx, q.Principal())))
			err := s.validate(c, op)
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

// purposeHeader is the header that says why personal data is read.
const purposeHeader = "Homeward-Purpose"

// purposeOf returns why a request reads personal data: the purpose that the caller has sent, and then
// given is true, otherwise the usual purpose of the role. The contract refuses unknown purposes.
func purposeOf(r *http.Request, a policy.Actor) (p policy.Purpose, given bool) {
	if p = policy.Purpose(r.Header.Get(purposeHeader)); policy.PurposeKnown(p) {
		return p, true
	}
	return policy.PurposeOf(a.Role), false
}

// admit authenticates the caller and returns an error if their role may never do the operation.
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

// withTimeout limits how long a request may take. An event stream has no limit: it ends when one side
// ends it.
func (s *Server) withTimeout(c echo.Context, op contract.Operation) (context.Context, context.CancelFunc) {
	ctx := c.Request().Context()
	switch {
	case streams(op):
		return context.WithCancel(ctx)
	case uploads(op):
		// Not every writer supports deadlines; without one the server's own limit applies, which is shorter.
		_ = http.NewResponseController(c.Response()).SetReadDeadline(deadline(uploadTimeout))
		_ = http.NewResponseController(c.Response()).SetWriteDeadline(deadline(uploadTimeout + s.HTTP.RequestTimeout()))
		return context.WithTimeout(ctx, uploadTimeout)
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
