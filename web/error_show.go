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
	"example.org/homeward/internal/request"
	"example.org/homeward/web/view"
)

// showError shows a failure as a page. A user who has to sign in, or to prove again who they are, is
// sent to the page for that instead, and comes back afterwards.
func (p *Pages) showError(c echo.Context, f httpserver.Failure) error {
	path, address := c.Path(), c.Request().URL.RequestURI()
	get := c.Request().Method == http.MethodGet
	if f.Code == fault.Unsigned && path != identity.CallbackPath {
		to := url.Values{"done": {"signin.needed"}}
		if get {
			to.Set("to", address)
		}
		return c.Redirect(http.StatusSeeOther, "/signin?"+to.Encode())
	}
	if f.Code == fault.StepUp {
		if !get {
			sent := c.Request().URL.Path
			address = sent[:strings.LastIndexByte(sent, '/')] // the page that the form is on
		}
		return c.Redirect(http.StatusSeeOther, "/account/prove?"+url.Values{"to": {address}}.Encode())
	}
	page := view.Error{Frame: p.frame(c, ""), Request: request.From(c.Request().Context()).ID}
	page.Happened, page.Do = failureTexts(f, path)
	return p.render(c, f.Status, page)
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
	case f.Code == fault.TooMany:
		return view.Say(code), view.Count("error.wait", f.RetryAfter)
	default:
		return view.Say(code), view.Say(code + ".do")
	}
}
