package httpserver_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/ratelimit"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster/refusal"
)

// secret must never be logged or shown.
const secret = "a name and a number"

func newServer(t *testing.T, logs *bytes.Buffer, limits httpserver.Limits) *httpserver.Server {
	t.Helper()
	s, err := httpserver.New(httpserver.Config{
		Limits: limits, Now: func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }, Logger: slog.New(slog.NewJSONHandler(logs, nil)),
	})
	require.NoError(t, err)
	return s
}

// get sends a request; html is true for one of a browser.
func get(s *httpserver.Server, path string, html bool) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	if html {
		r.Header.Set("Accept", "text/html")
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

func TestConfigIsChecked(t *testing.T) {
	t.Parallel()
	_, err := httpserver.New(httpserver.Config{Now: time.Now})
	require.EqualError(t, err, "make HTTP server: a clock and a logger are required")
	_, err = httpserver.New(httpserver.Config{Now: time.Now, Logger: slog.New(slog.DiscardHandler), Origin: "nowhere"})
	require.ErrorContains(t, err, "trust own origin")
}

// Each kind of error becomes one code, and its text reaches neither the answer nor the log.
func TestErrorsBecomeProblems(t *testing.T) {
	t.Parallel()
	var logs bytes.Buffer
	s := newServer(t, &logs, httpserver.Limits{})
	for path, tt := range map[string]struct {
		err    error
		status int
		code   fault.Code
		retry  string
	}{
		"/fault":    {fault.New(fault.Conflict, secret), http.StatusConflict, fault.Conflict, ""},
		"/unplan":   {errors.New(secret), http.StatusInternalServerError, fault.Unknown, ""},
		"/late":     {fmt.Errorf("%s: %w", secret, context.DeadlineExceeded), http.StatusServiceUnavailable, fault.Unavailable, "2"},
		"/list":     {&refusal.Error{Message: secret}, http.StatusUnprocessableEntity, fault.Invalid, ""},
		"/media":    {&httpserver.CodeError{Code: httpserver.UnsupportedMediaType}, http.StatusUnsupportedMediaType, httpserver.UnsupportedMediaType, ""},
		"/router":   {echo.ErrStatusRequestEntityTooLarge, http.StatusRequestEntityTooLarge, fault.TooLarge, ""},
		"/pace":     {ratelimit.Refusal(7 * time.Second), http.StatusTooManyRequests, fault.TooMany, "7"},
		"/attempts": {fault.New(fault.TooMany, secret).With(identity.RetryDelay{Seconds: 42}), http.StatusTooManyRequests, fault.TooMany, "42"},
		"/unsigned": {fault.New(fault.Unsigned, secret), http.StatusUnauthorized, fault.Unsigned, ""},
		"/proof":    {identity.ErrStepUp, http.StatusUnauthorized, fault.StepUp, ""},
	} {
		s.AddRoutes(httpserver.Route{Method: http.MethodGet, Path: path, Reason: "a test", Handler: func(echo.Context) error { return tt.err }})
		w := get(s, path, true)
		require.Equal(t, tt.status, w.Code, path)
		require.Equal(t, tt.retry, w.Header().Get("Retry-After"), path)
		require.Equal(t, "application/problem+json", w.Header().Get("Content-Type"), path)
		var problem map[string]any
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &problem), path)
		require.Equal(t, string(tt.code), problem["code"], path)
		require.Equal(t, w.Header().Get("X-Request-Id"), problem["request_id"], path)
		require.Equal(t, tt.status == http.StatusUnauthorized, w.Header().Get("WWW-Authenticate") != "", path)
		require.NotContains(t, w.Body.String(), secret, path)
	}
	require.Equal(t, http.StatusNotFound, get(s, "/nowhere", true).Code)
	require.NotContains(t, logs.String(), secret)
}

func TestPanicIsAnsweredAndLogged(t *testing.T) {
	t.Parallel()
	var logs bytes.Buffer
	s := newServer(t, &logs, httpserver.Limits{})
	s.AddRoutes(httpserver.Route{Method: http.MethodGet, Path: "/panic", Reason: "a test", Handler: func(echo.Context) error { panic(secret) }})
	require.Equal(t, http.StatusInternalServerError, get(s, "/panic", false).Code)
	require.Contains(t, logs.String(), `"msg":"request panicked"`)
	require.Contains(t, logs.String(), `"type":"string"`)
	require.NotContains(t, logs.String(), secret)
}

// A browser that asked for a page sees its errors as a page; a program does not, and neither does a
// browser for which the page cannot be made.
func TestErrorPages(t *testing.T) {
	t.Parallel()
	s := newServer(t, &bytes.Buffer{}, httpserver.Limits{})
	var broken error
	show := func(c echo.Context, f httpserver.Failure) error {
		if broken != nil {
			return broken
		}
		return c.HTML(f.Status, "<p>"+string(f.Code))
	}
	s.AddPages(show, httpserver.Route{Method: http.MethodGet, Path: "/page/:id", Reason: "a test", Handler: func(echo.Context) error { return fault.New(fault.Denied, "no") }})
	w := get(s, "/page/1", true)
	require.Equal(t, http.StatusForbidden, w.Code)
	require.Equal(t, "<p>denied", w.Body.String())
	require.Equal(t, "application/problem+json", get(s, "/page/1", false).Header().Get("Content-Type"))
	broken = errors.New("no template")
	w = get(s, "/page/1", true)
	require.Equal(t, http.StatusForbidden, w.Code)
	require.Equal(t, "application/problem+json", w.Header().Get("Content-Type"))
}

func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	s := newServer(t, &bytes.Buffer{}, httpserver.Limits{})
	s.AddRoutes(httpserver.Route{Method: http.MethodGet, Path: "/", Reason: "a test", Handler: func(c echo.Context) error { return c.NoContent(http.StatusOK) }})
	for _, path := range []string{"/", "/nowhere"} {
		h := get(s, path, false).Header()
		for name, value := range map[string]string{
			"Cache-Control": "no-store", "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			require.Equal(t, value, h.Get(name), path)
		}
		require.Contains(t, h.Get("Content-Security-Policy"), "default-src 'none'", path)
		require.Empty(t, h.Get("Connection"), path)
	}
	r := httptest.NewRequest(http.MethodGet, "/", strings.NewReader("x"))
	r.TransferEncoding = []string{"chunked"}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	require.Equal(t, "close", w.Header().Get("Connection"), "an unread body is not taken for the next request")
}

func TestSignInAndAccountsAreCountedApart(t *testing.T) {
	t.Parallel()
	once := ratelimit.Rate{PerSecond: 0.1, Burst: 1}
	s := newServer(t, &bytes.Buffer{}, httpserver.Limits{Account: once, SignIn: once, Search: once})
	require.NoError(t, s.CountAccount("a", "case.show"))
	require.NoError(t, s.CountAccount("b", "case.show"))
	require.Equal(t, fault.TooMany, fault.CodeOf(s.CountAccount("a", "case.show")))
	s.AddRoutes(httpserver.Route{Method: http.MethodGet, Path: "/signin", Reason: "a test", Handler: func(c echo.Context) error {
		require.NotEmpty(t, request.From(c.Request().Context()).ID)
		return s.CountSignIn(c)
	}})
	require.Equal(t, http.StatusOK, get(s, "/signin", false).Code)
	require.Equal(t, http.StatusTooManyRequests, get(s, "/signin", false).Code)
}

// Every problem code has one status, a title and advice.
func TestProblems(t *testing.T) {
	t.Parallel()
	seen := map[fault.Code]bool{}
	for _, p := range httpserver.Problems() {
		require.False(t, seen[p.Code], p.Code)
		seen[p.Code] = true
		require.GreaterOrEqual(t, p.Status, 400, p.Code)
		require.NotEmpty(t, p.Title, p.Code)
		require.NotEmpty(t, p.Help, p.Code)
		require.Equal(t, p, httpserver.ProblemOf(p.Code))
	}
	for _, code := range fault.Codes() {
		require.True(t, seen[code], "%s has no problem", code)
	}
	require.Equal(t, fault.Unknown, httpserver.ProblemOf("no such code").Code)
}
