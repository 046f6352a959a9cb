package approvals

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showWaiting shows the page of something that is proposed, or that it does not wait for the user.
func (p *pages) showWaiting(c echo.Context, page view.ActPage, waits bool, err error) error {
	switch {
	case err != nil:
		return err
	case !waits:
		return p.gone(c, page, http.StatusOK)
	default:
		return p.Render(c, http.StatusOK, page)
	}
}

// answerWaiting sends the user's answer to something that is proposed, and shows its page again if it was refused.
// send is called for an agreement and for a refusal.
func (p *pages) answerWaiting(c echo.Context, show func() (view.ActPage, bool, error), send func(f site.SentForm) (act.Receipt, error)) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	if answer := f.Get(answerField); answer != approve && answer != refuse {
		page, _, err := show()
		if err != nil {
			return err
		}
		return p.Render(c, http.StatusUnprocessableEntity, page)
	}
	receipt, err := send(f)
	if err == nil && receipt.Key == "" { // of an act that is not a command
		return c.Redirect(http.StatusSeeOther, say.ApprovalsPath)
	}
	if err == nil {
		return site.SentTo(c, say.ApprovalsPath, receipt)
	}
	page, waits, again := show()
	switch {
	case again != nil:
		return again
	case !waits:
		return p.gone(c, page, http.StatusConflict)
	default:
		return p.sent(c, receipt, err, page)
	}
}
