package people

import (
	"net/http"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

// Routes lists the pages of this package and their forms.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	const reason = "a page on which officers work"
	const form = "a form of a page of a case; programs use the operations of the contract"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: say.SearchPath, Reason: reason, Handler: s.SignedIn(p.showSearch)},
		{Method: http.MethodPost, Path: say.SearchPath, Reason: "a search holds names, which an address must not", Handler: s.SignedIn(p.searchPeople)},
		{Method: http.MethodGet, Path: say.OpenPath, Reason: reason, Handler: s.SignedIn(p.showOpening)},
		{Method: http.MethodPost, Path: say.OpenPath, Reason: form, Handler: s.SignedIn(p.openCase)},
	}
}
