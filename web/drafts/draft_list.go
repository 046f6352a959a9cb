package drafts

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// listDrafts lists the user's unfinished forms, the one that was kept last first.
func (p *pages) listDrafts(c echo.Context, user identity.Caller) error {
	page := view.Unfinished{Frame: p.Frame(c, "", "draft.discarded")}
	page.Section = "nav.day"
	if policy.EverAllowed(user.Actor, policy.ShowDrafts) {
		found, err := p.Usecases.ListDrafts(c.Request().Context())
		if err != nil {
			return err
		}
		r := p.reader(c, user)
		for _, d := range found {
			page.Rows = append(page.Rows, view.UnfinishedForm{
				Text: draftText(d), Path: d.Page, Kept: view.Say("draft.kept_on", r.At(d.KeptAt)), Drop: view.Draft{Of: d.Form}.Drop(),
			})
		}
	}
	if len(page.Rows) == 0 {
		page.Empty = &view.Empty{Why: view.NothingYet, Text: view.Say("draft.none"), Next: view.Say("nav.day"), NextPath: "/day"}
	}
	return p.Render(c, http.StatusOK, page)
}

// draftText names the form of a draft.
func draftText(d office.Draft) view.Text {
	switch {
	case d.Case != "":
		return view.Say("draft.of_case", string(d.Case))
	case d.Form == say.SearchPath:
		return view.Say("draft.of_search")
	case d.Form == say.OpenPath:
		return view.Say("draft.of_opening")
	case strings.HasPrefix(d.Form, say.SelectedPath+"/"):
		return view.Say("draft.of_selected")
	case d.Form == say.EmergencyPath:
		return view.Say("draft.of_emergency")
	case strings.HasPrefix(d.Form, say.MovementsPath+"/"):
		return view.Say("draft.of_movement")
	case strings.HasPrefix(d.Form, say.SheetsPath+"/"):
		return view.Say("draft.of_sheet")
	case strings.HasPrefix(d.Form, say.WordsPath+"/"):
		return view.Say("draft.of_words")
	default:
		return view.Say("draft.of_other")
	}
}
