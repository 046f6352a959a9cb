package wording

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// The fields of the form, and its ID.
const (
	fieldText   = "text"
	fieldNote   = "note"
	formPropose = "form-propose"
)

// showText shows a wording, with the form for a better one and what the user has proposed before.
func (p *pages) showText(c echo.Context, user identity.Caller) error {
	found, l, err := p.textOf(c)
	if err != nil {
		return err
	}
	path := textPath(found.Wording)
	drafts, err := p.Drafts(c, user, path)
	if err != nil {
		return err
	}
	action := path + "/propose"
	f := drafts.Form(action)
	page, err := p.textPage(c, user, found, l, f, nil)
	if err != nil {
		return err
	}
	page.Draft = drafts.View(action, formPropose, 0)
	return p.Render(c, http.StatusOK, page)
}

// textPage is the page of a wording with the form as it was typed.
func (p *pages) textPage(c echo.Context, user identity.Caller, found words.Compared, l words.Language, f site.SentForm, wrong say.Wrongs) (view.Wording, error) {
	mine, err := p.Usecases.ListWordings(c.Request().Context(), record.Wording{Language: l.Code, Key: found.Key, Form: found.Form})
	if err != nil {
		return view.Wording{}, err
	}
	path := textPath(found.Wording)
	page := view.Wording{
		Frame: p.Frame(c, "", say.NoticeLost, "draft.discarded", "wording.kept"), Action: path + "/propose", Key: f.Key(), Compared: found.Fingerprint(),
		Present: found.Text, English: found.English, Of: l, Back: say.WordsPath,
		Draft: view.Draft{Of: path + "/propose", Form: formPropose},
	}
	page.Path, page.Typing = path, &view.Draft{Of: page.Action, Form: formPropose}
	if page.Key == "" {
		page.Key = site.NewKey()
	}
	if numbers := l.Numbers(found.Form); len(numbers) > 0 {
		var all []view.Text
		for _, n := range numbers {
			all = append(all, view.Say("wording.number", n))
		}
		page.Numbers = view.Say("wording.numbers", all)
	}
	if places := found.Places(); len(places) > 0 {
		page.Places = view.Say("wording.places", strings.Join(places, " "))
	}
	typed := f.Get(fieldText)
	if !f.Has(fieldText) {
		typed = found.Text
	}
	page.Questions = []view.Question{
		{ID: fieldText, Name: fieldText, Kind: view.AskArea, Label: view.Say("wording.better"), Hint: view.Say("wording.better_hint"), Readers: view.Say("wording.readers"), Value: typed, Wrong: wrong[fieldText], Limit: office.MaxWording},
		{ID: fieldNote, Name: fieldNote, Kind: view.AskArea, Label: view.Say("wording.note"), Hint: view.Say("wording.note_hint"), Readers: view.Say("wording.readers"), Value: f.Get(fieldNote), Wrong: wrong[fieldNote], Limit: office.MaxWordingNote, Optional: true, Rows: 2},
	}
	page.Problems = say.ProblemsOf(page.Questions)
	page.Wrong = len(page.Problems) > 0
	r := say.For(p.Site, c, user)
	for _, one := range mine {
		page.Mine = append(page.Mine, view.ProposedWording{Text: one.Text, State: view.Named("wording_state", one.State), At: r.At(one.At)})
	}
	return page, nil
}
