package acts

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// formID is the ID of the form of an act.
const formID = "form-act"

// kept returns what the user typed into the form of the page before and did not send.
func (p *pages) kept(c echo.Context, user identity.Caller) (site.Drafts, site.SentForm, error) {
	path := c.Request().URL.Path
	drafts, err := p.Drafts(c, user, path)
	return drafts, drafts.Form(path), err
}

// show answers with the page of an act. Its form is kept while it is typed into, unless nothing can be typed
// into it.
func (p *pages) show(c echo.Context, status int, page view.ActPage, kept site.Drafts) error {
	if form := page.Form; form != nil {
		if _, keeps := site.FormOf(form.Action); keeps {
			form.Draft = kept.View(form.Action, formID, 0)
			form.Draft.Short = len(form.Questions) == 0
			page.Typing = &form.Draft
		}
	}
	return p.Render(c, status, page)
}

// asked reports whether a form was kept on the page that asks a second time, so that this page is shown
// again. The link back to the form says that it wants the form.
func asked(c echo.Context, kept site.SentForm) bool {
	return kept.Get(fieldConfirmed) == "yes" && c.QueryParam(queryChange) == ""
}

// queryChange is in the address of a page that shows its form, although the form was kept on the page that
// asks a second time.
const queryChange = "change"

func changePath(path string) string {
	return site.WithQuery(path, map[string][]string{queryChange: {"yes"}})
}

// proofFirst is the answer to a form that needs a proof first. The form is kept, and the user is sent to
// where they prove who they are.
func proofFirst() error {
	return fault.New(fault.StepUp, "prove first that it is you; then send the form")
}
