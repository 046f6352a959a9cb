package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// listInbox lists one queue: of the user's own desk, of another desk, or of all other desks. The address
// says which, in codes.
func (p *Pages) listInbox(c echo.Context, user identity.Caller) error {
	ctx := c.Request().Context()
	desk := casework.DeskID(c.QueryParam("desk"))
	chosen := queue(c.QueryParam("queue"))
	if chosen != queueOthers && !slices.Contains(queues(), chosen) {
		chosen = queueAll
	}
	query, address := p.queryOf(chosen, user), url.Values{}
	page := view.Inbox{Frame: p.frame(c, ""), Own: true, DeskName: p.deskName(user.Actor.Desk)}
	page.Section = "nav.inbox"
	switch {
	case desk != "" && desk != user.Actor.Desk:
		query = usecase.TaskQuery{}
		query.Filter.Desk = desk
		page.Own, page.DeskName = false, p.deskName(desk)
		address.Set("desk", string(desk))
	case chosen == queueOthers:
		page.Own, page.DeskName, page.Tasks.Desks = false, "", true
		address.Set("queue", string(chosen))
	default:
		if chosen != queueAll {
			address.Set("queue", string(chosen))
		}
		page.Chips = p.queueChips(ctx, chosen, user)
	}
	query.Paging = usecase.Paging{Cursor: c.QueryParam("cursor"), Limit: pageSize}
	found, err := p.Usecases.ListTasks(ctx, query)
	if unreadable(err) {
		return err
	}
	page.Tasks.Order = view.Say("inbox.order")
	page.Tasks.Rows = p.reader(c, user).rows(found.Rows, query.Cursor == "")
	page.Paging = pagingOf("/inbox", address, len(found.Rows), query.Cursor, found.Next)
	if len(found.Rows) == 0 {
		page.Empty = p.emptyQueue(ctx, chosen, page, err, user)
	}
	return p.render(c, http.StatusOK, page)
}

// emptyQueue says why a queue has no rows.
func (p *Pages) emptyQueue(ctx context.Context, chosen queue, page view.Inbox, err error, user identity.Caller) *view.Empty {
	all := view.Say("empty.queue_next")
	switch {
	case err != nil && page.Own:
		why := p.notShown(ctx, err, "/inbox")
		return &why
	case page.Paging.First != "":
		return &view.Empty{Why: view.NothingMatches, Text: view.Say("empty.past_end"), Next: view.Say("paging.first"), NextPath: page.Paging.First}
	case chosen == queueOthers:
		return &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.others")}
	case !page.Own:
		return &view.Empty{Why: view.NotYours, Text: view.Say("empty.desk"), Next: view.Say("inbox.own"), NextPath: "/inbox"}
	case chosen != queueAll:
		return &view.Empty{Why: view.NothingMatches, Text: view.Say("empty.queue"), Next: all, NextPath: queuePath(queueAll, "")}
	case !p.everAsked(ctx, user):
		return &view.Empty{Why: view.NothingYet, Text: view.Say("empty.yet")}
	default:
		return &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.inbox")}
	}
}

// queueChips are the queues of the user's desk with their numbers.
func (p *Pages) queueChips(ctx context.Context, chosen queue, user identity.Caller) []view.Chip {
	var out []view.Chip
	for _, q := range queues() {
		chip := view.Chip{Text: view.Say("queue." + string(q)), Path: queuePath(q, ""), Now: q == chosen}
		if found := p.read(ctx, q, user); found.err == nil {
			chip.Number = numberOf(found)
		}
		out = append(out, chip)
	}
	return out
}
