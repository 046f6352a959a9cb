package cases

import (
	"context"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// listCases lists the cases that the user may see, by the filters in the address.
func (p *pages) listCases(c echo.Context, user identity.Caller) error {
	ctx, r := c.Request().Context(), p.reader(c, user)
	page := view.Cases{Frame: p.Frame(c, "", say.ViewNotices()...), Order: view.Say("cases.order"), MaySearch: say.MaySearch(user.Actor)}
	page.Section = "nav.cases"
	list := queue.InCases(p.Site, page.Language, c.QueryParams(), r.Now)
	if list.Dropped {
		return c.Redirect(http.StatusSeeOther, site.Address(say.CasesPath, list.Address, ""))
	}
	if list.Unknown != "" {
		return act.InvalidFilter[string](list.Unknown, act.FieldNotListed)
	}
	page.Filters, page.Chips = list.Fields, list.Chips
	page.Unfolded = !strings.Contains(c.Request().UserAgent(), "Mobi") // on a phone the list comes first
	cursor := c.QueryParam("cursor")
	found, err := p.Usecases.ListCases(ctx, list.Filter, act.Paging{Cursor: cursor, Limit: site.PageSize})
	if say.Unreadable(err) {
		return err
	}
	waits, waitsErr := p.waitsOf(ctx, found.Rows)
	if say.Unreadable(waitsErr) {
		return waitsErr
	}
	gates, gatesErr := p.Usecases.ListNextGates(ctx, refsOf(found.Rows))
	if say.Unreadable(gatesErr) {
		return gatesErr
	}
	for _, row := range found.Rows {
		page.Rows = append(page.Rows, r.caseLine(row, waits[row.Ref], gates))
	}
	lead(page.Rows, list.Address)
	open := list.Address
	if err == nil {
		if page.Saved, open, err = r.SavedOf(c, record.CaseList, say.CasesPath, list.Address); err != nil {
			return err
		}
		if page.Number, err = p.numberOf(ctx, list, len(page.Rows)); err != nil {
			return err
		}
	}
	page.Path = site.Address(say.CasesPath, open, cursor)
	page.Paging = site.PagingOf(say.CasesPath, open, len(page.Rows), cursor, found.Next)
	if len(page.Rows) > 0 {
		page.Select = r.Selectable(record.CaseList, say.CasesPath, list.Address, page.Number.Matching)
		page.Problems = say.NothingTicked(c, "row-1")
	} else {
		page.Empty = p.noCases(ctx, page, err)
	}
	if page.Saved != nil {
		page.Problems = append(page.Problems, say.ProblemsOf([]view.Question{page.Saved.Name})...)
	}
	page.Wrong = len(page.Problems) > 0
	return p.Render(c, http.StatusOK, page)
}

// numberOf says how many of how many cases are shown: of those under the filters, and of all.
func (p *pages) numberOf(ctx context.Context, list queue.CaseList, shown int) (view.Number, error) {
	count, err := p.Usecases.CountCases(ctx, list.Filter)
	if err != nil {
		return view.Number{}, err
	}
	out := view.Number{Matching: count.Matching, Text: view.Say("filter.shown_of", shown, atMost(count.All))}
	if len(list.Chips) > 0 && count.Matching > shown {
		out.Text = view.Say("filter.shown_of_matching", shown, atMost(count.Matching), atMost(count.All))
	}
	return out, nil
}

// atMost writes a number that was counted up to a limit.
func atMost(n int) any {
	if n >= record.MostCounted {
		return view.Say("filter.or_more", n)
	}
	return n
}

// waitsOf reads the open requests of cases, as far as the user may see them.
func (p *pages) waitsOf(ctx context.Context, rows []record.CaseSummary) (map[casework.Ref][]visible.Task, error) {
	out, refs := map[casework.Ref][]visible.Task{}, refsOf(rows)
	if len(refs) == 0 {
		return out, nil
	}
	found, err := p.Usecases.ListTasks(ctx, tasks.Query{
		Filter: record.TaskFilter{Cases: refs}, Everywhere: true, Paging: act.Paging{Limit: record.MaxLimit},
	})
	for _, t := range found.Rows {
		out[t.Case] = append(out[t.Case], t)
	}
	return out, err
}

func refsOf(rows []record.CaseSummary) []casework.Ref {
	refs := make([]casework.Ref, len(rows))
	for i, row := range rows {
		refs[i] = row.Ref
	}
	return refs
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
