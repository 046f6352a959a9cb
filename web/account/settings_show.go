package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// settingsPath is the path of the page of settings.
const settingsPath = "/account/settings"

// showSettings shows how the user wants the pages, and who stands in while the user is away.
func (p *pages) showSettings(c echo.Context, user identity.Caller) error {
	found, err := p.Usecases.ShowSettings(c.Request().Context())
	if err != nil {
		return err
	}
	return p.renderSettings(c, user, found, site.SentForm{}, nil, http.StatusOK)
}

// renderSettings shows the settings, with an absence as it was typed and what is wrong with it.
func (p *pages) renderSettings(c echo.Context, user identity.Caller, found office.Settings, f site.SentForm, wrong say.Wrongs, status int) error {
	r := say.For(p.Site, c, user)
	page := view.Settings{
		Frame: p.Frame(c, "settings", "settings.keys_on", "settings.keys_off", "settings.away_set", "settings.away_ended"),
		Keys:  found.Keys, Key: site.NewKey(), DeskName: p.DeskName(user.Actor.Desk),
	}
	page.Path = settingsPath
	if away := found.Away; away != nil {
		page.Away = view.Say("settings.away_now", r.At(away.From), r.At(away.Until), string(away.StandIn))
	}
	standIn := view.Question{
		ID: "stand_in", Name: "stand_in", Kind: view.AskSelect, Label: view.Say("settings.stand_in"), Hint: view.Say("settings.stand_in_hint"),
		Wrong: wrong["stand_in"], Answers: []view.Answer{{Text: view.Say("selected.choose")}},
	}
	for _, one := range found.Colleagues {
		standIn.Answers = append(standIn.Answers, view.Answer{Value: string(one), Plain: string(one), Chosen: f.Get("stand_in") == string(one)})
	}
	date := func(name string) view.Question {
		return view.Question{
			ID: name, Name: name, Kind: view.AskDate, Label: view.Say("settings." + name), Hint: view.Say("settings." + name + "_hint"),
			Date: say.DateParts(f, name), Wrong: wrong[name],
		}
	}
	page.Questions = []view.Question{date("from"), date("until"), standIn}
	page.Problems = say.ProblemsOf(page.Questions)
	page.Wrong, page.MayLeave = len(page.Problems) > 0, len(found.Colleagues) > 0
	return p.Render(c, status, page)
}
