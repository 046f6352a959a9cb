package sheets

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// pages serves the pages of sheets. It is safe for concurrent use.
type pages struct{ *site.Site }

// reader writes what these pages show, for the user of one request.
type reader struct{ say.Reader }

func (p *pages) reader(c echo.Context, user identity.Caller) reader {
	return reader{say.For(p.Site, c, user)}
}

// rules names a corridor by its two states.
func (r reader) rules(host, origin casework.Country) view.Text {
	if origin == "" {
		return view.Say("sheet.between_any", r.Country(host))
	}
	return view.Say("sheet.between", r.Country(host), r.Country(origin))
}
