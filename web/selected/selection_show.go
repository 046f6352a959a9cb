package selected

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/selection"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showSelection shows a set that was frozen: how many rows, since when, under which filters, and what can be
// done with them.
func (p *pages) showSelection(c echo.Context, user identity.Caller) error {
	if c.Request().URL.Path == doPath {
		if shown, err := p.showKept(c, user); shown {
			return err
		}
	}
	found, err := p.Usecases.ShowSelection(c.Request().Context(), c.Param("selection"))
	if err != nil {
		return err
	}
	r := p.reader(c, user)
	f := site.SentForm{Values: url.Values{"list": {string(found.List)}, "query": {found.Query}}}
	page := view.Selected{
		Frame: p.Frame(c, ""), Title: view.Count("selected.frozen."+string(found.List), len(found.Items)), Back: backTo(f),
		Lead: view.Say("selected.frozen_at", r.At(found.At), r.At(found.Expires)),
	}
	page.Section = sectionOf(f)
	items, err := selection.Parse(found.Items)
	if err != nil {
		return err
	}
	group := view.SelectedGroup{Title: view.Say("selected.rows"), Hint: p.filtersOf(r, found, user)}
	for _, item := range items[:min(len(items), rowsShown)] {
		row := view.SelectedRow{Ref: string(item.Case), Path: say.CasePath(item.Case)}
		if item.Task != "" {
			row.Path, row.Step = say.TaskPath(item.Case, item.Task), stepText(item.Task)
		}
		group.Rows = append(group.Rows, row)
	}
	if more := len(items) - rowsShown; more > 0 {
		group.More = view.Count("cases.more", more)
	}
	page.Groups = []view.SelectedGroup{group}
	if len(items) == 0 {
		page.Groups, page.Empty = nil, &view.Empty{Why: view.NothingMatches, Text: view.Say("selected.frozen_none"), Next: view.Say("selected.back"), NextPath: page.Back}
		return p.Render(c, http.StatusOK, page)
	}
	page.Choose = append(carried(f), view.Field{Name: "key", Value: site.NewKey()}, view.Field{Name: "selection", Value: found.ID})
	page.Acts = say.Acts(user.Actor)
	return p.Render(c, http.StatusOK, page)
}

// showKept shows the preview of an act again whose form was kept. It reports false if none was.
func (p *pages) showKept(c echo.Context, user identity.Caller) (bool, error) {
	kept, err := p.Drafts(c, user, doPath)
	f := kept.Form(doPath)
	if err != nil || len(f.Values) == 0 {
		return err != nil, err
	}
	items, err := selection.Parse(f.All("row"))
	if err != nil {
		return true, err
	}
	return true, p.renderPreview(c, user, f, items, preview{status: http.StatusOK, kept: kept})
}

// filtersOf says under which filters a set was frozen.
func (p *pages) filtersOf(r say.Reader, s record.Selection, user identity.Caller) view.Text {
	query, err := site.ReadQuery(s.Query)
	if err != nil {
		return view.Text{}
	}
	chips := queue.InCases(p.Site, r.Language, query, r.Now).Chips
	if s.List == record.InboxList {
		in := queue.InInbox(p.Site, query, user)
		chips = append([]view.Chip{{Text: view.Say("queue." + string(in.Queue))}}, in.Chips...)
	}
	var texts []view.Text
	for _, chip := range chips {
		texts = append(texts, chip.Text)
	}
	if len(texts) == 0 {
		return view.Say("selected.no_filters")
	}
	return view.Say("selected.filters", texts)
}
