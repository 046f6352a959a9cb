package api

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/access"
	"example.org/homeward/api/auditlog"
	"example.org/homeward/api/cases"
	"example.org/homeward/api/commands"
	"example.org/homeward/api/erasures"
	"example.org/homeward/api/lists"
	"example.org/homeward/api/movements"
	"example.org/homeward/api/operations"
	"example.org/homeward/api/respond"
	"example.org/homeward/api/tasks"
	"example.org/homeward/internal/wire"
)

// routes are the operations that are answered by packages of their own.
func (s *Server) routes() []respond.Route {
	return slices.Concat(
		cases.Routes(s.usecases), tasks.Routes(s.usecases), operations.Routes(s.usecases), lists.Routes(s.usecases),
		movements.Routes(s.usecases), commands.Routes(s.usecases), access.Routes(s.usecases, s.words), erasures.Routes(s.usecases),
		auditlog.Routes(s.usecases),
	)
}

// register registers every operation of the contract, each behind its guard. It returns an error if
// an operation has no handler, or a handler no operation.
func (s *Server) register(e *echo.Echo, guards map[string][]echo.MiddlewareFunc) error {
	handlers, missing, err := respond.Match(s.contract.Operations, s.routes())
	if err != nil {
		return err
	}
	for _, id := range missing {
		if !s.answers(id) {
			return fmt.Errorf("operation %s has no handler", id)
		}
	}
	s.registerUnconverted(e, guards)
	for _, op := range s.contract.Operations {
		if handler, ok := handlers[op.ID]; ok {
			e.Add(op.Method, echoPath(op.Path), handler, guards[op.ID]...)
		}
	}
	return nil
}

// echoPath is a path of the contract as Echo has it: /cases/:case for /cases/{case}.
func echoPath(path string) string { return strings.NewReplacer("{", ":", "}", "").Replace(path) }

// unconverted stands in for the operations that have routes of their own: the generated code wants
// all of them from one type. It is never called for those.
type unconverted struct{ wire.StrictServerInterface }

// answers says whether the Server itself answers an operation.
func (s *Server) answers(id string) bool {
	_, ok := reflect.TypeFor[*Server]().MethodByName(strings.ToUpper(id[:1]) + id[1:])
	return ok
}

// registerUnconverted registers the operations that the Server itself answers, and places for the others.
func (s *Server) registerUnconverted(e *echo.Echo, guards map[string][]echo.MiddlewareFunc) {
	all := struct {
		*Server
		unconverted
	}{Server: s}
	handlers := wire.NewStrictHandler(all, []wire.StrictMiddlewareFunc{s.leaveTrail, mustAsk})
	wire.RegisterHandlersWithOptions(e, handlers, wire.RegisterHandlersOptions{OperationMiddlewares: guards})
}
