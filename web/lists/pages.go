package lists

import (
	"net/http"
	"regexp"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

// pages serves the page of a list. It is safe for concurrent use.
type pages struct{ *site.Site }

// reader writes what the page shows, for the user of one request.
type reader struct{ say.Reader }

func (p *pages) reader(c echo.Context, user identity.Caller) reader {
	return reader{say.For(p.Site, c, user)}
}

// The fields of the form and of the address.
const (
	fieldAnswer  = "answer"
	fieldValue   = "value"
	fieldReason  = "reason"
	fieldAlike   = "alike"
	fieldPreview = "preview"
	fieldLine    = "line"
	fieldProblem = "problem"
	queryAfter   = "after"
)

// code is the form of the code of a doubt.
var code = regexp.MustCompile(`^[a-z_]{1,40}$`)

// Routes lists the page of a list and its form.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	const one = say.ListsPath + "/:list"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: say.ListsPath, Reason: "a page on which officers work", Handler: s.SignedIn(p.showUpload)},
		{Method: http.MethodPost, Path: say.ListsPath, Reason: "the form of that page; programs use the operations of the contract", Handler: s.SignedIn(p.sendUpload)},
		{Method: http.MethodGet, Path: one, Reason: "a page on which officers work", Handler: s.SignedIn(p.showList)},
		{Method: http.MethodPost, Path: one, Reason: "the form of that page; programs use the operations of the contract", Handler: s.SignedIn(p.answerDoubt)},
	}
}
