package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/ratelimit"
)

func TestSignInAtTheAgency(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	a := s.serve(page(http.MethodGet, "/signin?to=%2Faccount%2Fsessions", nil))
	require.Equal(t, http.StatusOK, a.StatusCode)
	require.Contains(t, string(a.raw), `href="/signin/ministry?to=%2Faccount%2Fsessions"`)
	require.Contains(t, string(a.raw), "Ministry &lt;one&gt;")
	require.Contains(t, a.Header.Get("Content-Security-Policy"), "form-action 'self';")
	require.Equal(t, "no-store", a.Header.Get("Cache-Control"))

	a = s.serve(page(http.MethodGet, "/signin/ministry?to=%2Faccount%2Fsessions", nil))
	require.Equal(t, http.StatusSeeOther, a.StatusCode)
	require.Equal(t, "https://idp.example/authorize?state=s", a.Header.Get("Location"))
	require.Equal(t, "begin ministry /account/sessions 127.0.0.1", s.signIn.last())
	state := cookies(a)[identity.StateCookie]
	require.Equal(t, "bound-browser", state.Value)

	a = s.serve(page(http.MethodGet, "/signin/callback?code=c&state=s", nil).with("Cookie", identity.StateCookie+"=bound-browser; "+identity.SessionCookie+"=hws_old"))
	require.Equal(t, http.StatusSeeOther, a.StatusCode)
	require.Equal(t, "/account/sessions", a.Header.Get("Location"))
	require.Equal(t, "finish c s bound-browser hws_old", s.signIn.last())
	require.Negative(t, cookies(a)[identity.StateCookie].MaxAge, "the state cookie is used once")
	session := cookies(a)[identity.SessionCookie]
	require.Equal(t, "hws_new", session.Value)
	for _, c := range []*http.Cookie{state, session} {
		require.True(t, strings.HasPrefix(c.Name, "__Host-"))
		require.True(t, c.Secure)
		require.True(t, c.HttpOnly)
		require.Equal(t, http.SameSiteLaxMode, c.SameSite)
		require.Equal(t, "/", c.Path)
		require.Empty(t, c.Domain)
	}
	twice := page(http.MethodGet, "/signin/callback?code=c&state=s", nil).with("Cookie", identity.StateCookie+"=a; "+identity.StateCookie+"=b")
	s.serve(twice)
	require.Equal(t, "finish c s  ", s.signIn.last(), "of two state cookies neither is believed")
	require.NotContains(t, s.logs.String(), "hws_")
	require.NotContains(t, s.logs.String(), "code=c")
}

func TestFailedSignInShowsAPage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for name, tt := range map[string]struct {
		err    error
		status int
		words  string
	}{
		"not believed":   {fault.New(fault.Unsigned, "no"), http.StatusUnauthorized, "You could not be signed in"},
		"too often":      {fault.New(fault.TooMany, "no").With(identity.RetryDelay{Seconds: 42}), http.StatusTooManyRequests, "Try again in 42 seconds"},
		"no such agency": {fault.New(fault.NotFound, "no"), http.StatusNotFound, "nothing here that you may see"},
		"no answer":      {fault.New(fault.Unavailable, "no"), http.StatusServiceUnavailable, "does not answer now"},
	} {
		s.signIn.fails = tt.err
		a := s.serve(page(http.MethodGet, "/signin/callback?code=c&state=s", nil))
		require.Equal(t, tt.status, a.StatusCode, name)
		require.Contains(t, string(a.raw), tt.words, name)
		require.Contains(t, a.Header.Get("Content-Type"), "text/html")
		require.Empty(t, cookies(a)[identity.SessionCookie])
		if tt.status == http.StatusTooManyRequests {
			require.Equal(t, "42", a.Header.Get("Retry-After"))
		}
	}
	a := s.serve(page(http.MethodGet, "/signin/callback?code=c", nil).with("Accept-Language", "ar"))
	require.Contains(t, string(a.raw), `<html lang="ar" dir="rtl">`)
}

func TestSignInHasALimitOfItsOwn(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) { c.http.Limits.SignIn = ratelimit.Rate{PerSecond: 0.1, Burst: 2} })
	for range 2 {
		require.Equal(t, http.StatusSeeOther, s.serve(page(http.MethodGet, "/signin/ministry", nil)).StatusCode)
	}
	a := s.serve(page(http.MethodGet, "/signin/callback?code=c", nil))
	require.Equal(t, http.StatusTooManyRequests, a.StatusCode)
	require.Contains(t, string(a.raw), "Try again in 10 seconds")
	require.Equal(t, http.StatusOK, s.serve(page(http.MethodGet, "/account", nil).as(caseworker)).StatusCode, "a signed-in user can go on")
}
