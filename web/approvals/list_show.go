package approvals

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// fieldPreview is the fingerprint of the preview that is approved.
const fieldPreview = "preview"

// showList shows what opening the cases of a proposed list would do, and the forms that approve or refuse it.
func (p *pages) showList(c echo.Context, user identity.Caller) error {
	page, waits, err := p.listPage(c, user)
	return p.showWaiting(c, page, waits, err)
}

// listPage makes the page of a list. waits reports whether it waits for the user.
func (p *pages) listPage(c echo.Context, user identity.Caller) (page view.ActPage, waits bool, err error) {
	ctx, r, ref := c.Request().Context(), p.reader(c, user), casework.Ref(c.Param("list"))
	list, err := p.Usecases.ShowList(ctx, ref)
	if err != nil {
		return page, false, err
	}
	page = p.waitingPage(c, "list", say.ApprovalsPath+"/lists/"+string(ref))
	if list.State != record.ListProposed || list.Mine || !policy.EverAllowed(user.Actor, policy.ApproveList) {
		return page, false, nil
	}
	preview, err := p.Usecases.PreviewList(ctx, ref)
	if err != nil {
		return page, false, err
	}
	page.Lead = view.Count("approval.people", preview.Opens)
	page.Entered, page.Effects = r.listFacts(list), r.listEffects(preview)
	page.Links = []view.ActLine{{Text: view.Say("list.open"), Path: say.ListPath(ref)}}
	offer(&page, "list", false, preview.Fingerprint(), preview.Proposed != preview.Fingerprint())
	return page, true, nil
}
