package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/policy"
)

// showContract answers with the contract as a file, without the keys that only our own generator reads.
func (s *Server) showContract(c echo.Context, _ struct{}) error {
	return c.Blob(http.StatusOK, "application/yaml", s.public)
}

// showReference answers with the contract as a page to read.
func (s *Server) showReference(c echo.Context, _ struct{}) error {
	return s.putPage(c, s.pages.Contract())
}

type ofProblem struct {
	Code string `path:"code"`
}

// showProblem answers with the page of a problem, or fault.NotFound.
func (s *Server) showProblem(c echo.Context, p ofProblem) error {
	html, ok := s.pages.Problem(p.Code)
	if !ok {
		return policy.Missing()
	}
	return s.putPage(c, html)
}

// putPage answers with an HTML page and its content security policy.
func (s *Server) putPage(c echo.Context, html []byte) error {
	header := c.Response().Header()
	header.Set("Content-Security-Policy", s.pages.ContentPolicy())
	header.Set("Cache-Control", "no-cache")
	return c.Blob(http.StatusOK, "text/html; charset=utf-8", html)
}
