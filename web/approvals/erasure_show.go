package approvals

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/erasures"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// showErasure shows what an erasure would destroy, and the forms that approve, refuse or stop it.
func (p *pages) showErasure(c echo.Context, user identity.Caller) error {
	page, open, err := p.erasurePage(c, user, nil)
	switch {
	case err != nil:
		return err
	case !open:
		return p.gone(c, page, http.StatusOK)
	default:
		return p.Render(c, http.StatusOK, page)
	}
}

// erasurePage makes the page of a request for erasure. open reports whether the user can approve, refuse or stop it.
func (p *pages) erasurePage(c echo.Context, user identity.Caller, wrong say.Wrongs) (page view.ActPage, open bool, err error) {
	ctx, r, ref := c.Request().Context(), p.reader(c, user), casework.Ref(c.Param("erasure"))
	found, err := p.Usecases.ShowErasure(ctx, ref)
	if err != nil {
		return page, false, err
	}
	page = view.ActPage{Frame: p.Frame(c, "", say.NoticeLost), Title: view.Say("approval.erasure.title"), Back: say.ApprovalsPath, BackText: view.Say("approvals.title")}
	page.Section, page.Path = "nav.day", say.ErasurePath(ref)
	if !found.MayApprove && !found.MayStop {
		return page, false, nil
	}
	page.Entered, page.About = r.erasureFacts(found), view.Say("approval.about")
	preview, err := p.Usecases.PreviewErasure(ctx, found.Case, found.Basis)
	switch code := fault.CodeOf(err); {
	case err == nil:
		page.Effects = r.ErasureEffects(preview)
	case code != fault.NotFound && code != fault.Denied: // the case may be none that the officer sees
		return page, false, err
	}
	yes, no := forms("erasure", page.Path, true)
	switch {
	case found.State == erasure.Approved:
		page.Lead, page.Form = view.Say("approval.erasure.stoppable", r.At(*found.StopUntil)), r.stopForm(c, page.Path, wrong)
	case !found.MayApprove:
		page.Lead, page.Refuse = r.waitsForSecond(found), no
	default:
		page.Lead, page.Refuse = view.Say("approval.erasure.final"), no
		p.offerApproval(&page, r, yes, preview, err)
	}
	return page, true, nil
}

// offerApproval puts the form that approves on the page, or why it cannot be sent now.
func (p *pages) offerApproval(page *view.ActPage, r reader, yes *view.SmallForm, preview erasures.Preview, unseen error) {
	if unseen == nil && !preview.Gate.Open {
		page.Blocks = []view.Block{r.Block(preview.Gate)}
		return
	}
	if page.Prove = r.ProofFirst(page.Path); page.Prove == "" {
		page.Form = yes
	}
}
