package day

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// How many rows of a queue My day shows; the rest is one link away.
const (
	rowsNow   = 10
	rowsOther = 5
)

// showDay shows what waits for the user, and whom the user waits for. A part that cannot be read does
// not keep the others from being shown; if the first one cannot, the page fails.
func (p *pages) showDay(c echo.Context, user identity.Caller) error {
	ctx, r := c.Request().Context(), p.reader(c, user)
	first := p.read(ctx, queue.Now, user)
	if say.Unreadable(first.err) {
		return first.err
	}
	page := view.Day{Frame: p.Frame(c, "", readDone), Today: r.At(r.Now), MayApprove: say.MayApprove(user.Actor), MaySearch: say.MaySearch(user.Actor), MayOpen: say.MayOpen(user.Actor), MayUpload: say.MayUpload(user.Actor)}
	page.MayMove, page.MayBreak = policy.EverAllowed(user.Actor, policy.ListMovements), policy.EverAllowed(user.Actor, policy.BreakTheGlass)
	page.Section, page.Visits = "nav.day", say.Visits(user.Actor)
	if drafts, err := p.Usecases.ListDrafts(ctx); err == nil {
		page.Drafts = len(drafts)
	}
	order := view.Say("day.order_due")
	part := func(q queue.Name, found counted, show int, empty view.Empty) view.Part {
		page.Tiles = append(page.Tiles, tileOf(q, found))
		return r.part(ctx, q, found, show, order, empty)
	}
	page.Now = part(queue.Now, first, rowsNow, p.nothingNow(ctx, first, user))
	page.Returned = part(queue.Returned, p.read(ctx, queue.Returned, user), rowsOther, view.Empty{Why: view.NothingLeft, Text: view.Say("empty.returned")})
	page.Week = part(queue.Week, p.read(ctx, queue.Week, user), rowsOther, view.Empty{Why: view.NothingLeft, Text: view.Say("empty.week")})
	page.Tiles = append(page.Tiles, tileOf(queue.All, p.read(ctx, queue.All, user)))
	others := p.read(ctx, queue.Others, user)
	page.Tiles = append(page.Tiles, tileOf(queue.Others, others))
	page.Others = r.others(ctx, others)
	if page.MayApprove {
		var tile view.Tile
		page.Approvals, tile = r.approvals(ctx)
		page.Tiles = append(page.Tiles, tile)
	}
	var ends view.Tile
	page.Endings, ends = r.endingsPart(ctx)
	page.Tiles, page.Told = append(page.Tiles, ends), r.toldPart(ctx)
	return p.Render(c, http.StatusOK, page)
}

// nothingNow tells a desk that has never been asked from one that has nothing left for today.
func (p *pages) nothingNow(ctx context.Context, found counted, user identity.Caller) view.Empty {
	left := view.Empty{Why: view.NothingLeft, Text: view.Say("empty.left"), Next: view.Say("empty.queue_next"), NextPath: queue.Path(queue.All, "")}
	if len(found.tasks) > 0 || p.everAsked(ctx, user) {
		return left
	}
	return view.Empty{Why: view.NothingYet, Text: view.Say("empty.yet"), Next: view.Say("nav.help"), NextPath: "/help"}
}

func tileOf(q queue.Name, found counted) view.Tile {
	tile := view.Tile{Number: len(found.tasks), More: found.more, Text: view.Say("queue." + string(q)), Path: queue.Path(q, "")}
	for _, t := range found.tasks {
		tile.Red = tile.Red || t.Overdue > 0
	}
	return tile
}

// part is the beginning of a queue as a part of a page.
func (r reader) part(ctx context.Context, q queue.Name, found counted, show int, order view.Text, empty view.Empty) view.Part {
	switch {
	case found.err != nil:
		why := say.NotShown(ctx, found.err, "/day")
		return view.Part{Empty: &why}
	case len(found.tasks) == 0:
		return view.Part{Empty: &empty}
	}
	shown := found.tasks[:min(show, len(found.tasks))]
	part := view.Part{Tasks: view.Tasks{Order: order, Rows: r.Rows(shown, q == queue.Now)}}
	queue.Place{Queue: q}.Lead(part.Tasks.Rows)
	if len(shown) < len(found.tasks) || found.more {
		part.Count = view.Say("day.of", len(shown), numberOf(found))
		part.All, part.AllPath = view.Say("day.all"), queue.Path(q, "")
	}
	return part
}
