package cases

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// waitsShown is how many of the open requests of a case its row names.
const waitsShown = 2

// listCases lists the cases that the user may see, by the filters in the address.
func (p *pages) listCases(c echo.Context, user identity.Caller) error {
	ctx, r := c.Request().Context(), p.reader(c, user)
	page := view.Cases{Frame: p.Frame(c, ""), Order: view.Say("cases.order"), MaySearch: say.MaySearch(user.Actor)}
	page.Section = "nav.cases"
	filter, fields, chips, address := p.filterCases(page.Language, c.QueryParams(), r.Now)
	page.Filters, page.Chips = fields, chips
	page.Unfolded = !strings.Contains(c.Request().UserAgent(), "Mobi") // on a phone the list comes first
	cursor := c.QueryParam("cursor")
	found, err := p.Usecases.ListCases(ctx, filter, usecase.Paging{Cursor: cursor, Limit: site.PageSize})
	if say.Unreadable(err) {
		return err
	}
	waits, waitsErr := p.waitsOf(ctx, found.Rows)
	if say.Unreadable(waitsErr) {
		return waitsErr
	}
	for _, row := range found.Rows {
		page.Rows = append(page.Rows, r.caseLine(row, waits[row.Ref]))
	}
	page.Paging = site.PagingOf(say.CasesPath, address, len(page.Rows), cursor, found.Next)
	if len(page.Rows) == 0 {
		page.Empty = p.noCases(ctx, page, err)
	}
	return p.Render(c, http.StatusOK, page)
}

// waitsOf reads the open requests of cases, as far as the user may see them.
func (p *pages) waitsOf(ctx context.Context, rows []record.CaseSummary) (map[casework.Ref][]usecase.Task, error) {
	out := map[casework.Ref][]usecase.Task{}
	refs := make([]casework.Ref, len(rows))
	for i, row := range rows {
		refs[i] = row.Ref
	}
	if len(refs) == 0 {
		return out, nil
	}
	found, err := p.Usecases.ListTasks(ctx, usecase.TaskQuery{
		Filter: record.TaskFilter{Cases: refs}, Everywhere: true, Paging: usecase.Paging{Limit: record.MaxLimit},
	})
	for _, t := range found.Rows {
		out[t.Case] = append(out[t.Case], t)
	}
	return out, err
}

func (r reader) caseLine(c record.CaseSummary, waits []usecase.Task) view.CaseLine {
	line := view.CaseLine{
		Person: view.Person{Ref: string(c.Ref), Path: say.CasePath(c.Ref), Origin: string(c.Origin), Badges: say.PersonBadges(c.Minor, c.Deceased)},
		Stage:  view.Named("stage", c.Stage), Since: r.At(c.OpenedAt), Age: r.Ago(r.User.Actor.Desk, c.OpenedAt), Clock: r.caseClock(c, waits),
	}
	for _, t := range waits[:min(waitsShown, len(waits))] {
		line.Waits = append(line.Waits, view.OpenRequest{Step: view.Named("step", t.Step), Desk: r.DeskName(t.Desk), Path: say.TaskPath(t.Case, t.ID)})
	}
	if more := len(waits) - waitsShown; more > 0 {
		line.More = view.Count("cases.more", more)
	}
	if c.Overdue > 1 && line.Clock.State == view.ClockRed {
		line.Hint = view.Count("day.overdue_of", c.Overdue)
	}
	return line
}

// dueSoon is how near a date must be for the clock of a case to be amber.
const dueSoon = 48 * time.Hour

// caseClock says how the clock of a case stands: that of the request that is due first, in the working
// days of its desk if the user sees the request.
func (r reader) caseClock(c record.CaseSummary, waits []usecase.Task) view.Clock {
	switch {
	case c.EndedAt != nil:
		return view.Clock{State: view.ClockNone, Text: view.Say("cases.closed")}
	case c.Paused != nil:
		return view.Clock{State: view.ClockStill, Text: say.StillText(c.Paused)}
	case c.NextDue == nil:
		return view.Clock{State: view.ClockNone, Text: view.Say("cases.quiet")}
	}
	desk := r.User.Actor.Desk
	for _, t := range waits {
		if t.Due != nil && t.Due.Equal(*c.NextDue) {
			desk = t.Desk
		}
	}
	if c.NextDue.Before(r.Now) {
		return r.Late(desk, *c.NextDue)
	}
	clock := r.InTime(desk, *c.NextDue)
	if c.NextDue.Sub(r.Now) < dueSoon {
		clock.State = view.ClockAmber
	}
	return clock
}

// noCases says why the list has no rows.
func (p *pages) noCases(ctx context.Context, page view.Cases, err error) *view.Empty {
	switch {
	case err != nil:
		why := say.NotShown(ctx, err, say.CasesPath)
		why.Text = view.Say("empty.cases_refused")
		return &why
	case page.Paging.First != "":
		return &view.Empty{Why: view.NothingMatches, Text: view.Say("empty.past_end"), Next: view.Say("paging.first"), NextPath: page.Paging.First}
	case len(page.Chips) > 0:
		return &view.Empty{Why: view.NothingMatches, Text: view.Say("empty.cases_filter"), Next: view.Say("empty.cases_filter_next"), NextPath: say.CasesPath}
	default:
		return &view.Empty{Why: view.NothingYet, Text: view.Say("empty.cases")}
	}
}
