package wording

import (
	"net/http"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// mostFound is how many texts a search finds.
const mostFound = 50

// searchTexts lists the texts in which a sentence is found, in the language of the page or in English.
func (p *pages) searchTexts(c echo.Context, _ identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	wrong := say.Wrongs{}
	switch typed := f.Text(fieldSearch); {
	case typed == "":
		wrong[fieldSearch] = view.Say("wording.wrong.search")
	case utf8.RuneCountInString(typed) > searchLimit:
		wrong[fieldSearch] = view.Say("task.wrong.long", searchLimit)
	}
	page := p.listPage(c, f, wrong)
	page.Path = say.WordsPath // a link to another language cannot send the form again
	if page.Wrong {
		return p.Render(c, http.StatusUnprocessableEntity, page)
	}
	found, more := p.Words().Search(page.Language, f.Text(fieldSearch), mostFound)
	page.Rows, page.More = rows(found), more
	if len(found) == 0 {
		page.Empty = &view.Empty{Why: view.NothingMatches, Text: view.Say("wording.none_found")}
	} else {
		page.Lead = view.Count("wording.found", len(found))
	}
	return p.Render(c, http.StatusOK, page)
}
