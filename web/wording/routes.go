package wording

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/words"
)

// ofPage is the parameter of the address with the name of the page that the reader comes from.
const ofPage = "of"

type pages struct{ *site.Site }

// Routes lists the pages of this package.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	const reason = "better words are about the pages themselves"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: say.WordsPath, Reason: reason, Handler: s.SignedIn(p.listTexts)},
		{Method: http.MethodPost, Path: say.WordsPath, Reason: reason, Handler: s.SignedIn(p.searchTexts)},
		{Method: http.MethodGet, Path: say.WordsPath + "/:language/:text/:form", Reason: reason, Handler: s.SignedIn(p.showText)},
		{Method: http.MethodPost, Path: say.WordsPath + "/:language/:text/:form/propose", Reason: reason, Handler: s.SignedIn(p.propose)},
	}
}

// single stands in a path for the form of a text without plural forms.
const single = "single"

// textPath is the path of the form for a wording. A slash of the key is a tilde there, which no key has.
func textPath(w words.Wording) string {
	form := w.Form
	if form == "" {
		form = single
	}
	return say.WordsPath + "/" + w.Language + "/" + strings.ReplaceAll(w.Key, "/", "~") + "/" + form
}

// textOf returns the wording that a path names, with the language; fault.NotFound if there is none.
func (p *pages) textOf(c echo.Context) (words.Compared, words.Language, error) {
	languages := words.Languages()
	i := slices.IndexFunc(languages, func(l words.Language) bool { return l.Code == c.Param("language") })
	form := c.Param("form")
	if form == single {
		form = ""
	}
	if i >= 0 {
		if found, ok := p.Words().Compare(languages[i], strings.ReplaceAll(c.Param("text"), "~", "/"), form); ok {
			return found, languages[i], nil
		}
	}
	return words.Compared{}, words.Language{}, fault.New(fault.NotFound, "there is no such text")
}
