package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// A cursor is ours or it is refused; it is never a failure, and never comes back.
func FuzzCursor(f *testing.F) {
	h := newHouse(f)
	for _, seed := range []string{"", "bm9uZQ", "MTc5NTI2MjQwMDAwMDAwMCBuZXh0", "AAAA", "../..", "%00", "MTc5NTI2MjQwMDAwMDAwMCA="} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cursor string) {
		res := h.serve(get("/cases?cursor=" + url.QueryEscape(cursor)).as(caseworker))
		require.Contains(t, []int{http.StatusOK, http.StatusBadRequest, http.StatusUnprocessableEntity}, res.StatusCode)
	})
}

// Whatever bytes come as a body: a problem or a success, never a failure, never an echo.
func FuzzBody(f *testing.F) {
	h := newHouse(f)
	for _, seed := range []string{
		`{"outcome":"registered"}`, `{"outcome":"registered","reasons":"x","facts":[{"name":"age","value":"adult"}]}`, `{"outcome":1}`, `[`, "\xff", `{"a":{"a":{"a":1}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		own := *h
		own.tb = t
		a := own.do(post("/cases/c7m2k9x4pq/tasks/register.1/decide", raw).as(registrar).with("If-Match", `"1"`))
		require.Less(t, a.StatusCode, 500)
		require.True(t, utf8.Valid(a.raw))
		if a.StatusCode != http.StatusOK {
			require.Equal(t, "application/problem+json", a.Header.Get("Content-Type"))
		}
	})
}

// Wherever somebody says they want to go on: it is one of our own pages, or where one begins.
func FuzzWhereToGoOn(f *testing.F) {
	h := newHouse(f)
	for _, seed := range []string{"/account", "//evil.example", "/\\evil", "https://evil.example", "/a?b=c", "\x00", "/%2F%2Fevil.example", "/..//evil.example"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, to string) {
		a := h.serve(script("/signin/passkey/finish", url.Values{"ceremony": {"c"}, "credential": {"{}"}, "to": {to}}))
		require.Equal(t, http.StatusOK, a.StatusCode)
		var on struct {
			To string `json:"to"`
		}
		require.NoError(t, json.Unmarshal(a.raw, &on))
		base, err := url.Parse("https://homeward.example/signin")
		require.NoError(t, err)
		there, err := base.Parse(on.To)
		require.NoError(t, err)
		require.Equal(t, "homeward.example", there.Host, "%q", on.To)
		require.NotContains(t, on.To, "\\")
	})
}

// Whatever a command line asks: a browser is sent to this machine, or nowhere.
func FuzzHandover(f *testing.F) {
	h := newHouse(f)
	for _, seed := range []string{"http://127.0.0.1:7777/", "http://[::1]:1/x", "http://127.0.0.1@evil.example:1/", "http://127.0.0.1:1#x", "javascript:alert(1)", "http://127.0.0.1:99999/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, redirect string) {
		a := h.serve(page(http.MethodPost, "/signin/cli", url.Values{
			"redirect_uri": {redirect}, "state": {"s"}, "code_challenge_method": {"S256"}, "answer": {"allow"},
			"code_challenge": {"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"},
		}).as(caseworker))
		to := a.Header.Get("Location")
		if a.StatusCode != http.StatusSeeOther {
			require.Empty(t, to)
			return
		}
		there, err := url.Parse(to)
		require.NoError(t, err)
		require.Contains(t, []string{"127.0.0.1", "::1"}, there.Hostname())
		require.Equal(t, "http", there.Scheme)
		require.Nil(t, there.User)
	})
}
