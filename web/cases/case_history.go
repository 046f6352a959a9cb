package cases

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// showHistory shows what has happened in a case, newest first, a page at a time.
func (p *pages) showHistory(c echo.Context, user identity.Caller) error {
	ctx, ref, r := c.Request().Context(), casework.Ref(c.Param("case")), p.reader(c, user)
	found, err := p.Usecases.ShowCase(ctx, ref)
	if err != nil {
		return err
	}
	history, err := p.Usecases.ShowTimeline(ctx, ref, false, act.Paging{Cursor: c.QueryParam("after")})
	if err != nil {
		return err
	}
	page := view.CaseHistory{Frame: p.Frame(c, ""), Head: r.Head(found, say.CaseHistory), Paging: paging(c, len(history.Rows), "case.lines", history.Next)}
	page.Section = "nav.cases"
	for _, e := range history.Rows {
		page.Events = append(page.Events, r.Event(e))
	}
	return p.Render(c, http.StatusOK, page)
}

// paging says how many lines of a list are shown, and leads to the next ones.
func paging(c echo.Context, shown int, key string, next *record.Cursor) view.Paging {
	out, path := view.Paging{Shown: view.Count(key, shown)}, c.Request().URL.Path
	if c.QueryParam("after") != "" {
		out.First = path
	}
	if next != nil {
		out.Next = path + "?after=" + next.String()
	}
	return out
}
