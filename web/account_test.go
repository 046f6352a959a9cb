package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/identity"
)

func TestAccount(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	a := s.serve(page(http.MethodGet, "/account", nil).as(caseworker))
	require.Equal(t, http.StatusOK, a.StatusCode)
	for _, words := range []string{"Caseworker", "Casework, Mae Sot", "Protection organisation", "Thailand", "dev-1", "21 November 2026 (2569 BE), 19:00", "Times are those of Bangkok.", "Answer what your desk is asked."} {
		require.Contains(t, string(a.raw), words)
	}
	a = s.serve(page(http.MethodPost, "/account/role", url.Values{"role": {"supervisor"}}).as(caseworker).with("Cookie", identity.SessionCookie+"=hws_old"))
	require.Equal(t, http.StatusSeeOther, a.StatusCode)
	require.Equal(t, "/day", a.Header.Get("Location"))
	require.Equal(t, "hws_turned", cookies(a)[identity.SessionCookie].Value, "another role has another token")
	a = s.serve(page(http.MethodPost, "/account/role", url.Values{"role": {"registrar"}}).as(caseworker))
	require.Equal(t, http.StatusForbidden, a.StatusCode)
	require.Empty(t, cookies(a))
	a = s.serve(page(http.MethodPost, "/account/role", url.Values{"role": {"supervisor", "registrar"}}).as(caseworker))
	require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode, "a name twice")
	a = s.serve(page(http.MethodPost, "/account/role", url.Values{"role": {strings.Repeat("x", 300<<10)}}).as(caseworker))
	require.Equal(t, http.StatusBadRequest, a.StatusCode, "too long to be read")
}

func TestSessions(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	a := s.serve(page(http.MethodGet, "/account/sessions", nil).as(caseworker))
	require.Contains(t, string(a.raw), "this one")
	require.Contains(t, string(a.raw), "The command line")
	a = s.serve(page(http.MethodGet, "/account/sessions", nil).as(caseworker).with("Accept", "application/json"))
	require.JSONEq(t, `{"items":[
		{"id":"s-dev-1","device":"computer","this":true,"since":"2026-11-21T12:00:00Z","seen":"2026-11-21T12:00:00Z","until":"2026-11-21T13:00:00Z"},
		{"id":"s-other","device":"command_line","this":false,"since":"2026-11-21T12:00:00Z","seen":"2026-11-21T12:00:00Z","until":"2026-11-21T13:00:00Z"}]}`, string(a.raw))

	a = s.serve(page(http.MethodPost, "/account/sessions/end", url.Values{"session": {"s-other"}}).as(caseworker))
	require.Equal(t, "/account/sessions?done=sessions.ended", a.Header.Get("Location"))
	require.Equal(t, "end s-other", s.signIn.last())
	require.Empty(t, cookies(a))
	a = s.serve(page(http.MethodGet, "/account/sessions?done=sessions.ended", nil).as(caseworker))
	require.Contains(t, string(a.raw), "The session has ended.")
	a = s.serve(page(http.MethodGet, "/account/sessions?done=me.title", nil).as(caseworker))
	require.NotContains(t, string(a.raw), `role="status"`, "an address cannot make a page say anything else")

	for name, r := range map[string]httpRequest{
		"this one":   page(http.MethodPost, "/account/sessions/end", url.Values{"session": {"s-dev-1"}}).as(caseworker),
		"everywhere": page(http.MethodPost, "/account/sessions/end-all", nil).as(caseworker),
		"out":        page(http.MethodPost, "/signout", nil),
	} {
		a = s.serve(r)
		require.Equal(t, "/signin?done=signin.ended", a.Header.Get("Location"), name)
		require.Negative(t, cookies(a)[identity.SessionCookie].MaxAge, name)
		require.Equal(t, `"cookies"`, a.Header.Get("Clear-Site-Data"), name)
	}
	a = s.serve(page(http.MethodPost, "/account/sessions/end-all", nil).as(caseworker).with("Accept", "application/json"))
	require.Equal(t, http.StatusNoContent, a.StatusCode)
}
