package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
)

// fromProvider is a request as a provider's server sends it: no browser, no cookie.
func fromProvider(path string, said url.Values) request {
	r := page(http.MethodPost, path, said).without("Sec-Fetch-Site")
	return r.with("Accept", "application/json")
}

// OpenID Connect Back-Channel Logout 1.0, 2.5 to 2.8: how a provider tells us, and what it hears.
func TestAProviderSignsSomebodyOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.serve(fromProvider("/signin/ministry/logout", url.Values{"logout_token": {"t.o.k"}}))
	require.Equal(t, http.StatusOK, a.StatusCode)
	require.Equal(t, "no-store", a.Header.Get("Cache-Control"))
	require.Empty(t, a.raw)
	require.Equal(t, "logout ministry t.o.k 127.0.0.1", h.door.last())
	require.Empty(t, cookies(a), "nobody's browser is there")

	h.door.fails = fault.New(fault.Malformed, "words of ours")
	a = h.serve(fromProvider("/signin/ministry/logout", url.Values{"logout_token": {"t.o.k"}}))
	require.Equal(t, http.StatusBadRequest, a.StatusCode)
	require.Equal(t, "no-store", a.Header.Get("Cache-Control"))
	require.JSONEq(t, `{"error":"invalid_request"}`, string(a.raw))
	for code, status := range map[fault.Code]int{
		fault.NotFound: http.StatusNotFound, fault.TooMany: http.StatusTooManyRequests, fault.Unavailable: http.StatusServiceUnavailable, fault.Unknown: http.StatusInternalServerError,
	} {
		h.door.fails = fault.New(code, "words of ours")
		a = h.serve(fromProvider("/signin/ministry/logout", url.Values{"logout_token": {"t.o.k"}}))
		require.Equal(t, status, a.StatusCode)
		require.Equal(t, "no-store", a.Header.Get("Cache-Control"))
	}
	require.NotContains(t, h.logs.String(), "t.o.k")
	h.door.fails = nil
	asked := len(h.door.asked)
	for name, r := range map[string]request{
		"said twice":    fromProvider("/signin/ministry/logout", url.Values{"logout_token": {"a", "b"}}),
		"much too long": fromProvider("/signin/ministry/logout", url.Values{"logout_token": {strings.Repeat("x", 1<<20)}}),
	} {
		a := h.serve(r)
		require.GreaterOrEqual(t, a.StatusCode, 400, name)
		require.Less(t, a.StatusCode, 500, name)
	}
	a = h.serve(get("/signin/ministry/logout?logout_token=x"))
	require.Equal(t, http.StatusMethodNotAllowed, a.StatusCode)
	require.Len(t, h.door.asked, asked, "nothing of it was heard")
	a = h.serve(fromProvider("/signin/ministry/logout?logout_token=t.o.k", nil))
	require.Equal(t, http.StatusOK, a.StatusCode)
	require.Equal(t, "logout ministry  127.0.0.1", h.door.last(), "what stands in an address is not heard: addresses are written down")
}
