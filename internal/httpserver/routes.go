package httpserver

import (
	"slices"

	"github.com/labstack/echo/v4"
)

// Route is a route that is not an operation of the contract: it may change with any release.
type Route struct {
	Method, Path string
	Reason       string // why the contract does not have it
	Handler      echo.HandlerFunc
}

// String is the route as "GET /path".
func (r Route) String() string { return r.Method + " " + r.Path }

// AddRoutes registers routes that programs call. Their errors are answered as problems.
func (s *Server) AddRoutes(routes ...Route) {
	s.extra = append(s.extra, routes...)
	for _, r := range routes {
		s.echo.Add(r.Method, r.Path, r.Handler)
	}
}

// AddPages registers routes of pages. If a browser asked for one, its errors are shown by show.
func (s *Server) AddPages(show ErrorPage, routes ...Route) {
	s.AddRoutes(routes...)
	for _, r := range routes {
		s.pages[r.Path] = show
	}
}

// ExtraRoutes lists the routes that are not in the contract.
func (s *Server) ExtraRoutes() []Route { return slices.Clone(s.extra) }

// Routes lists all routes, as "GET /path".
func (s *Server) Routes() []string {
	var out []string
	for _, r := range s.echo.Routes() {
		out = append(out, Route{Method: r.Method, Path: r.Path}.String())
	}
	return out
}
