package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
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
			address = strings.TrimSuffix(path, path[strings.LastIndexByte(path, '/'):]) // the page that the form is on
		}
		return c.Redirect(http.StatusSeeOther, "/account/prove?"+url.Values{"to": {address}}.Encode())
	}
	page := view.Error{Frame: p.frame(c, ""), Key: errorKey(f), Request: request.From(c.Request().Context()).ID}
	if f.Code == fault.TooMany {
		page.Seconds = strconv.Itoa(f.RetryAfter)
	}
	return p.render(c, f.Status, page)
}

// errorKey is the key of the text about a failure.
func errorKey(f httpserver.Failure) string {
	if errors.Is(f.Err, httpserver.ErrOtherSite) {
		return "error.elsewhere"
	}
	switch f.Code {
	case fault.Unsigned:
		return "error.unsigned"
	case fault.Denied:
		return "error.denied"
	case fault.NotFound, httpserver.MethodNotAllowed:
		return "error.missing"
	case fault.TooMany:
		return "error.many"
	case fault.Conflict:
		return "error.conflict"
	case fault.Unavailable, fault.Busy:
		return "error.away"
	case fault.Invalid, fault.Malformed, fault.TooLarge, httpserver.UnsupportedMediaType:
		return "error.invalid"
	default:
		return "error.unknown"
	}
}
