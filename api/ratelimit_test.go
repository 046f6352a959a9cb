package api_test

import (
	"net/http"
	"net/netip"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/ratelimit"
)

// slowed makes an API that lets little through.
func slowed(t *testing.T, change func(*config)) *testAPI {
	t.Helper()
	h := newTestAPI(t)
	config := h.config()
	change(&config)
	h.start(config)
	return h
}

func TestAnAddressMayNotAskTooOften(t *testing.T) {
	t.Parallel()
	h := slowed(t, func(c *config) { c.server.Limits.Address = ratelimit.Rate{PerSecond: 0.25, Burst: 3} })
	for range 3 {
		h.ok(http.StatusOK, get("/livez"))
	}
	for _, r := range []request{get("/livez"), get("/cases").as(caseworker), post("/cases", m{}).as(registrar), get("/nowhere")} {
		a := h.serve(r)
		require.Equal(t, http.StatusTooManyRequests, a.StatusCode)
		require.Equal(t, "4", a.Header.Get("Retry-After"))
		require.Equal(t, "too_many", a.at("code"))
	}
	elsewhere := get("/livez")
	elsewhere.RemoteAddr = "127.0.0.2:1"
	h.ok(http.StatusOK, elsewhere)
	forged := get("/livez").with("X-Forwarded-For", "192.0.2.9").with("X-Real-Ip", "192.0.2.9")
	require.Equal(t, http.StatusTooManyRequests, h.serve(forged).StatusCode, "nobody's word is taken for an address")
	require.Zero(t, h.commands.count())
}

func TestAnAccountMayNotAskTooOften(t *testing.T) {
	t.Parallel()
	h := slowed(t, func(c *config) { c.server.Limits.Account = ratelimit.Rate{PerSecond: 1, Burst: 2} })
	for range 2 {
		h.ok(http.StatusOK, get("/whoami").as(caseworker+" one"))
	}
	p := h.refused(http.StatusTooManyRequests, "too_many", get("/whoami").as(caseworker+" one"))
	require.NotEmpty(t, p.Detail)
	h.ok(http.StatusOK, get("/whoami").as(caseworker+" two"))
	h.ok(http.StatusOK, get("/livez"))
	p = h.refused(http.StatusTooManyRequests, "too_many", post("/cases", m{}).as(registrar+" one"))
	require.Zero(t, h.commands.count())
	require.Equal(t, http.StatusTooManyRequests, p.Status, "also at another desk: it is the account that is counted")
}

func TestOnlyOurOwnProxyIsTrusted(t *testing.T) {
	t.Parallel()
	h := slowed(t, func(c *config) {
		c.server.Limits.Address = ratelimit.Rate{PerSecond: 1, Burst: 1}
		c.server.Proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/24")}
	})
	from := func(connection, said string) int {
		r := get("/livez")
		r.RemoteAddr = connection + ":4000"
		if said != "" {
			r.Header.Set("X-Forwarded-For", said)
		}
		return h.serve(r).StatusCode
	}
	for i := range 5 {
		require.Equal(t, http.StatusOK, from("10.0.0.7", "192.0.2."+strconv.Itoa(i)), "behind the proxy each has an address of its own")
	}
	require.Equal(t, http.StatusTooManyRequests, from("10.0.0.8", "192.0.2.1"))
	require.Equal(t, http.StatusTooManyRequests, from("10.0.0.8", "198.51.100.1, 192.0.2.1"), "what stands before the last hop is anybody's word")
	require.Equal(t, http.StatusOK, from("203.0.113.5", "192.0.2.77"))
	require.Equal(t, http.StatusTooManyRequests, from("203.0.113.5", "192.0.2.78"), "a stranger's word is not taken")
}

// A request that a browser sends for a page of another site is refused before anything is done.
func TestAnotherSiteCannotWrite(t *testing.T) {
	t.Parallel()
	h := slowed(t, func(c *config) { c.server.Origin = "https://homeward.example" })
	decide := func() request {
		return post("/cases/"+string(caseRef)+"/tasks/register.1/decide", m{"outcome": "registered"}).as(registrar).with("If-Match", `"1"`)
	}
	for name, r := range map[string]request{
		"by the browser's word":       decide().with("Sec-Fetch-Site", "cross-site"),
		"from a name beside":          decide().with("Sec-Fetch-Site", "same-site"),
		"by its origin":               decide().with("Origin", "https://evil.example"),
		"from nowhere":                decide().with("Origin", "null"),
		"from our name with no TLS":   decide().with("Origin", "http://homeward.example"),
		"from another port of a name": decide().with("Origin", "http://localhost:9"),
	} {
		p := h.refused(http.StatusForbidden, "denied", r)
		require.Contains(t, p.Detail, "another site", name)
	}
	require.Zero(t, h.commands.count())
	require.Equal(t, http.StatusOK, h.serve(decide().with("Sec-Fetch-Site", "same-origin")).StatusCode)
	require.Equal(t, http.StatusOK, h.serve(decide().with("Origin", "https://homeward.example").with("Sec-Fetch-Site", "cross-site")).StatusCode, "our own name")
	require.Equal(t, http.StatusOK, h.serve(decide()).StatusCode, "a program")
	require.Equal(t, http.StatusOK, h.serve(get("/cases").as(caseworker).with("Sec-Fetch-Site", "cross-site")).StatusCode, "looking changes nothing")
	wrong := h.config()
	wrong.server.Origin = "nowhere"
	_, err := wrong.assemble()
	require.ErrorContains(t, err, "trust own origin")
}
