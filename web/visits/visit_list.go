package visits

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// countLimit is how far the visits of a chip are counted.
const countLimit = 50

// listVisits lists the open visits of the user's desk, each with how she may be reached.
func (p *pages) listVisits(c echo.Context, user identity.Caller) error {
	ctx, r := c.Request().Context(), p.reader(c, user)
	page := view.Visits{Frame: p.Frame(c, ""), DeskName: p.DeskName(user.Actor.Desk)}
	page.Section = "nav.inbox"
	if !policy.EverAllowed(user.Actor, policy.SettleFollowUp) {
		page.Empty = &view.Empty{Why: view.NotYours, Text: view.Say("empty.visits_refused"), Next: view.Say("nav.day"), NextPath: "/day"}
		return p.Render(c, http.StatusOK, page)
	}
	now := queue.VisitsNamed(c.QueryParam("show"))
	for _, which := range queue.OfVisits() {
		query := queue.Visits(p.Site, which, user)
		query.Limit = countLimit
		found, err := p.Usecases.ListTasks(ctx, query)
		if err != nil {
			return err
		}
		page.Chips = append(page.Chips, view.Chip{
			Text: view.Say("visits.chip." + string(which)), Path: queue.VisitsOf(which), Now: which == now, Number: number(len(found.Rows), found.Next != nil),
		})
	}
	query := queue.Visits(p.Site, now, user)
	query.Paging = act.Paging{Limit: site.PageSize, Cursor: c.QueryParam("cursor")}
	found, err := p.Usecases.ListTasks(ctx, query)
	if err != nil {
		return err
	}
	for i, t := range found.Rows {
		row, err := r.visitRow(ctx, t)
		if err != nil {
			return err
		}
		row.First = i == 0
		page.Rows = append(page.Rows, row)
	}
	page.Order, page.Paging = view.Say("visits.order"), site.PagingOf(queue.VisitsPath, url.Values{"show": {string(now)}}, len(page.Rows), c.QueryParam("cursor"), found.Next)
	if len(page.Rows) == 0 {
		page.Empty = &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.visits_" + string(now))}
		if now != queue.VisitsAll {
			page.Empty.Next, page.Empty.NextPath = view.Say("empty.visits_next"), queue.VisitsOf(queue.VisitsAll)
		}
	}
	return p.Render(c, http.StatusOK, page)
}

// number writes how many there are, "" for none.
func number(n int, more bool) string {
	switch {
	case n == 0:
		return ""
	case more:
		return strconv.Itoa(n) + "+"
	default:
		return strconv.Itoa(n)
	}
}

// asksToReach reports whether a task asks to reach the survivor: the first call, or a visit.
func asksToReach(t record.TaskRow) bool {
	base := t.Step.Base()
	return base == casework.StepFollowUp || base == casework.StepSafetyCall
}

// isVisit reports whether a step is a visit of the schedule.
func isVisit(step casework.Step) bool { return step.Base() == casework.StepFollowUp }

func returnPath(ref casework.Ref) string  { return say.CasePath(ref) + "/return" }
func contactPath(ref casework.Ref) string { return say.CasePath(ref) + "/contact" }
