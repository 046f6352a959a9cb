package api_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/pace"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/words"
)

// page is a request of somebody who looks at the answer.
func page(method, path string, form url.Values) request {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	local := get(path)
	r = r.WithContext(local.Context())
	r.RemoteAddr, r.Host = local.RemoteAddr, local.Host
	r.Header.Set("Accept", "text/html,application/xhtml+xml")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	return request{r, nil}
}

func own(t *testing.T, h *house) []string {
	t.Helper()
	var out []string
	for _, route := range h.server.Outside() {
		if strings.Contains(route, " /account") {
			out = append(out, route)
		}
	}
	require.GreaterOrEqual(t, len(out), 5)
	return out
}

// One's own pages are for somebody who is signed in: a browser is sent to sign in and comes
// back, a program is told, and a machine has no page.
func TestOnesOwnPagesAreOnesOwn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, route := range own(t, h) {
		method, path, _ := strings.Cut(route, " ")
		a := h.serve(page(method, path, nil))
		require.Equal(t, http.StatusSeeOther, a.StatusCode, route)
		to, err := url.Parse(a.Header.Get("Location"))
		require.NoError(t, err)
		require.Equal(t, "/signin", to.Path)
		if method == http.MethodGet {
			require.Equal(t, path, to.Query().Get("to"), route)
		}
		a = h.serve(page(method, path, nil).with("Accept", "application/json"))
		require.Equal(t, http.StatusUnauthorized, a.StatusCode, route)
		require.Equal(t, "unsigned", a.at("code"))
		a = h.serve(page(method, path, nil).as(caseworker + " machine"))
		require.Equal(t, http.StatusForbidden, a.StatusCode, route)
	}
	require.Empty(t, h.door.asked, "nothing was done for nobody")
}

// What another site sends with somebody's browser changes nothing.
func TestAnotherSiteCannotUseOnesPages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, route := range h.server.Outside() {
		method, path, _ := strings.Cut(route, " ")
		if method != http.MethodPost {
			continue
		}
		a := h.serve(page(method, path, url.Values{"session": {"s-other"}, "role": {"supervisor"}}).as(caseworker).with("Sec-Fetch-Site", "cross-site"))
		require.Equal(t, http.StatusForbidden, a.StatusCode, route)
		require.Contains(t, string(a.raw), "did not come from a page of ours", route)
	}
	require.Empty(t, h.door.asked)
}

func cookies(a answer) map[string]*http.Cookie {
	out := map[string]*http.Cookie{}
	for _, c := range (&http.Response{Header: a.Header}).Cookies() {
		out[c.Name] = c
	}
	return out
}

func TestSigningInAtTheAgency(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.serve(page(http.MethodGet, "/signin?to=%2Faccount%2Fsessions", nil))
	require.Equal(t, http.StatusOK, a.StatusCode)
	require.Contains(t, string(a.raw), `href="/signin/ministry?to=%2Faccount%2Fsessions"`)
	require.Contains(t, string(a.raw), "Ministry &lt;one&gt;")
	require.Contains(t, a.Header.Get("Content-Security-Policy"), "form-action 'self';")
	require.Equal(t, "no-store", a.Header.Get("Cache-Control"))

	a = h.serve(page(http.MethodGet, "/signin/ministry?to=%2Faccount%2Fsessions", nil))
	require.Equal(t, http.StatusSeeOther, a.StatusCode)
	require.Equal(t, "https://idp.example/authorize?state=s", a.Header.Get("Location"))
	require.Equal(t, "begin ministry /account/sessions 127.0.0.1", h.door.last())
	state := cookies(a)[identity.StateCookie]
	require.Equal(t, "bound-browser", state.Value)

	a = h.serve(page(http.MethodGet, "/signin/callback?code=c&state=s", nil).with("Cookie", identity.StateCookie+"=bound-browser; "+identity.SessionCookie+"=hws_old"))
	require.Equal(t, http.StatusSeeOther, a.StatusCode)
	require.Equal(t, "/account/sessions", a.Header.Get("Location"))
	require.Equal(t, "finish c s bound-browser hws_old", h.door.last())
	require.Negative(t, cookies(a)[identity.StateCookie].MaxAge, "what bound the browser is used up")
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
	h.serve(twice)
	require.Equal(t, "finish c s  ", h.door.last(), "of two that bind a browser neither is believed")
	require.NotContains(t, h.logs.String(), "hws_")
	require.NotContains(t, h.logs.String(), "code=c")
}

func TestASignInThatFailsSaysSoInAPage(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
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
		h.door.fails = tt.err
		a := h.serve(page(http.MethodGet, "/signin/callback?code=c&state=s", nil))
		require.Equal(t, tt.status, a.StatusCode, name)
		require.Contains(t, string(a.raw), tt.words, name)
		require.Contains(t, a.Header.Get("Content-Type"), "text/html")
		require.Empty(t, cookies(a)[identity.SessionCookie])
		if tt.status == http.StatusTooManyRequests {
			require.Equal(t, "42", a.Header.Get("Retry-After"))
		}
	}
	a := h.serve(page(http.MethodGet, "/signin/callback?code=c", nil).with("Accept-Language", "ar"))
	require.Contains(t, string(a.raw), `<html lang="ar" dir="rtl">`)
}

func TestMyAccount(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.serve(page(http.MethodGet, "/account", nil).as(caseworker))
	require.Equal(t, http.StatusOK, a.StatusCode)
	for _, words := range []string{"Caseworker", "Casework, Mae Sot", "Protection organisation", "Thailand", "dev-1", "2026-\u206011-\u206021\u00a019:00", "Asia/Bangkok", "Answer what your desk is asked."} {
		require.Contains(t, string(a.raw), words)
	}
	a = h.serve(page(http.MethodPost, "/account/role", url.Values{"role": {"supervisor"}}).as(caseworker).with("Cookie", identity.SessionCookie+"=hws_old"))
	require.Equal(t, http.StatusSeeOther, a.StatusCode)
	require.Equal(t, "/account", a.Header.Get("Location"))
	require.Equal(t, "hws_turned", cookies(a)[identity.SessionCookie].Value, "another role has another token")
	a = h.serve(page(http.MethodPost, "/account/role", url.Values{"role": {"registrar"}}).as(caseworker))
	require.Equal(t, http.StatusForbidden, a.StatusCode)
	require.Empty(t, cookies(a))
	a = h.serve(page(http.MethodPost, "/account/role", url.Values{"role": {"supervisor", "registrar"}}).as(caseworker))
	require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode, "a name twice")
	a = h.serve(page(http.MethodPost, "/account/role", url.Values{"role": {strings.Repeat("x", 300<<10)}}).as(caseworker))
	require.Equal(t, http.StatusBadRequest, a.StatusCode, "too long to be read")
}

func TestMySessions(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.serve(page(http.MethodGet, "/account/sessions", nil).as(caseworker))
	require.Contains(t, string(a.raw), "this one")
	require.Contains(t, string(a.raw), "The command line")
	a = h.serve(page(http.MethodGet, "/account/sessions", nil).as(caseworker).with("Accept", "application/json"))
	require.JSONEq(t, `{"items":[
		{"id":"s-dev-1","device":"computer","this":true,"since":"2026-11-21T12:00:00Z","seen":"2026-11-21T12:00:00Z","until":"2026-11-21T13:00:00Z"},
		{"id":"s-other","device":"command_line","this":false,"since":"2026-11-21T12:00:00Z","seen":"2026-11-21T12:00:00Z","until":"2026-11-21T13:00:00Z"}]}`, string(a.raw))

	a = h.serve(page(http.MethodPost, "/account/sessions/end", url.Values{"session": {"s-other"}}).as(caseworker))
	require.Equal(t, "/account/sessions?done=sessions.ended", a.Header.Get("Location"))
	require.Equal(t, "end s-other", h.door.last())
	require.Empty(t, cookies(a))
	a = h.serve(page(http.MethodGet, "/account/sessions?done=sessions.ended", nil).as(caseworker))
	require.Contains(t, string(a.raw), "The session has ended.")
	a = h.serve(page(http.MethodGet, "/account/sessions?done=me.title", nil).as(caseworker))
	require.NotContains(t, string(a.raw), `role="status"`, "an address cannot make a page say anything else")

	for name, r := range map[string]request{
		"this one":   page(http.MethodPost, "/account/sessions/end", url.Values{"session": {"s-dev-1"}}).as(caseworker),
		"everywhere": page(http.MethodPost, "/account/sessions/end-all", nil).as(caseworker),
		"out":        page(http.MethodPost, "/signout", nil),
	} {
		a = h.serve(r)
		require.Equal(t, "/signin?done=signin.ended", a.Header.Get("Location"), name)
		require.Negative(t, cookies(a)[identity.SessionCookie].MaxAge, name)
		require.Contains(t, a.Header.Get("Clear-Site-Data"), "storage", name)
	}
	a = h.serve(page(http.MethodPost, "/account/sessions/end-all", nil).as(caseworker).with("Accept", "application/json"))
	require.Equal(t, http.StatusNoContent, a.StatusCode)
}

func TestTheDoorIsSlowerThanTheHouse(t *testing.T) {
	t.Parallel()
	h := slowed(t, func(c *api.Config) { c.Limits.Door = pace.Rate{PerSecond: 0.1, Burst: 2} })
	for range 2 {
		require.Equal(t, http.StatusSeeOther, h.serve(page(http.MethodGet, "/signin/ministry", nil)).StatusCode)
	}
	a := h.serve(page(http.MethodGet, "/signin/callback?code=c", nil))
	require.Equal(t, http.StatusTooManyRequests, a.StatusCode)
	require.Contains(t, string(a.raw), "Try again in 10 seconds")
	require.Equal(t, http.StatusOK, h.serve(page(http.MethodGet, "/account", nil).as(caseworker)).StatusCode, "who is in can go on")
}

func TestEverythingThatOneMayDoHasWords(t *testing.T) {
	t.Parallel()
	texts, err := words.Load()
	require.NoError(t, err)
	for _, action := range policy.Actions() {
		require.NotEmpty(t, api.AbilityOf(action), "%s is nobody's in words; see abilities.go", action)
	}
	for _, key := range api.Abilities() {
		for _, l := range words.Languages() {
			text, err := texts.Text(l, key)
			require.NoError(t, err)
			require.NotEmpty(t, text, "%s in %s", key, l.Code)
		}
	}
}
