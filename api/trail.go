package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/wire"
)

// leaveTrail lets an answer go only when it stands in the log who has seen what in it.
func (s *Server) leaveTrail(next wire.StrictHandlerFunc, _ string) wire.StrictHandlerFunc {
	return func(c echo.Context, in any) (any, error) {
		response, err := next(c, in)
		if err != nil {
			return nil, err
		}
		ctx := c.Request().Context()
		if err := request.From(ctx).WriteAudit(ctx, s.Trail); err != nil {
			return nil, err
		}
		return response, nil
	}
}

// writeRefusal does the same for an answer that is an error: a refusal is recorded, and so is what
// the error tells of a case.
func (s *Server) writeRefusal(ctx context.Context, c echo.Context, q *request.Request, failed error) error {
	return q.WriteRefusal(ctx, s.Trail, askedFor(c), usecase.Explain(failed, q.Nothing(), s.Now()))
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
