package visits

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

// pages serves the pages of this package. It is safe for concurrent use.
type pages struct{ *site.Site }

// reader writes what these pages show, for the user of one request.
type reader struct{ say.Reader }

func (p *pages) reader(c echo.Context, user identity.Caller) reader {
	return reader{say.For(p.Site, c, user)}
}
