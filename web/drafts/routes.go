package drafts

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// pages serves drafts. It is safe for concurrent use.
type pages struct{ *site.Site }

func (p *pages) reader(c echo.Context, user identity.Caller) say.Reader {
	return say.For(p.Site, c, user)
}

// Routes lists the page of drafts, and where forms are sent to be kept.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	const reason = "what is typed into a form of a page is kept for its owner; programs have no forms"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: view.DraftsPath, Reason: reason, Handler: s.SignedIn(p.listDrafts)},
		{Method: http.MethodPost, Path: view.DraftsPath, Reason: reason, Handler: s.SignedIn(p.keepDraft)},
		{Method: http.MethodPost, Path: view.DraftsPath + "/drop", Reason: reason, Handler: s.SignedIn(p.dropDraft)},
	}
}
