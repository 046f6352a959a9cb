package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/principal"
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
			q := asking(c.Request().Context())
			q.action, q.path, q.tag = action, c.Request().URL.Path, c.Request().Header.Get("If-Match")
			if action == policy.Public {
				q.asked = true
			} else if err := s.admit(c.Request(), q); err != nil {
				return s.leaveRefusal(principal.With(c.Request().Context(), q.principal()), c, q, err)
			}
			ctx, cancel := s.patience(c, op)
			defer cancel()
			c.SetRequest(c.Request().WithContext(principal.With(ctx, q.principal())))
			err := s.holdAgainst(c, op, q)
			if err == nil {
				q.purpose, q.said = purposeOf(c.Request(), q.actor)
				err = next(c)
			}
			if err != nil {
				return s.leaveRefusal(c.Request().Context(), c, q, err)
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
func (s *Server) admit(r *http.Request, q *inquiry) error {
	caller, err := s.Authenticator.Authenticate(r)
	if err != nil {
		return err
	}
	q.caller, q.actor = caller, caller.Actor
	q.still = func(ctx context.Context) error { return s.Authenticator.Still(r.WithContext(ctx), caller) }
	if err := s.pacedAccount(q.actor.Account, q.action); err != nil {
		return err
	}
	if !policy.EverAllowed(q.actor, q.action) {
		return policy.Refusal()
	}
	if policy.StepUp(q.action) && !s.provenNow(caller) {
		return fault.New(fault.StepUp, "this needs a fresh proof that it is you")
	}
	return nil
}

// provenNow says whether somebody has proven in person, a moment ago, who they are. A machine
// never has.
func (s *Server) provenNow(c identity.Caller) bool {
	age := s.Now().Sub(c.ProvenAt)
	return !c.Machine && !c.ProvenAt.IsZero() && age <= policy.StepUpWithin && age > -time.Minute
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
		_ = http.NewResponseController(c.Response()).SetWriteDeadline(deadline(uploadTime + s.Patience))
		return context.WithTimeout(ctx, uploadTime)
	default:
		return context.WithTimeout(ctx, s.Patience)
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
