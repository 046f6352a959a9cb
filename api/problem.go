package api

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/problem"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/request"
)

// writeProblem answers a failed request with a problem.
func (s *Server) writeProblem(c echo.Context, f httpserver.Failure) {
	httpserver.WriteProblem(c, f.Status, problem.Of(request.From(c.Request().Context()).ID, f.Err))
}

func malformed(m ...contract.Mistake) error { return problem.Malformed(m...) }

func invalid(m ...contract.Mistake) error { return problem.Invalid(m...) }
