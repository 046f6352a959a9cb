package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/request"
)

// writeRefusal records a refusal that came before a use-case: of a role, or of a request that is not what
// the contract says. A refusal by a use-case is recorded there, and stays as it is here.
func (s *Server) writeRefusal(ctx context.Context, c echo.Context, q *request.Request, failed error) error {
	return q.WriteRefusal(ctx, s.AuditLog, askedFor(c), failed)
}

// askedFor is what a request is about, by its address.
func askedFor(c echo.Context) audit.Subject {
	for _, one := range []struct {
		parameter string
		kind      audit.Kind
	}{{"case", audit.OfCase}, {"operation", audit.OfOperation}, {"list", audit.OfList}, {"movement", audit.OfMovement}} {
		if asked := c.Param(one.parameter); asked != "" {
			return audit.Subject{Kind: one.kind, Ref: asked}
		}
	}
	return audit.Subject{Kind: audit.OfInstallation}
}
