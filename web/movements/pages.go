package movements

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

// pages serves movements. It is safe for concurrent use.
type pages struct{ *site.Site }

// reader writes what these pages show, for the user of one request.
type reader struct{ say.Reader }

func (p *pages) reader(c echo.Context, user identity.Caller) reader {
	return reader{say.For(p.Site, c, user)}
}

// Routes lists the pages of this package and their forms.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	const one, reason, form = say.MovementsPath + "/:movement", "a page on which officers work", "a form of a page of a movement; programs use the operations of the contract"
	return append(p.rollRoutes(one+"/list", reason, form), []httpserver.Route{
		{Method: http.MethodGet, Path: say.MovementsPath, Reason: reason, Handler: s.SignedIn(p.listMovements)},
		{Method: http.MethodGet, Path: one, Reason: reason, Handler: s.SignedIn(p.showMovement)},
		{Method: http.MethodPost, Path: one + "/hold", Reason: form, Handler: s.SignedIn(p.holdSeats)},
		{Method: http.MethodPost, Path: one + "/standby", Reason: form, Handler: s.SignedIn(p.queueStandby)},
		{Method: http.MethodPost, Path: one + "/release", Reason: form, Handler: s.SignedIn(p.releaseSeats)},
	}...)
}
