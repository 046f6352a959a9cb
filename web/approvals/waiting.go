package approvals

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
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

// waitingPage is the page of something that may wait for a second person, before what it shows. kind is the middle
// of the keys of its texts.
func (p *pages) waitingPage(c echo.Context, kind, path string) view.ActPage {
	page := view.ActPage{
		Frame: p.Frame(c, "", say.NoticeLost), Title: view.Say("approval." + kind + ".title"), About: view.Say("approval.about"),
		Back: say.ApprovalsPath, BackText: view.Say("approvals.title"),
	}
	page.Section, page.Path = "nav.day", path
	return page
}

// offer puts the forms that agree and refuse on the page of something that waits for the user. digest is of what the
// user sees; if that has changed since it was proposed, it can only be refused.
func offer(page *view.ActPage, kind string, danger bool, digest string, changed bool) {
	page.Form, page.Refuse = forms(kind, page.Path, danger, view.Field{Name: fieldPreview, Value: digest})
	if changed {
		page.Form = nil
		page.Banner = &view.Banner{Kind: "alert", Title: view.Say("approval." + kind + ".changed")}
	}
}

// proposed say which thing a proposal is about, by which desk and when it was made, and when it ends.
func (r reader) proposed(name view.Text, ref casework.Ref, by casework.Actor, at, until time.Time) []view.Fact {
	return []view.Fact{
		{Name: name, Plain: string(ref), Lang: "en"},
		{Name: view.Say("approval.proposal.by"), Value: view.Say("approval.begun", r.DeskName(by.Desk), r.At(at))},
		{Name: view.Say("approval.cancel.until"), Value: view.Say("approval.cancel.ends", r.At(until))},
	}
}
