package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/request"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showError shows a failure as a page. A user who has to sign in, or to prove again who they are, is
// sent to the page for that instead, and comes back afterwards.
func (p *Pages) showError(c echo.Context, f httpserver.Failure) error {
	path, address := c.Path(), c.Request().URL.RequestURI()
	get := c.Request().Method == http.MethodGet
	if f.Code == fault.Unsigned && path != identity.CallbackPath {
		to := url.Values{"done": {"signin.needed"}}
		if form, ok := site.SentFormOf(c); get {
			to.Set("to", address)
		} else if ok && site.FormKept(c) {
			to.Set("done", "draft.signin")
			to.Set("to", form.Page)
		} else if ok {
			to.Set("done", "draft.signin_lost")
			to.Set("to", form.Page+"?done="+say.NoticeLost)
		} else if back := lostPage(c); back != "" {
			to.Set("to", back)
		}
		return c.Redirect(http.StatusSeeOther, "/signin?"+to.Encode())
	}
	if f.Code == fault.StepUp {
		if !get {
			address = p.pageOf(c)
		}
		return c.Redirect(http.StatusSeeOther, "/account/prove?"+url.Values{"to": {address}}.Encode())
	}
	page := view.Error{Frame: p.Frame(c, ""), Request: request.From(c.Request().Context()).ID}
	page.Happened, page.Do = failureTexts(f, path)
	if slowedBy(f.Err) != "" {
		page.Next, page.NextPath = view.Say("reading.title"), say.ReadingPath
	}
	return p.Render(c, f.Status, page)
}

// pageOf is the page that the form of a request is on, where the user comes back to after a proof. The
// form is kept as it was typed; if it cannot be, the page says so.
func (p *Pages) pageOf(c echo.Context) string {
	form, ok := site.SentFormOf(c)
	switch {
	case !ok && lostPage(c) != "":
		return lostPage(c)
	case !ok:
		return parentOf(c)
	case p.KeepBeforeProof(c):
		return form.Page
	default:
		return form.Page + "?done=" + say.NoticeLost
	}
}

// parentOf is the page that a form is on of which nothing is kept: that of its path without the last part,
// or that of its own path.
func parentOf(c echo.Context) string {
	path := c.Request().URL.Path
	if strings.Contains(c.Path(), "/acts/") || strings.HasPrefix(c.Path(), say.ApprovalsPath+"/") || c.Path() == say.EmergencyPath {
		return path // the form is sent to its own page
	}
	return path[:max(0, strings.LastIndexByte(path, '/'))]
}

// lostPage is the page of a form of a case of which nothing is kept, on which to say that what was typed could
// not be kept; "" for other forms, which hold nothing to lose.
func lostPage(c echo.Context) string {
	if !strings.HasPrefix(c.Path(), say.CasesPath+"/") {
		return ""
	}
	return parentOf(c) + "?done=" + say.NoticeLost
}

// failureTexts are what happened and what to do, for a failure at a route.
func failureTexts(f httpserver.Failure, path string) (happened, do view.Text) {
	code := "problem." + string(f.Code)
	switch {
	case errors.Is(f.Err, httpserver.ErrOtherSite):
		return view.Say("error.elsewhere"), view.Text{}
	case f.Code == fault.Unsigned: // at the end of a sign-in; elsewhere the user is sent to sign in
		return view.Say("error.unsigned"), view.Text{}
	case f.Code == fault.Conflict && strings.HasPrefix(path, "/account"):
		return view.Say("error.conflict"), view.Text{}
	case slowedBy(f.Err) != "":
		return view.Say("reading.slowed"), view.Say("reading.slowed." + string(slowedBy(f.Err)))
	case f.Code == fault.TooMany:
		return view.Say(code), view.Count("error.wait", f.RetryAfter)
	default:
		return view.Say(code), view.Say(code + ".do")
	}
}

// slowedBy is why an officer who has read many files is slowed; "" for any other failure.
func slowedBy(err error) reading.Why {
	refused, _ := reading.RefusedBy(err)
	return refused.Why
}
