package web

import (
	"net/http"
	"slices"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/web/account"
	"example.org/homeward/web/cases"
	"example.org/homeward/web/day"
	"example.org/homeward/web/drafts"
	"example.org/homeward/web/people"
	"example.org/homeward/web/selected"
	"example.org/homeward/web/sheets"
	"example.org/homeward/web/static"
	"example.org/homeward/web/tasks"
	"example.org/homeward/web/views"
	"example.org/homeward/web/visits"
	"example.org/homeward/web/wording"
)

// routes is the table of all pages and of what their forms and scripts call. None of them is in the
// contract; the reason says why.
func (p *Pages) routes() []httpserver.Route {
	s := p.Site
	return slices.Concat(account.Routes(s), day.Routes(s), cases.Routes(s), tasks.Routes(s), sheets.Routes(s), people.Routes(s), selected.Routes(s), views.Routes(s), visits.Routes(s), drafts.Routes(s), wording.Routes(s), p.ownRoutes(), p.devRoutes())
}

func (p *Pages) ownRoutes() []httpserver.Route {
	return append([]httpserver.Route{
		{Method: http.MethodGet, Path: static.Prefix + ":name", Reason: "a file that pages refer to", Handler: p.ShowStatic},
		{Method: http.MethodGet, Path: "/", Reason: "where a browser begins", Handler: p.showHome},
		{Method: http.MethodGet, Path: "/help", Reason: "a page on which officers work", Handler: p.SignedIn(p.showHelp)},
	}, p.actRoutes()...)
}

// devRoutes are of pages that exist in development only.
func (p *Pages) devRoutes() []httpserver.Route {
	if !p.Dev {
		return nil
	}
	return []httpserver.Route{{Method: http.MethodGet, Path: "/components", Reason: "it shows developers the parts of pages", Handler: p.showComponents}}
}
