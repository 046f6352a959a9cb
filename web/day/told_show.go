package day

import (
	"context"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showTold shows the notices to the user's desk, newest first.
func (p *pages) showTold(c echo.Context, user identity.Caller) error {
	r := p.reader(c, user)
	found, err := p.Usecases.ListNotices(c.Request().Context(), act.Paging{Cursor: c.QueryParam("after"), Limit: site.PageSize})
	if err != nil {
		return err
	}
	page := view.Told{Frame: p.Frame(c, ""), DeskName: p.DeskName(user.Actor.Desk), Lines: r.told(found.Rows)}
	page.Section, page.Path = "nav.day", toldPath
	page.Paging = site.PagingOf(toldPath, url.Values{}, len(page.Lines), c.QueryParam("after"), found.Next)
	page.Paging.Shown = view.Count("told.lines", len(page.Lines))
	if len(page.Lines) == 0 {
		page.Empty = &view.Empty{Why: view.NothingYet, Text: view.Say("told.none")}
	}
	return p.Render(c, http.StatusOK, page)
}

// toldPart is the beginning of that list as a part of My day.
func (r reader) toldPart(ctx context.Context) view.ToldPart {
	found, err := r.Usecases.ListNotices(ctx, act.Paging{Limit: rowsOther})
	if err != nil {
		why := say.NotShown(ctx, err, "/day")
		return view.ToldPart{Empty: &why}
	}
	part := view.ToldPart{Lines: r.told(found.Rows)}
	if len(part.Lines) == 0 {
		part.Empty = &view.Empty{Why: view.NothingYet, Text: view.Say("told.none")}
	} else {
		part.All = toldPath
	}
	return part
}

// told writes notices: what, about which case or movement, and to whom above the desk it went.
func (r reader) told(all []record.Notice) []view.ToldLine {
	var out []view.ToldLine
	for _, n := range all {
		one := view.ToldLine{Text: view.Named("notice", n.Kind), At: r.At(n.CreatedAt)}
		if n.Level != "" && n.Level != casework.EscalationReminder {
			one.Above = view.Say("told.above", view.Named("level", n.Level))
		}
		switch {
		case n.Case != "" && n.Task != "":
			one.Ref, one.Path = string(n.Case), say.TaskPath(n.Case, n.Task)
		case n.Case != "":
			one.Ref, one.Path = string(n.Case), say.CasePath(n.Case)
		case n.Movement != "":
			one.Ref, one.Path = string(n.Movement), say.MovementPath(n.Movement)
		}
		out = append(out, one)
	}
	return out
}
