package cases

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// How much of the history the page of a case reads, for the earlier versions of facts, and how much of
// it it shows.
const (
	historyRead  = 100
	historyShown = 6
)

// showCase shows a case: whom it waits for, what the user can do next, how far it is, and what is known.
func (p *pages) showCase(c echo.Context, user identity.Caller) error {
	banner, err := p.reader(c, user).ReceiptBanner(c)
	if err != nil {
		return err
	}
	return p.renderCase(c, user, http.StatusOK, func(page *view.Case) { page.Banner = banner })
}

// renderCase answers with the page of the case that the address names. change puts into it what a form
// has to say.
func (p *pages) renderCase(c echo.Context, user identity.Caller, status int, change func(*view.Case)) error {
	ctx, ref, r := c.Request().Context(), casework.Ref(c.Param("case")), p.reader(c, user)
	found, err := p.Usecases.ShowCase(ctx, ref)
	if err != nil {
		return err
	}
	waiting := cases.Waiting{}
	if slices.Contains(found.May, policy.ShowWaiting) {
		if waiting, err = p.Usecases.ShowWaiting(ctx, ref); err != nil {
			return err
		}
	}
	var history []record.TimelineEntry
	if slices.Contains(found.May, policy.ShowTimeline) {
		page, err := p.Usecases.ShowTimeline(ctx, ref, false, act.Paging{Limit: historyRead})
		if err != nil {
			return err
		}
		history = page.Rows
	}
	var drafts site.Drafts
	if status == http.StatusOK { // a form that was refused comes back as it was sent
		if drafts, err = p.Drafts(c, user, say.CasePath(ref)); err != nil {
			return err
		}
	}
	erasing, err := r.openErasure(ctx, found)
	if err != nil {
		return err
	}
	proposed, err := r.proposed(ctx, found)
	if err != nil {
		return err
	}
	page := r.casePage(p.Frame(c, "", say.NoticeLost, "draft.kept", "draft.discarded"), found, waiting, history)
	page.Erasure, page.Proposals, page.Place = erasing, proposed, p.placeOf(c, ref)
	if page.Former, err = r.former(ctx, found); err != nil {
		return err
	}
	if page.State != nil {
		page.State = stateForm(found, drafts.Form(page.State.Action))
	}
	change(&page)
	if page.State != nil {
		page.State.Draft = drafts.View(page.State.Action, "form-state", 0)
		page.Typing = &page.State.Draft
	}
	return p.Render(c, status, page)
}

// casePage makes the page of a case from what the use-cases show of it.
func (r reader) casePage(f view.Frame, c cases.View, w cases.Waiting, history []record.TimelineEntry) view.Case {
	f.Section, f.Path = "nav.cases", say.CasePath(c.Ref)
	acts, others := r.acts(c)
	page := view.Case{
		Frame: f, Head: r.Head(c, say.CaseMain), Stages: stages(c), Still: r.Still(c.Paused), Waits: r.Waits(c.Ref, w), Blocks: r.Blocks(w.Gates),
		Acts: acts, Others: others, Way: r.way(c, w), Partly: !c.Whole, Trip: r.journey(c), Legs: r.legs(c.Trip), ActsPath: say.ActsPath(c.Ref), MovementPath: r.movementPath(c),
		Stated: r.Stated(c.Facts, history), Papers: r.Papers(c.Documents), Holds: r.Holds(c.Holds), Given: r.Waivers(c.Waivers),
		Undo: say.Undone(otherUndo(c)), TakenBack: r.takenBack(c.TakenBack), State: stateForm(c, site.SentForm{}),
	}
	if slices.Contains(c.May, policy.CorrectIdentity) && !c.Closed {
		page.CorrectPath = say.ActPath(c.Ref, "correct")
	}
	if slices.Contains(c.May, policy.AskAgain) {
		page.Again = againForms(c)
	}
	for _, desk := range c.Team {
		page.Team = append(page.Team, view.TeamLine{Desk: r.DeskName(desk.Desk), Kind: say.DeskKind(desk.Kind), Mine: r.Mine(desk.Desk)})
	}
	page.About, page.Gaps = r.About(c.Person, c.Shown)
	page.Signs = signs(page.Way)
	for _, e := range history[:min(len(history), historyShown)] {
		page.Events = append(page.Events, r.Event(e))
	}
	if slices.Contains(c.May, policy.ShowTimeline) {
		page.More = say.CasePath(c.Ref) + "/history"
	}
	return page
}
