package web

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// waitsShown is how many of the open requests of a case its row names.
const waitsShown = 2

// listCases lists the cases that the user may see, by the filters in the address.
func (p *Pages) listCases(c echo.Context, user identity.Caller) error {
	ctx, now := c.Request().Context(), p.Usecases.Now()
	page := view.Cases{Frame: p.frame(c, ""), Order: view.Say("cases.order")}
	page.Section = "nav.cases"
	filter, fields, chips, address := p.filterCases(page.Language, c.QueryParams(), now)
	page.Filters, page.Chips = fields, chips
	cursor := c.QueryParam("cursor")
	found, err := p.Usecases.ListCases(ctx, filter, usecase.Paging{Cursor: cursor, Limit: pageSize})
	if unreadable(err) {
		return err
	}
	waits, waitsErr := p.waitsOf(ctx, found.Rows)
	if unreadable(waitsErr) {
		return waitsErr
	}
	zone := p.zoneOf(user)
	for _, row := range found.Rows {
		page.Rows = append(page.Rows, p.caseLine(row, waits[row.Ref], user, now, zone))
	}
	page.Paging = pagingOf(casesPath, address, len(page.Rows), cursor, found.Next)
	if len(page.Rows) == 0 {
		page.Empty = p.noCases(ctx, page, err)
	}
	return p.render(c, http.StatusOK, page)
}

// waitsOf reads the open requests of cases, as far as the user may see them.
func (p *Pages) waitsOf(ctx context.Context, rows []record.CaseSummary) (map[casework.Ref][]usecase.Task, error) {
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

func (p *Pages) caseLine(c record.CaseSummary, waits []usecase.Task, user identity.Caller, now time.Time, zone *time.Location) view.CaseLine {
	line := view.CaseLine{
		Person: view.Person{Ref: string(c.Ref), Path: casePath(c.Ref), Origin: string(c.Origin), Badges: personBadges(c.Minor, c.Deceased)},
		Stage:  view.Named("stage", c.Stage), Since: view.Moment{At: c.OpenedAt, Zone: zone},
		Age: view.Say("tasks.age", p.age(user.Actor.Desk, c.OpenedAt, now)), Clock: p.caseClock(c, user.Actor.Desk, now),
	}
	for _, t := range waits[:min(waitsShown, len(waits))] {
		line.Waits = append(line.Waits, view.OpenRequest{Step: view.Named("step", t.Step), Desk: p.deskName(t.Desk), Path: taskPath(t.Case, t.ID)})
	}
	if more := len(waits) - waitsShown; more > 0 {
		line.More = view.Count("cases.more", more)
	}
	if c.Overdue > 0 && line.Clock.State == view.ClockRed {
		line.Hint = view.Count("day.overdue_of", c.Overdue)
	}
	return line
}

// dueSoon is how near a date must be for the clock of a case to be amber.
const dueSoon = 48 * time.Hour

// caseClock says how the clock of a case stands: that of the request that is due first.
func (p *Pages) caseClock(c record.CaseSummary, desk casework.DeskID, now time.Time) view.Clock {
	switch {
	case c.EndedAt != nil:
		return view.Clock{State: view.ClockNone, Text: view.Say("cases.closed")}
	case c.Paused != nil:
		return view.Clock{State: view.ClockStill, Text: stillText(c.Paused)}
	case c.NextDue == nil:
		return view.Clock{State: view.ClockNone, Text: view.Say("cases.quiet")}
	case c.NextDue.Before(now):
		return view.Clock{State: view.ClockRed, Text: view.Say("clock.overdue", p.age(desk, *c.NextDue, now))}
	case c.NextDue.Sub(now) < dueSoon:
		return view.Clock{State: view.ClockAmber, Text: view.Say("clock.due", p.age(desk, now, *c.NextDue))}
	default:
		return view.Clock{State: view.ClockGreen, Text: view.Say("clock.due", p.age(desk, now, *c.NextDue))}
	}
}

// noCases says why the list has no rows.
func (p *Pages) noCases(ctx context.Context, page view.Cases, err error) *view.Empty {
	switch {
	case err != nil:
		why := p.notShown(ctx, err, casesPath)
		why.Text = view.Say("empty.cases_refused")
		return &why
	case page.Paging.First != "":
		return &view.Empty{Why: view.NothingMatches, Text: view.Say("empty.past_end"), Next: view.Say("paging.first"), NextPath: page.Paging.First}
	case len(page.Chips) > 0:
		return &view.Empty{Why: view.NothingMatches, Text: view.Say("empty.cases_filter"), Next: view.Say("empty.cases_filter_next"), NextPath: casesPath}
	default:
		return &view.Empty{Why: view.NothingYet, Text: view.Say("empty.cases")}
	}
}
