package wording

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// mostListed is how many texts one page lists.
const mostListed = 300

// listTexts lists the texts of the page that the user comes from, and asks for what to search.
func (p *pages) listTexts(c echo.Context, user identity.Caller) error {
	page := p.listPage(c, site.SentForm{}, nil)
	of := c.QueryParam(ofPage)
	found := p.Words().CompareAll(page.Language, p.TextsOn(user.Actor.Account, of))
	if len(found) == 0 {
		page.Empty = &view.Empty{Why: view.NothingYet, Text: view.Say("wording.no_page")}
		return p.Render(c, http.StatusOK, page)
	}
	page.Lead = view.Say("wording.of_page")
	page.Rows, page.More = rows(found[:min(len(found), mostListed)]), len(found) > mostListed
	return p.Render(c, http.StatusOK, page)
}

// fieldSearch is the field for a sentence that is searched for. A sentence that was copied from a page may
// have a name in it, so it is sent in a form and stands in no address.
const (
	fieldSearch = "sentence"
	searchLimit = 200
)

func (p *pages) listPage(c echo.Context, f site.SentForm, wrong say.Wrongs) view.Wordings {
	page := view.Wordings{Frame: p.Frame(c, ""), Action: say.WordsPath}
	page.Search = view.Question{
		ID: fieldSearch, Name: fieldSearch, Kind: view.AskText, Label: view.Say("wording.search"), Hint: view.Say("wording.search_hint"),
		Value: f.Get(fieldSearch), Wrong: wrong[fieldSearch], Limit: searchLimit,
	}
	page.Problems = say.ProblemsOf([]view.Question{page.Search})
	page.Wrong = len(page.Problems) > 0
	return page
}

func rows(found []words.Compared) []view.WordingLine {
	out := make([]view.WordingLine, len(found))
	for i, one := range found {
		out[i] = view.WordingLine{Present: one.Text, English: one.English, Path: textPath(one.Wording)}
	}
	return out
}
