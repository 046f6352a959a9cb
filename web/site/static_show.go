package site

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// ShowStatic serves a style sheet or a script. Its name changes with its content, so that it may be
// cached for ever.
func (p *Site) ShowStatic(c echo.Context) error {
	file, ok := p.renderer.File(c.Param("name"))
	if !ok {
		return echo.ErrNotFound
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, file.MediaType, file.Content)
}
