package sheets

import (
	"net/http"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

// Routes lists the pages of this package and their forms.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	const one, reason = say.SheetsPath + "/:sheet", "a page on which officers work"
	const form = "a form of a page on which officers work; programs send batches by the operation of the contract"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: say.SheetsPath, Reason: reason, Handler: s.SignedIn(p.listAlike)},
		{Method: http.MethodPost, Path: say.SheetsPath, Reason: form, Handler: s.SignedIn(p.openSheet)},
		{Method: http.MethodGet, Path: one, Reason: reason, Handler: s.SignedIn(p.showSheet)},
		{Method: http.MethodPost, Path: one, Reason: form, Handler: s.SignedIn(p.markSheet)},
		{Method: http.MethodGet, Path: one + "/confirm", Reason: reason, Handler: s.SignedIn(p.reviewSheet)},
		{Method: http.MethodPost, Path: one + "/confirm", Reason: form, Handler: s.SignedIn(p.confirmSheet)},
		{Method: http.MethodPost, Path: one + "/again", Reason: form, Handler: s.SignedIn(p.againSheet)},
	}
}
