package visits

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/aftercare"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// showReturn shows the time after the return of one person.
func (p *pages) showReturn(c echo.Context, user identity.Caller) error {
	ctx, ref, r := c.Request().Context(), casework.Ref(c.Param("case")), p.reader(c, user)
	of, err := p.Usecases.ShowCase(ctx, ref)
	if err != nil {
		return err
	}
	found, err := p.Usecases.ShowReintegration(ctx, ref)
	if err != nil {
		return err
	}
	page := view.Return{Frame: p.Frame(c, ""), Head: r.Head(of, say.CaseReturn)}
	page.Section, page.Path = "nav.cases", returnPath(ref)
	if page.Banner, err = r.ReceiptBanner(c); err != nil {
		return err
	}
	if len(found.FollowUps)+len(found.Plans) == 0 && !planOpen(of) && (len(found.Visits) == 0 || found.Visits[0].Opens.IsZero()) {
		page.Empty = &view.Empty{Why: view.NothingYet, Text: view.Say("empty.return"), Next: view.Say("case.main"), NextPath: say.CasePath(ref)}
		return p.Render(c, http.StatusOK, page)
	}
	if page.Contact, err = r.short(ctx, ref); err != nil {
		return err
	}
	if page.Next, err = r.next(ctx, of); err != nil {
		return err
	}
	page.Plan = r.plan(ref, found)
	page.Ladder = r.ladder(ref, of, found)
	if found.Misses > 0 {
		page.Lost = view.Count("visits.after", found.Misses)
	}
	page.Scores = r.scores(found)
	return p.Render(c, http.StatusOK, page)
}

// planOpen reports whether the plan is asked for now.
func planOpen(of cases.View) bool {
	_, open := taskOf(of, casework.StepPlan)
	return open
}

// taskOf finds the open task of a step, as far as the user sees it.
func taskOf(of cases.View, step casework.Step) (visible.Task, bool) {
	for _, t := range of.Tasks {
		if t.Step == step {
			return t, true
		}
	}
	return visible.Task{}, false
}

// next is the open visit or first call; nil if there is none.
func (r reader) next(ctx context.Context, of cases.View) (*view.VisitRow, error) {
	for _, t := range of.Tasks {
		if asksToReach(t.TaskRow) {
			row, err := r.visitRow(ctx, t)
			return &row, err
		}
	}
	return nil, nil //nolint:nilnil // no visit is open
}

// plan shows the plan and its earlier versions.
func (r reader) plan(ref casework.Ref, found aftercare.Reintegration) view.PlanPart {
	var out view.PlanPart
	if found.Settle.Plan {
		out.Path = returnPath(ref) + "/plan"
	}
	if len(found.Plans) == 0 {
		out.Note = view.Say("visits.plan_none")
	}
	for _, row := range found.Plans {
		one := view.Plan{At: r.At(row.At), Desk: r.DeskName(row.By.Desk), Replaced: row.Replaced, Withheld: len(row.Dimensions) == 0, Text: row.Text}
		one.Dimensions = named("dimension", row.Dimensions)
		for _, item := range row.Items {
			one.Items = append(one.Items, planItem(item))
		}
		out.Plans = append(out.Plans, one)
	}
	return out
}

func planItem(item record.Item) view.PlanItem {
	out := view.PlanItem{Kind: view.Named("plan_item", item.Kind), Text: item.Text}
	if day, err := civil.ParseDate(item.By); err == nil {
		out.By = view.Say("visits.plan_by", day)
	}
	return out
}
