package day

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// listInbox lists one queue: of the user's own desk, of another desk, or of all other desks. The address
// says which, in codes.
func (p *pages) listInbox(c echo.Context, user identity.Caller) error {
	ctx, r := c.Request().Context(), p.reader(c, user)
	in := queue.InInbox(p.Site, c.QueryParams(), user)
	if in.Dropped {
		return c.Redirect(http.StatusSeeOther, site.Address(queue.InboxPath, in.Address, ""))
	}
	page := view.Inbox{Frame: p.Frame(c, "", say.ViewNotices()...), Own: in.OfOwnDesk(), DeskName: p.DeskName(user.Actor.Desk), Filters: in.Chips}
	page.Section = "nav.inbox"
	switch {
	case in.Desk != "":
		page.DeskName = p.DeskName(in.Desk)
	case in.Queue == queue.Others:
		page.DeskName, page.Tasks.Desks = "", true
	default:
		page.Chips = p.queueChips(ctx, in.Queue, user)
		if say.MayAnswerAlike(user.Actor) {
			page.Alike = say.SheetsPath
		}
	}
	cursor := c.QueryParam("cursor")
	query := in.Query
	query.Paging = act.Paging{Cursor: cursor, Limit: site.PageSize}
	found, err := p.Usecases.ListTasks(ctx, query)
	if say.Unreadable(err) {
		return err
	}
	page.Tasks.Order = view.Say("inbox.order")
	page.Tasks.Rows = r.Rows(found.Rows, cursor == "")
	place := queue.Place{Queue: in.Queue, Desk: in.Desk}
	place.Lead(page.Tasks.Rows)
	open := in.Address
	if err == nil {
		if err := p.fillTools(c, r, in, &page); err != nil {
			return err
		}
		if page.Saved, open, err = r.SavedOf(c, record.InboxList, queue.InboxPath, in.Address); err != nil {
			return err
		}
	}
	page.Path = site.Address(queue.InboxPath, open, cursor)
	page.Paging = site.PagingOf(queue.InboxPath, open, len(found.Rows), cursor, found.Next)
	if page.Own && len(in.Chips) == 0 {
		rows, failed := p.acted(c, user, found.Rows, page.Tasks.Rows)
		if failed != nil {
			return failed
		}
		page.Tasks.Rows = rows
	}
	if len(page.Tasks.Rows) == 0 {
		page.Empty = p.emptyQueue(ctx, in.Queue, page, err, user)
	}
	page.Problems = append(page.Problems, say.ProblemsOf(savedQuestions(page.Saved))...)
	page.Wrong = len(page.Problems) > 0
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
	case len(page.Filters) > 0:
		return &view.Empty{Why: view.NothingMatches, Text: view.Say("empty.queue"), Next: all, NextPath: queue.Path(queue.All, "")}
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
