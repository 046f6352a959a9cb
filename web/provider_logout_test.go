package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
)

// fromProvider is a request of a provider's server, which is not a browser and has no cookie.
func fromProvider(path string, form url.Values) httpRequest {
	r := page(http.MethodPost, path, form).without("Sec-Fetch-Site")
	return r.with("Accept", "application/json")
}

// OpenID Connect Back-Channel Logout 1.0, 2.5 to 2.8: the request of a provider and the answer.
func TestLogoutByProvider(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	a := s.serve(fromProvider("/signin/ministry/logout", url.Values{"logout_token": {"t.o.k"}}))
	require.Equal(t, http.StatusOK, a.StatusCode)
	require.Equal(t, "no-store", a.Header.Get("Cache-Control"))
	require.Empty(t, a.raw)
	require.Equal(t, "logout ministry t.o.k 127.0.0.1", s.signIn.last())
	require.Empty(t, cookies(a), "there is no browser")

	s.signIn.fails = fault.New(fault.Malformed, "our own words")
	a = s.serve(fromProvider("/signin/ministry/logout", url.Values{"logout_token": {"t.o.k"}}))
	require.Equal(t, http.StatusBadRequest, a.StatusCode)
	require.Equal(t, "no-store", a.Header.Get("Cache-Control"))
	require.JSONEq(t, `{"error":"invalid_request"}`, string(a.raw))
	for code, status := range map[fault.Code]int{
		fault.NotFound: http.StatusNotFound, fault.TooMany: http.StatusTooManyRequests, fault.Unavailable: http.StatusServiceUnavailable, fault.Unknown: http.StatusInternalServerError,
	} {
		s.signIn.fails = fault.New(code, "our own words")
		a = s.serve(fromProvider("/signin/ministry/logout", url.Values{"logout_token": {"t.o.k"}}))
		require.Equal(t, status, a.StatusCode)
		require.Equal(t, "no-store", a.Header.Get("Cache-Control"))
	}
	require.NotContains(t, s.logs.String(), "t.o.k")
	s.signIn.fails = nil
	asked := len(s.signIn.asked)
	for name, r := range map[string]httpRequest{
		"twice":         fromProvider("/signin/ministry/logout", url.Values{"logout_token": {"a", "b"}}),
		"much too long": fromProvider("/signin/ministry/logout", url.Values{"logout_token": {strings.Repeat("x", 1<<20)}}),
	} {
		a := s.serve(r)
		require.GreaterOrEqual(t, a.StatusCode, 400, name)
		require.Less(t, a.StatusCode, 500, name)
	}
	a = s.serve(page(http.MethodGet, "/signin/ministry/logout?logout_token=x", nil))
	require.Equal(t, http.StatusMethodNotAllowed, a.StatusCode)
	require.Len(t, s.signIn.asked, asked, "the service was not called")
	a = s.serve(fromProvider("/signin/ministry/logout?logout_token=t.o.k", nil))
	require.Equal(t, http.StatusOK, a.StatusCode)
	require.Equal(t, "logout ministry  127.0.0.1", s.signIn.last(), "a token in the address is not read: addresses are logged")
}
