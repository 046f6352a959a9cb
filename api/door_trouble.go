package api

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/pace"
	"example.org/homeward/internal/request"
	"example.org/homeward/web/view"
)

// troubled says whether a failure is shown as a page: the request came from a page, and is
// not for a program.
func (s *Server) troubled(c echo.Context) bool {
	return s.atPage[c.Path()] && wantsPage(c.Request()) && !c.Response().Committed
}

// showTrouble shows what did not work, in the reader's language. Whoever looks at a page and
// has to be signed in for it is sent to sign in instead.
func (s *Server) showTrouble(c echo.Context, code fault.Code, status int, failed error) error {
	path := c.Path()
	if code == fault.Unsigned && path != "/signin/callback" {
		to := url.Values{"done": {"signin.needed"}}
		if c.Request().Method == http.MethodGet {
			to.Set("to", c.Request().URL.RequestURI())
		}
		return c.Redirect(http.StatusSeeOther, "/signin?"+to.Encode())
	}
	if code == fault.StepUp { // and then it can be done
		to := c.Request().URL.RequestURI()
		if c.Request().Method != http.MethodGet {
			to = strings.TrimSuffix(path, path[strings.LastIndexByte(path, '/'):]) // the page that the form stands on
		}
		return c.Redirect(http.StatusSeeOther, "/account/prove?"+url.Values{"to": {to}}.Encode())
	}
	page := view.Error{Frame: s.frameOf(c, ""), Key: troubleKey(code, failed), Request: request.From(c.Request().Context()).ID}
	if code == fault.TooMany {
		page.Seconds = strconv.Itoa(waitOf(failed))
	}
	return s.show(c, status, page)
}

func troubleKey(code fault.Code, failed error) string {
	switch code {
	case fault.Unsigned:
		return "error.unsigned"
	case fault.Denied:
		if fault.MessageOf(failed) == fault.MessageOf(errElsewhere()) {
			return "error.elsewhere"
		}
		return "error.denied"
	case fault.NotFound, methodNotAllowed:
		return "error.missing"
	case fault.TooMany:
		return "error.many"
	case fault.Conflict:
		return "error.conflict"
	case fault.Unavailable, fault.Busy:
		return "error.away"
	case fault.Invalid, fault.Malformed, fault.TooLarge, unsupportedMediaType:
		return "error.invalid"
	default:
		return "error.unknown"
	}
}

// waitOf is how many seconds an error says to wait, whoever has counted.
func waitOf(err error) int {
	if slow, ok := fault.DetailsOf(err).(identity.RetryDelay); ok {
		return max(1, slow.Seconds)
	}
	return max(1, pace.WaitOf(err))
}
