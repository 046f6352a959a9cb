package say

import (
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/record"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// ViewsPath is where the forms of saved views are sent.
const ViewsPath = "/desk/views"

// ViewNotices lists the notices of what was done to a saved view.
func ViewNotices() []string { return []string{"views.saved", "views.changed", "views.removed"} }

// SavedOf returns the saved views of a list, with the one that is open by the address. address has the
// filters that are on; it is returned with the open view, for the links of the list. A view that is not
// the reader's to open is not open.
func (r Reader) SavedOf(c echo.Context, list record.ListName, path string, address url.Values) (*view.Saved, url.Values, error) {
	found, err := r.Usecases.ListViews(c.Request().Context(), list)
	if err != nil {
		return nil, address, err
	}
	with := url.Values{}
	for key := range address {
		with.Set(key, address.Get(key))
	}
	out := &view.Saved{Action: ViewsPath, List: string(list), Query: address.Encode(), Key: site.NewKey()}
	for _, v := range found {
		one := view.SavedView{ID: v.ID, Name: v.Name, Path: pathOfView(path, v.ID, v.Query), Shared: v.Shared, Mine: v.Mine}
		if v.ID == c.QueryParam("view") {
			one.Now = true
			out.Open, out.Changed, out.Discard = &one, v.Query != out.Query, one.Path
			with.Set("view", v.ID)
		}
		out.Views = append(out.Views, one)
	}
	wrong := Wrongs{}
	if why := c.QueryParam("name"); slices.Contains([]string{"missing", "long", "many"}, why) {
		wrong["name"] = view.Say("views.wrong." + why)
	}
	out.Name = view.Question{
		ID: "view-name", Name: "name", Kind: view.AskText, Label: view.Say("views.name"), Hint: view.Say("views.name_hint"), Limit: 60, Wrong: wrong["name"],
	}
	out.Shared = view.Question{
		ID: "view-shared", Name: "shared", Kind: view.AskSeveral, Label: view.Say("views.owner"),
		Answers: []view.Answer{{Value: "yes", Text: view.Say("views.shared", r.DeskName(r.User.Actor.Desk))}},
	}
	return out, with, nil
}

// pathOfView is the path of a list with the filters of a view.
func pathOfView(path, id, query string) string {
	return path + "?" + strings.TrimPrefix(query+"&view="+url.QueryEscape(id), "&")
}

// Selectable is what a list with boxes before its rows needs; nil for an officer who is offered no act.
// matching is how many rows the filters have.
func (r Reader) Selectable(list record.ListName, path string, address url.Values, matching int) *view.Selectable {
	acts := Acts(r.User.Actor)
	if len(acts) == 0 {
		return nil
	}
	out := &view.Selectable{List: string(list), Query: address.Encode(), Key: site.NewKey(), Acts: acts, Path: path, All: view.Say("selected.all")}
	if matching > 0 && matching < record.MostCounted {
		out.All = view.Count("selected.all_of", matching)
	}
	return out
}

// NothingTicked is the problem of a form that was sent without a ticked row; first is the ID of the first
// box. It is empty if the address does not say so.
func NothingTicked(c echo.Context, first string) []view.Problem {
	if c.QueryParam("ticked") != "none" {
		return nil
	}
	return []view.Problem{{Text: view.Say("selected.none_ticked"), To: first}}
}
