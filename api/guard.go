package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster/table"
)

// Limits of request bodies.
const (
	maxJSON   = 1 << 20                // bytes of a JSON body
	maxUpload = table.MaxBytes + 1<<20 // bytes of an upload, with the overhead of multipart
	// uploadTimeout is enough for twenty megabytes over a slow connection.
	uploadTimeout = 5 * time.Minute
)

// guard returns the middleware of an operation. Unless the operation is public, it authenticates the
// caller, counts the request for the account's rate limit, checks whether the caller's role may ever do
// the operation, and demands step-up authentication if the operation needs it. For every operation it
// then sets the time limit, validates the request against the contract, sets the purpose and the
// fingerprint of the request, and calls the handler. Every error is written to the audit log as a
// refusal. guard itself returns an error if the operation names an action that policy does not know.
func (s *Server) guard(op contract.Operation) (echo.MiddlewareFunc, error) {
	action := policy.Action(op.Action)
	if action != policy.Public && !slices.Contains(policy.Actions(), action) {
		return nil, fmt.Errorf("operation %s: unknown action %s", op.ID, op.Action)
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
				q.Fingerprint = respond.Fingerprint(r.URL.Path, encode.Tag(r.Header.Get("If-Match")), respond.From(r.Context()).Body)
				err = next(c)
			}
			if err != nil {
				return s.writeRefusal(c.Request().Context(), c, q, err)
			}
			return nil
		}
	}, nil
}

// purposeHeader is the request header in which the client gives its purpose.
const purposeHeader = "Homeward-Purpose"

// purposeOf returns the purpose for which a request reads personal data. If the caller sent a known
// purpose, p is that purpose and given is true. Otherwise p is the role's default and given is false.
// Validation against the contract has refused unknown purposes before.
func purposeOf(r *http.Request, a policy.Actor) (p policy.Purpose, given bool) {
	if p = policy.Purpose(r.Header.Get(purposeHeader)); policy.PurposeKnown(p) {
		return p, true
	}
	return policy.PurposeOf(a.Role), false
}

// admit authenticates the caller and sets the caller of q. It returns fault.Unsigned if the caller is not
// signed in, fault.TooMany if the account has sent too many requests, fault.Denied if the role may never
// do the operation, and fault.StepUp if the operation needs a more recent proof of identity.
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

// withTimeout returns the request's context with a time limit. An event stream has none: it ends when the
// client or the server closes it. An upload has a longer limit, also for reading and writing.
func (s *Server) withTimeout(c echo.Context, op contract.Operation) (context.Context, context.CancelFunc) {
	ctx := c.Request().Context()
	switch {
	case isStream(op):
		return context.WithCancel(ctx)
	case isUpload(op):
		// Not every writer supports deadlines; without one the server's own limit applies, which is shorter.
		_ = http.NewResponseController(c.Response()).SetReadDeadline(deadline(uploadTimeout))
		_ = http.NewResponseController(c.Response()).SetWriteDeadline(deadline(uploadTimeout + s.HTTP.RequestTimeout()))
		return context.WithTimeout(ctx, uploadTimeout)
	default:
		return context.WithTimeout(ctx, s.HTTP.RequestTimeout())
	}
}

// isUpload reports whether an operation accepts files.
func isUpload(op contract.Operation) bool {
	return slices.ContainsFunc(op.Body, func(b contract.Content) bool { return b.MediaType == "multipart/form-data" })
}

// isStream reports whether an operation answers with an event stream.
func isStream(op contract.Operation) bool {
	for _, response := range op.Responses {
		for _, one := range response.Content {
			if one.MediaType == "text/event-stream" {
				return true
			}
		}
	}
	return false
}
