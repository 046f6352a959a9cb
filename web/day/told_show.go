package day

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showTold shows the notices to the user's desk, newest first.
func (p *pages) showTold(c echo.Context, user identity.Caller) error {
	r := p.reader(c, user)
	found, err := p.Usecases.ListNotices(c.Request().Context(), office.NoticeQuery{Paging: act.Paging{Cursor: c.QueryParam("after"), Limit: site.PageSize}})
	if err != nil {
		return err
	}
	page := view.Told{Frame: p.Frame(c, "", readDone), DeskName: p.DeskName(user.Actor.Desk), Lines: r.told(found.Rows, toldPath), All: readingOf(found.Rows, toldPath)}
	page.Section, page.Path = "nav.day", toldPath
	page.Paging = site.PagingOf(toldPath, url.Values{}, len(page.Lines), c.QueryParam("after"), found.Next)
	page.Paging.Shown = view.Count("told.lines", len(page.Lines))
	if len(page.Lines) == 0 {
		page.Empty = &view.Empty{Why: view.NothingYet, Text: view.Say("told.none")}
	}
	return p.Render(c, http.StatusOK, page)
}

// toldPart is the notices that the user's desk has to read as a part of My day, urgent ones first.
func (r reader) toldPart(ctx context.Context) view.ToldPart {
	part := view.ToldPart{All: toldPath}
	rows, err := r.unread(ctx)
	if err != nil {
		why := say.NotShown(ctx, err, "/day")
		return view.ToldPart{Empty: &why}
	}
	if part.Lines = r.told(rows, "/day"); len(rows) == 0 {
		part.Empty = &view.Empty{Why: view.NothingLeft, Text: view.Say("told.none_unread")}
	}
	if len(rows) > 1 {
		part.Read = readingOf(rows, "/day")
	}
	return part
}

// unread returns the first notices that the user's desk has to read: urgent ones first, then the newest.
func (r reader) unread(ctx context.Context) ([]office.Notice, error) {
	urgent, err := r.Usecases.ListNotices(ctx, office.NoticeQuery{Unread: new(true), Urgent: new(true), Paging: act.Paging{Limit: rowsOther}})
	if err != nil || len(urgent.Rows) == rowsOther {
		return urgent.Rows, err
	}
	all, err := r.Usecases.ListNotices(ctx, office.NoticeQuery{Unread: new(true), Paging: act.Paging{Limit: 2 * rowsOther}})
	calm := slices.DeleteFunc(all.Rows, func(n office.Notice) bool { return n.Urgent })
	return append(urgent.Rows, calm[:min(len(calm), rowsOther-len(urgent.Rows))]...), err
}

// readingOf is the form that confirms that all unread ones of these notices were read; nil if there is none.
func readingOf(rows []office.Notice, back string) *view.Reading {
	var ids []string
	for _, n := range rows {
		if n.ReadAt == nil && n.DueAt != nil && n.StoppedAt == nil {
			ids = append(ids, strconv.FormatInt(n.ID, 10))
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return &view.Reading{Action: readPath, Key: site.NewKey(), IDs: strings.Join(ids, " "), Back: back}
}
