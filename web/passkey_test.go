package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

func TestCeremonies(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for path, tt := range map[string]struct {
		form    url.Values
		want    string // what the service was asked
		creates bool
	}{
		"/signin/passkey/begin":    {nil, "passkey begin", false},
		"/account/prove/begin":     {nil, "proof begin", false},
		"/account/passkeys/begin":  {nil, "enrol begin", true},
		"/invitation/begin":        {url.Values{"token": {"hwi_ready"}}, "admission begin hwi_ready", true},
		"/account/prove/finish":    {url.Values{"ceremony": {"c"}, "credential": {"{}"}, "to": {"/account/sessions"}}, "proof finish c {}", false},
		"/account/passkeys/finish": {url.Values{"ceremony": {"c"}, "credential": {"{}"}, "label": {"phone"}}, "enrol finish c phone {}", false},
	} {
		a := s.serve(script(path, tt.form).as(caseworker))
		require.Equal(t, http.StatusOK, a.StatusCode, path)
		require.Equal(t, tt.want, s.signIn.last(), path)
		if strings.HasSuffix(path, "begin") {
			require.Equal(t, tt.creates, a.at("make"), path)
			require.NotNil(t, a.at("publicKey"), path)
			require.NotEmpty(t, a.at("ceremony"), path)
		}
	}
	for to, want := range map[string]string{
		"/account/passkeys": "/account/passkeys", "": "/day", "//evil.example": "/day", "https://evil.example": "/day",
		"/\\evil.example": "/day", "/x\nSet-Cookie: a": "/day", "evil": "/day", "javascript:alert(1)": "/day",
	} {
		a := s.serve(script("/signin/passkey/finish", url.Values{"ceremony": {"c"}, "credential": {"{}"}, "to": {to}}))
		require.Equal(t, want, a.at("to"), "%q", to)
		require.Equal(t, "hws_new", cookies(a)[identity.SessionCookie].Value)
	}
	a := s.serve(script("/invitation/finish", url.Values{"token": {"hwi_ready"}, "ceremony": {"c"}, "credential": {"{}"}, "label": {"phone"}, "recovery": {"R"}}))
	require.Equal(t, "AAAA-BBBB", a.at("recovery"), "shown once")
	require.Equal(t, "admission finish hwi_ready c R phone {}", s.signIn.last())
	require.NotContains(t, s.logs.String(), "hwi_")
	require.NotContains(t, s.logs.String(), "AAAA-BBBB")
}

func TestAFreshProofIsAskedFor(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn.fails = fault.Wrap(identity.ErrStepUp, fault.Denied, "this needs a fresh proof that it is you")
	a := s.serve(script("/account/passkeys/begin", nil).as(caseworker))
	require.Contains(t, a.Header.Get("WWW-Authenticate"), "insufficient_user_authentication")
	for _, path := range []string{"/account/passkeys/remove", "/account/desk/invite", "/account/desk/vouch", "/account/desk/disable"} {
		a = s.serve(page(http.MethodPost, path, url.Values{"passkey": {"k-1"}, "role": {"caseworker"}, "account": {"acc-8"}}).as(supervisor))
		require.Equal(t, http.StatusSeeOther, a.StatusCode, path)
		back := path[:strings.LastIndexByte(path, '/')]
		require.Equal(t, "/account/prove?"+url.Values{"to": {back}}.Encode(), a.Header.Get("Location"))
	}
}
