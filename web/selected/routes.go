package selected

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

// pages serves the pages of acting on many rows. It is safe for concurrent use.
type pages struct{ *site.Site }

func (p *pages) reader(c echo.Context, user identity.Caller) say.Reader {
	return say.For(p.Site, c, user)
}

// Routes lists the pages of this package and their forms.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	const reason = "an act on many rows of a page; programs send one request for each"
	return []httpserver.Route{
		{Method: http.MethodPost, Path: say.SelectedPath, Reason: reason, Handler: s.SignedIn(p.chooseRows)},
		{Method: http.MethodGet, Path: say.SelectedPath + "/:selection", Reason: reason, Handler: s.SignedIn(p.showSelection)},
		{Method: http.MethodPost, Path: say.SelectedPath + "/do", Reason: reason, Handler: s.SignedIn(p.actOnRows)},
	}
}
