package day

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
	return []httpserver.Route{
		{Method: http.MethodGet, Path: "/day", Reason: reason, Handler: s.SignedIn(p.showDay)},
		{Method: http.MethodGet, Path: endingsPath, Reason: reason, Handler: s.SignedIn(p.showEndings)},
		{Method: http.MethodGet, Path: toldPath, Reason: reason, Handler: s.SignedIn(p.showTold)},
		{Method: http.MethodPost, Path: readPath, Reason: "notices are read on the pages in one act; a program reads each with the API", Handler: s.SignedIn(p.readTold)},
		{Method: http.MethodGet, Path: say.ReadingPath, Reason: reason, Handler: s.SignedIn(p.showReading)},
		{Method: http.MethodPost, Path: say.ReadingPath, Reason: "the form that explains; programs use the operation of the contract", Handler: s.SignedIn(p.explainReading)},
		{Method: http.MethodGet, Path: "/inbox", Reason: reason, Handler: s.SignedIn(p.listInbox)},
	}
}
