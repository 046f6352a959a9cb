package httpserver

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

// Failure is the answer to a failed request.
type Failure struct {
	Problem

	Err error
	// RetryAfter is the number of seconds that the client must wait; 0 if it need not wait.
	RetryAfter int
}

// ErrorPage shows a failure as a page. If it returns an error, the failure is answered as a problem.
type ErrorPage func(c echo.Context, f Failure) error

// HandleProblems sets how failures are answered that are not shown as a page: by default as
// application/problem+json without details.
func (s *Server) HandleProblems(write func(c echo.Context, f Failure)) { s.problem = write }

// handleError answers a failed request. It is the one place where a code becomes a status, and it
// never shows an error's own text.
func (s *Server) handleError(err error, c echo.Context) {
	f := Failure{Problem: ProblemOf(CodeOf(err)), Err: err}
	request.From(c.Request().Context()).Code = f.Code
	if c.Response().Committed {
		return // a stream that broke off: the status has been sent
	}
	header := c.Response().Header()
	switch f.Status {
	case http.StatusUnauthorized:
		header.Set(echo.HeaderWWWAuthenticate, challenge(f.Code, c.Request().Header.Get(echo.HeaderAuthorization) != ""))
	case http.StatusTooManyRequests:
		f.RetryAfter = waitOf(err)
	case http.StatusServiceUnavailable:
		f.RetryAfter = 2
	}
	if f.RetryAfter > 0 {
		header.Set(echo.HeaderRetryAfter, strconv.Itoa(f.RetryAfter))
	}
	if show := s.pages[c.Path()]; show != nil && WantsHTML(c.Request()) && show(c, f) == nil {
		return
	}
	s.problem(c, f)
}

// challenge returns the challenge of a code: to sign in, to renew the token that was sent (RFC 6750, section 3), or
// to give a fresh proof (RFC 9470).
func challenge(code fault.Code, sentToken bool) string {
	switch {
	case code != fault.StepUp && sentToken:
		return `Bearer realm="homeward", error="invalid_token"`
	case code != fault.StepUp:
		return `Bearer realm="homeward"`
	}
	return fmt.Sprintf(`Bearer realm="homeward", error="insufficient_user_authentication", max_age="%d"`, int(policy.StepUpWithin/time.Second))
}

// WantsHTML reports whether a request was sent by a browser that shows the answer.
func WantsHTML(r *http.Request) bool { return strings.Contains(r.Header.Get("Accept"), "text/html") }

// WriteProblem answers with a problem (RFC 9457).
func WriteProblem(c echo.Context, status int, problem any) {
	raw, err := json.Marshal(problem)
	if err != nil {
		raw, status = []byte("{}"), http.StatusInternalServerError
	}
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json")
	c.Response().WriteHeader(status)
	_, _ = c.Response().Write(raw) // an error means that the client has disconnected
}

// writeProblem answers with a problem that has no details.
func writeProblem(c echo.Context, f Failure) {
	WriteProblem(c, f.Status, map[string]any{
		"type": f.Type(), "title": f.Title, "status": f.Status, "code": f.Code, "request_id": request.From(c.Request().Context()).ID,
	})
}
