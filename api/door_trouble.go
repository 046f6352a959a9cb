package api

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/api/pages"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/pace"
	"example.org/homeward/internal/request"
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
	view := pages.Trouble{Frame: s.frameOf(c, ""), Key: troubleKey(code, failed), Request: request.From(c.Request().Context()).ID}
	if code == fault.TooMany {
		view.Seconds = strconv.Itoa(waitOf(failed))
	}
	return s.show(c, status, view)
}

func troubleKey(code fault.Code, failed error) string {
	switch code {
	case fault.Unsigned:
		return "trouble.unsigned"
	case fault.Denied:
		if fault.MessageOf(failed) == fault.MessageOf(errElsewhere()) {
			return "trouble.elsewhere"
		}
		return "trouble.denied"
	case fault.NotFound, methodNotAllowed:
		return "trouble.missing"
	case fault.TooMany:
		return "trouble.many"
	case fault.Conflict:
		return "trouble.conflict"
	case fault.Unavailable, fault.Busy:
		return "trouble.away"
	case fault.Invalid, fault.Malformed, fault.TooLarge, unsupportedMediaType:
		return "trouble.invalid"
	default:
		return "trouble.unknown"
	}
}

// waitOf is how many seconds an error says to wait, whoever has counted.
func waitOf(err error) int {
	if slow, ok := fault.DetailsOf(err).(identity.Slow); ok {
		return max(1, slow.Seconds)
	}
	return max(1, pace.WaitOf(err))
}
