package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/request"
)

// writeRefusal writes the error of a request to the audit log as a refusal, and returns the error to send
// to the client. It is called for every error. If a use-case has already recorded its own refusal, it
// records nothing again.
func (s *Server) writeRefusal(ctx context.Context, c echo.Context, q *request.Request, failed error) error {
	return q.WriteRefusal(ctx, s.AuditLog, askedFor(c), failed)
}

// askedFor returns what a request asks for, by its path.
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
