package api

import (
	"fmt"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/access"
	"example.org/homeward/api/auditlog"
	"example.org/homeward/api/cases"
	"example.org/homeward/api/commands"
	"example.org/homeward/api/directory"
	"example.org/homeward/api/erasures"
	"example.org/homeward/api/lists"
	"example.org/homeward/api/movements"
	"example.org/homeward/api/notices"
	"example.org/homeward/api/operations"
	"example.org/homeward/api/proposals"
	"example.org/homeward/api/readings"
	"example.org/homeward/api/respond"
	"example.org/homeward/api/tasks"
)

// ownRoutes returns the operations that the Server answers itself: the contract, health and events.
func (s *Server) ownRoutes() []respond.Route {
	return []respond.Route{
		respond.Read("live", s.live), respond.Read("ready", s.ready), respond.Raw("followEvents", s.followEvents),
		respond.Raw("showContract", s.showContract), respond.Raw("showReference", s.showReference), respond.Raw("showProblem", s.showProblem),
	}
}

// routes returns all operations with their handlers.
func (s *Server) routes() []respond.Route {
	return slices.Concat(
		cases.Routes(s.Usecases), tasks.Routes(s.Usecases), operations.Routes(s.Usecases), lists.Routes(s.Usecases),
		movements.Routes(s.Usecases), commands.Routes(s.Usecases), access.Routes(s.Usecases, s.words), erasures.Routes(s.Usecases),
		proposals.Routes(s.Usecases), readings.Routes(s.Usecases), auditlog.Routes(s.Usecases), notices.Routes(s.Usecases), directory.Routes(s.Usecases), s.ownRoutes(),
	)
}

// register registers every operation of the contract, each behind its guard. It returns an error if
// an operation has no handler, or if a handler has no operation.
func (s *Server) register(e *echo.Echo, guards map[string][]echo.MiddlewareFunc) error {
	handlers, missing, err := respond.Match(s.contract.Operations, s.routes())
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		return fmt.Errorf("operations without a handler: %s", strings.Join(missing, ", "))
	}
	for _, op := range s.contract.Operations {
		e.Add(op.Method, echoPath(op.Path), handlers[op.ID], guards[op.ID]...)
	}
	return nil
}

// echoPath converts a path of the contract to Echo's form: /cases/:case for /cases/{case}.
func echoPath(path string) string { return strings.NewReplacer("{", ":", "}", "").Replace(path) }
