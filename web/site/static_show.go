package site

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// ShowStatic serves a style sheet, a script or a font. Its name changes with its content, so that it may be
// cached for ever.
func (p *Site) ShowStatic(c echo.Context) error {
	file, ok := p.renderer.File(c.Param("name"))
	if !ok {
		file, ok = p.fonts.files[c.Param("name")]
	}
	if !ok {
		return echo.ErrNotFound
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	c.Response().Header().Add("Vary", "Accept-Encoding")
	content := file.Content
	if len(file.Packed) > 0 && acceptsGzip(c.Request()) { // fonts are compressed in themselves
		c.Response().Header().Set("Content-Encoding", "gzip")
		content = file.Packed
	}
	return c.Blob(http.StatusOK, file.MediaType, content)
}
