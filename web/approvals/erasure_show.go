package approvals

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showErasure shows what an erasure would destroy, and the forms that approve or refuse it.
func (p *pages) showErasure(c echo.Context, user identity.Caller) error {
	page, waits, err := p.erasurePage(c, user)
	switch {
	case err != nil:
		return err
	case !waits:
		return p.gone(c, page, http.StatusOK)
	default:
		return p.Render(c, http.StatusOK, page)
	}
}

// erasurePage makes the page of a request for erasure. waits reports whether it waits for the user.
func (p *pages) erasurePage(c echo.Context, user identity.Caller) (page view.ActPage, waits bool, err error) {
	ctx, r, ref := c.Request().Context(), p.reader(c, user), casework.Ref(c.Param("erasure"))
	found, err := p.Usecases.ShowErasure(ctx, ref)
	if err != nil {
		return page, false, err
	}
	page = view.ActPage{Frame: p.Frame(c, "", say.NoticeLost), Title: view.Say("approval.erasure.title"), Back: say.ApprovalsPath, BackText: view.Say("approvals.title")}
	page.Section, page.Path = "nav.day", say.ApprovalsPath+"/erasures/"+string(ref)
	if found.State != erasure.Requested || found.Own || !policy.EverAllowed(user.Actor, policy.ApproveErasure) {
		return page, false, nil
	}
	page.Lead, page.Entered = view.Say("approval.erasure.final"), r.erasureFacts(found)
	preview, err := p.Usecases.PreviewErasure(ctx, found.Case, found.Basis)
	switch code := fault.CodeOf(err); {
	case err == nil:
		page.Effects = r.ErasureEffects(preview)
	case code != fault.NotFound && code != fault.Denied: // the case may be none that the officer sees
		return page, false, err
	}
	yes, no := forms("erasure", page.Path, true)
	page.Refuse = no
	switch {
	case err == nil && !preview.Gate.Open:
		page.Blocks = []view.Block{r.Block(preview.Gate)}
	case r.Now.Sub(user.ProvenAt) >= policy.StepUpWithin-time.Minute || user.ProvenAt.IsZero():
		page.Prove = site.WithQuery("/account/prove", map[string][]string{"to": {page.Path}})
	default:
		page.Form = yes
	}
	return page, true, nil
}

// answerErasure approves or refuses an erasure.
func (p *pages) answerErasure(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ctx, ref := c.Request().Context(), casework.Ref(c.Param("erasure"))
	var receipt act.Receipt
	switch f.Get(answerField) {
	case approve:
		receipt, err = p.Usecases.ApproveErasure(ctx, ref, f.Key())
	case refuse:
		receipt, err = p.Usecases.RefuseErasure(ctx, ref, f.Key())
	default:
		page, _, err := p.erasurePage(c, user)
		if err != nil {
			return err
		}
		return p.Render(c, http.StatusUnprocessableEntity, page)
	}
	if err == nil {
		return site.SentTo(c, say.ApprovalsPath, receipt)
	}
	page, waits, again := p.erasurePage(c, user)
	switch {
	case again != nil:
		return again
	case !waits:
		return p.gone(c, page, http.StatusConflict)
	default:
		return p.sent(c, receipt, err, page)
	}
}
