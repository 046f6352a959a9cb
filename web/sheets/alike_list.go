package sheets

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The fields by which a form names a group of alike requests.
const (
	fieldStep     = "step"
	fieldDesk     = "desk"
	fieldCorridor = "corridor"
	fieldVersion  = "version"
)

// listAlike lists the groups of alike requests in the inbox of the user's desk.
func (p *pages) listAlike(c echo.Context, user identity.Caller) error {
	ctx := c.Request().Context()
	page := view.Alike{Frame: p.Frame(c, ""), DeskName: p.DeskName(user.Actor.Desk)}
	page.Section = "nav.inbox"
	groups, err := p.Usecases.ListAlike(ctx)
	if say.Unreadable(err) {
		return err
	}
	r := p.reader(c, user)
	for _, g := range groups {
		page.Groups = append(page.Groups, r.group(g, len(page.Groups) == 0))
	}
	switch {
	case err != nil:
		why := say.NotShown(ctx, err, say.SheetsPath)
		page.Empty = &why
	case len(groups) == 0:
		page.Empty = &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.alike"), Next: view.Say("task.inbox"), NextPath: "/inbox"}
	}
	return p.Render(c, http.StatusOK, page)
}

func (r reader) group(g tasks.Alike, first bool) view.AlikeGroup {
	out := view.AlikeGroup{
		Step: say.StepText(g.Step), Rules: r.rules(g.Host, g.Origin), Number: view.Count("sheet.group", g.Number), Oldest: r.At(g.Oldest),
		Age: view.Say("tasks.age", r.Age(r.User.Actor.Desk, g.Oldest, r.Now)), Action: say.SheetsPath, Key: site.NewKey(), First: first,
		Hidden: []view.Field{
			{Name: fieldStep, Value: string(g.Step)},
			{Name: fieldDesk, Value: string(g.Desk)},
			{Name: fieldCorridor, Value: g.Corridor},
			{Name: fieldVersion, Value: strconv.Itoa(g.Version)},
		},
	}
	if g.Overdue > 0 {
		out.Overdue = view.Count("sheet.group_overdue", g.Overdue)
	}
	return out
}
