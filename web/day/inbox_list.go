package day

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// listInbox lists one queue: of the user's own desk, of another desk, or of all other desks. The address
// says which, in codes.
func (p *pages) listInbox(c echo.Context, user identity.Caller) error {
	ctx := c.Request().Context()
	desk := casework.DeskID(c.QueryParam("desk"))
	chosen := queue.Name(c.QueryParam("queue"))
	if chosen != queue.Others && !slices.Contains(queue.Own(), chosen) {
		chosen = queue.All
	}
	query, address := queue.Query(p.Site, chosen, user), url.Values{}
	page := view.Inbox{Frame: p.Frame(c, ""), Own: true, DeskName: p.DeskName(user.Actor.Desk)}
	page.Section = "nav.inbox"
	switch {
	case desk != "" && desk != user.Actor.Desk:
		query = usecase.TaskQuery{}
		query.Filter.Desk = desk
		page.Own, page.DeskName = false, p.DeskName(desk)
		address.Set("desk", string(desk))
	case chosen == queue.Others:
		page.Own, page.DeskName, page.Tasks.Desks = false, "", true
		address.Set("queue", string(chosen))
	default:
		if chosen != queue.All {
			address.Set("queue", string(chosen))
		}
		page.Chips = p.queueChips(ctx, chosen, user)
		if say.MayAnswerAlike(user.Actor) {
			page.Alike = say.SheetsPath
		}
	}
	query.Paging = usecase.Paging{Cursor: c.QueryParam("cursor"), Limit: site.PageSize}
	found, err := p.Usecases.ListTasks(ctx, query)
	if say.Unreadable(err) {
		return err
	}
	page.Tasks.Order = view.Say("inbox.order")
	page.Tasks.Rows = p.reader(c, user).Rows(found.Rows, query.Cursor == "")
	place := queue.Place{Queue: chosen}
	if !page.Own && chosen != queue.Others {
		place.Desk = desk
	}
	place.Lead(page.Tasks.Rows)
	page.Paging = site.PagingOf("/inbox", address, len(found.Rows), query.Cursor, found.Next)
	if page.Own && chosen == queue.All {
		rows, failed := p.acted(c, user, found.Rows, page.Tasks.Rows)
		if failed != nil {
			return failed
		}
		page.Tasks.Rows = rows
	}
	if len(page.Tasks.Rows) == 0 {
		page.Empty = p.emptyQueue(ctx, chosen, page, err, user)
	}
	return p.Render(c, http.StatusOK, page)
}

// emptyQueue says why a queue has no rows.
func (p *pages) emptyQueue(ctx context.Context, chosen queue.Name, page view.Inbox, err error, user identity.Caller) *view.Empty {
	all := view.Say("empty.queue_next")
	switch {
	case err != nil && page.Own:
		why := say.NotShown(ctx, err, "/inbox")
		return &why
	case page.Paging.First != "":
		return &view.Empty{Why: view.NothingMatches, Text: view.Say("empty.past_end"), Next: view.Say("paging.first"), NextPath: page.Paging.First}
	case chosen == queue.Others:
		return &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.others")}
	case !page.Own:
		return &view.Empty{Why: view.NotYours, Text: view.Say("empty.desk"), Next: view.Say("inbox.own"), NextPath: "/inbox"}
	case chosen != queue.All:
		return &view.Empty{Why: view.NothingMatches, Text: view.Say("empty.queue"), Next: all, NextPath: queue.Path(queue.All, "")}
	case !p.everAsked(ctx, user):
		return &view.Empty{Why: view.NothingYet, Text: view.Say("empty.yet")}
	default:
		return &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.inbox")}
	}
}

// queueChips are the queues of the user's desk with their numbers.
func (p *pages) queueChips(ctx context.Context, chosen queue.Name, user identity.Caller) []view.Chip {
	var out []view.Chip
	for _, q := range queue.Own() {
		chip := view.Chip{Text: view.Say("queue." + string(q)), Path: queue.Path(q, ""), Now: q == chosen}
		if found := p.read(ctx, q, user); found.err == nil {
			chip.Number = numberOf(found)
		}
		out = append(out, chip)
	}
	return out
}
