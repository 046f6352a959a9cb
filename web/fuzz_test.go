package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

// After signing in the browser goes to a page of this site, for any path that the form names.
func FuzzAfterSignIn(f *testing.F) {
	s := newSite(f)
	for _, seed := range []string{"/account", "//evil.example", "/\\evil", "https://evil.example", "/a?b=c", "\x00", "/%2F%2Fevil.example", "/..//evil.example"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, to string) {
		a := s.serve(script("/signin/passkey/finish", url.Values{"ceremony": {"c"}, "credential": {"{}"}, "to": {to}}))
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

// The browser is sent to the machine that it runs on or nowhere, for any redirect that a command line names.
func FuzzHandover(f *testing.F) {
	s := newSite(f)
	for _, seed := range []string{"http://127.0.0.1:7777/", "http://[::1]:1/x", "http://127.0.0.1@evil.example:1/", "http://127.0.0.1:1#x", "javascript:alert(1)", "http://127.0.0.1:99999/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, redirect string) {
		a := s.serve(page(http.MethodPost, "/signin/cli", url.Values{
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
