package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/pages"
)

// outside is a route that is no part of the contract: clients of the API have nothing to do
// with it, and it may change with any release.
type outside struct {
	method, path string
	why          string // it is no part of the contract
	serve        echo.HandlerFunc
}

// outsides is the table of them. A test wants every route to stand in the contract or here.
func (s *Server) outsides() []outside {
	return []outside{
		{http.MethodGet, pages.Prefix + ":name", "a file that a page refers to", s.showAsset},
	}
}

// Outside lists the routes that are no part of the contract, as "GET /path".
func (s *Server) Outside() []string {
	var out []string
	for _, o := range s.outsides() {
		out = append(out, o.method+" "+o.path)
	}
	return out
}

// routeOutside registers them.
func (s *Server) routeOutside(e *echo.Echo) {
	for _, o := range s.outsides() {
		e.Add(o.method, o.path, o.serve)
	}
}

// showAsset gives a file that pages refer to. Its name changes with its content.
func (s *Server) showAsset(c echo.Context) error {
	asset, ok := s.set.Asset(c.Param("name"))
	if !ok {
		return echo.ErrNotFound
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, asset.Kind, asset.Content)
}
