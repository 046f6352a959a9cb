package web_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHandover(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	sum := sha256.Sum256([]byte("secret"))
	asks := func(change ...string) url.Values {
		q := url.Values{
			"redirect_uri": {"http://127.0.0.1:7777/"}, "state": {"st"}, "code_challenge_method": {"S256"},
			"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])},
		}
		for i := 0; i+1 < len(change); i += 2 {
			q.Set(change[i], change[i+1])
		}
		return q
	}
	a := s.serve(page(http.MethodGet, "/signin/cli?"+asks().Encode(), nil))
	require.Equal(t, http.StatusSeeOther, a.StatusCode, "the user signs in first")
	to, err := url.Parse(a.Header.Get("Location"))
	require.NoError(t, err)
	require.Equal(t, "/signin/cli?"+asks().Encode(), to.Query().Get("to"))
	a = s.serve(page(http.MethodGet, "/signin/cli?"+asks().Encode(), nil).as(caseworker))
	require.Contains(t, string(a.raw), "Let the command line act for you?")
	require.Contains(t, a.Header.Get("Content-Security-Policy"), "form-action 'self' http://127.0.0.1:7777;")
	require.Empty(t, s.signIn.asked, "nothing is given before the user allows it")

	a = s.serve(page(http.MethodPost, "/signin/cli", asks("answer", "allow")).as(caseworker))
	require.Equal(t, "http://127.0.0.1:7777/?code=hwh_code&state=st", a.Header.Get("Location"))
	for _, answer := range []string{"refuse", "", "perhaps"} {
		a = s.serve(page(http.MethodPost, "/signin/cli", asks("answer", answer)).as(caseworker))
		require.Equal(t, "http://127.0.0.1:7777/?error=access_denied&state=st", a.Header.Get("Location"), answer)
	}
	for name, q := range map[string]url.Values{
		"elsewhere": asks("redirect_uri", "https://evil.example/"), "a name like it": asks("redirect_uri", "http://127.0.0.1.evil.example:80/"),
		"no port": asks("redirect_uri", "http://127.0.0.1/"), "plain": asks("code_challenge_method", "plain"), "no challenge": asks("code_challenge", ""),
		"no state": asks("state", ""), "with a user": asks("redirect_uri", "http://a@127.0.0.1:7/"),
	} {
		a = s.serve(page(http.MethodGet, "/signin/cli?"+q.Encode(), nil).as(caseworker))
		require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode, name)
		q.Set("answer", "allow")
		a = s.serve(page(http.MethodPost, "/signin/cli", q).as(caseworker))
		require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode, name)
		require.Empty(t, a.Header.Get("Location"), name)
	}
	a = s.serve(script("/signin/cli/token", url.Values{"code": {"hwh_code"}, "code_verifier": {"v"}, "redirect_uri": {"http://127.0.0.1:7777/"}}))
	require.Equal(t, "hws_cli", a.at("token"))
	require.Empty(t, cookies(a), "a command line keeps no cookie")
	require.NotContains(t, s.logs.String(), "hw")
}
