package api_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

// script is a request of the script of our pages.
func script(path string, form url.Values) request {
	return page(http.MethodPost, path, form).with("Accept", "application/json")
}

func TestCeremonies(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for path, tt := range map[string]struct {
		form    url.Values
		want    string // what identity is asked
		creates bool
	}{
		"/signin/passkey/begin":    {nil, "passkey begin", false},
		"/account/prove/begin":     {nil, "proof begin", false},
		"/account/passkeys/begin":  {nil, "enrol begin", true},
		"/invitation/begin":        {url.Values{"token": {"hwi_ready"}}, "admission begin hwi_ready", true},
		"/account/prove/finish":    {url.Values{"ceremony": {"c"}, "credential": {"{}"}, "to": {"/account/sessions"}}, "proof finish c {}", false},
		"/account/passkeys/finish": {url.Values{"ceremony": {"c"}, "credential": {"{}"}, "label": {"phone"}}, "enrol finish c phone {}", false},
	} {
		a := h.serve(script(path, tt.form).as(caseworker))
		require.Equal(t, http.StatusOK, a.StatusCode, path)
		require.Equal(t, tt.want, h.door.last(), path)
		if strings.HasSuffix(path, "begin") {
			require.Equal(t, tt.creates, a.at("make"), path)
			require.NotNil(t, a.at("publicKey"), path)
			require.NotEmpty(t, a.at("ceremony"), path)
		}
	}
	for to, want := range map[string]string{
		"/account/passkeys": "/account/passkeys", "": "/account", "//evil.example": "/account", "https://evil.example": "/account",
		"/\\evil.example": "/account", "/x\nSet-Cookie: a": "/account", "evil": "/account", "javascript:alert(1)": "/account",
	} {
		a := h.serve(script("/signin/passkey/finish", url.Values{"ceremony": {"c"}, "credential": {"{}"}, "to": {to}}))
		require.Equal(t, want, a.at("to"), "%q", to)
		require.Equal(t, "hws_new", cookies(a)[identity.SessionCookie].Value)
	}
	a := h.serve(script("/invitation/finish", url.Values{"token": {"hwi_ready"}, "ceremony": {"c"}, "credential": {"{}"}, "label": {"phone"}, "recovery": {"R"}}))
	require.Equal(t, "AAAA-BBBB", a.at("recovery"), "it is told this once")
	require.Equal(t, "admission finish hwi_ready c R phone {}", h.door.last())
	require.NotContains(t, h.logs.String(), "hwi_")
	require.NotContains(t, h.logs.String(), "AAAA-BBBB")
}

// What needs a fresh proof leads to where one is given, and back.
func TestAFreshProofIsAskedFor(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.door.fails = fault.Wrap(identity.ErrStepUp, fault.Denied, "this needs a fresh proof that it is you")
	a := h.serve(script("/account/passkeys/begin", nil).as(caseworker))
	require.Contains(t, a.Header.Get("WWW-Authenticate"), "insufficient_user_authentication")
	for _, path := range []string{"/account/passkeys/remove", "/account/desk/invite", "/account/desk/vouch", "/account/desk/disable"} {
		a = h.serve(page(http.MethodPost, path, url.Values{"passkey": {"k-1"}, "role": {"caseworker"}, "account": {"acc-8"}}).as(supervisor))
		require.Equal(t, http.StatusSeeOther, a.StatusCode, path)
		back := path[:strings.LastIndexByte(path, '/')]
		require.Equal(t, "/account/prove?"+url.Values{"to": {back}}.Encode(), a.Header.Get("Location"))
	}
}

func TestACodeIsShownForWhatItIs(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for token, want := range map[string]string{
		"hwi_ready": "You are invited", "hwi_return": "Your recovery code", "hwi_later": "still has to confirm this code", "hwi_wrong": "This code is not good",
	} {
		a := h.serve(page(http.MethodPost, "/invitation/open", url.Values{"token": {token}}))
		require.Contains(t, string(a.raw), want, token)
		require.Equal(t, token == "hwi_ready" || token == "hwi_return", strings.Contains(string(a.raw), "data-passkey"), token)
	}
	a := h.serve(page(http.MethodGet, "/invitation?token=hwi_ready", nil))
	require.NotContains(t, string(a.raw), "hwi_ready", "a code is not taken from an address, which is logged on its way")
}

func TestMyDesk(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.serve(page(http.MethodGet, "/account/desk", nil).as("tha-caseworker-maesot supervisor"))
	for _, words := range []string{"Casework, Mae Sot", "To join", "needs a second person", "acc-8", "shut out", `value="caseworker"`, `value="confirm"`} {
		require.Contains(t, string(a.raw), words)
	}
	require.Equal(t, 1, strings.Count(string(a.raw), `value="confirm"`), "what one can confirm")
	a = h.serve(page(http.MethodGet, "/account/desk", nil).as(caseworker))
	require.Contains(t, string(a.raw), "Whoever supervises your desk can invite colleagues.")
	require.NotContains(t, string(a.raw), "/account/desk/disable")

	a = h.serve(page(http.MethodPost, "/account/desk/invite", url.Values{"role": {"caseworker", "caseworker"}}).as("tha-caseworker-maesot supervisor"))
	require.Contains(t, string(a.raw), "hwi_fresh")
	require.Contains(t, h.door.asked, "invite tha-caseworker-maesot tha-ngo caseworker")
	a = h.serve(page(http.MethodPost, "/account/desk/vouch", url.Values{"account": {"acc-8"}}).as(caseworker))
	require.Contains(t, string(a.raw), "hwi_fresh")
	for answer, to := range map[string]string{"confirm": "/account/desk?done=people.confirmed", "withdraw": "/account/desk?done=people.withdrawn"} {
		a = h.serve(page(http.MethodPost, "/account/desk/code", url.Values{"code": {"i-1"}, "answer": {answer}}).as(caseworker))
		require.Equal(t, to, a.Header.Get("Location"))
		require.Equal(t, answer+" i-1", h.door.last())
	}
	a = h.serve(page(http.MethodPost, "/account/desk/code", url.Values{"code": {"i-1"}, "answer": {"perhaps"}}).as(caseworker))
	require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode)
	a = h.serve(page(http.MethodPost, "/account/desk/disable", url.Values{"account": {"acc-8"}}).as("tha-caseworker-maesot supervisor"))
	require.Equal(t, "/account/desk?done=people.disabled", a.Header.Get("Location"))
	require.NotContains(t, h.logs.String(), "hwi_")
}

func TestTheCommandLineIsLetIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
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
	a := h.serve(page(http.MethodGet, "/signin/cli?"+asks().Encode(), nil))
	require.Equal(t, http.StatusSeeOther, a.StatusCode, "first one signs in")
	to, err := url.Parse(a.Header.Get("Location"))
	require.NoError(t, err)
	require.Equal(t, "/signin/cli?"+asks().Encode(), to.Query().Get("to"))
	a = h.serve(page(http.MethodGet, "/signin/cli?"+asks().Encode(), nil).as(caseworker))
	require.Contains(t, string(a.raw), "Let the command line act for you?")
	require.Contains(t, a.Header.Get("Content-Security-Policy"), "form-action 'self' http://127.0.0.1:7777;")
	require.Empty(t, h.door.asked, "nothing is given before one has allowed it")

	a = h.serve(page(http.MethodPost, "/signin/cli", asks("answer", "allow")).as(caseworker))
	require.Equal(t, "http://127.0.0.1:7777/?code=hwh_code&state=st", a.Header.Get("Location"))
	for _, answer := range []string{"refuse", "", "perhaps"} {
		a = h.serve(page(http.MethodPost, "/signin/cli", asks("answer", answer)).as(caseworker))
		require.Equal(t, "http://127.0.0.1:7777/?error=access_denied&state=st", a.Header.Get("Location"), answer)
	}
	for name, q := range map[string]url.Values{
		"elsewhere": asks("redirect_uri", "https://evil.example/"), "a name like it": asks("redirect_uri", "http://127.0.0.1.evil.example:80/"),
		"no port": asks("redirect_uri", "http://127.0.0.1/"), "plain": asks("code_challenge_method", "plain"), "no challenge": asks("code_challenge", ""),
		"no state": asks("state", ""), "with a user": asks("redirect_uri", "http://a@127.0.0.1:7/"),
	} {
		a = h.serve(page(http.MethodGet, "/signin/cli?"+q.Encode(), nil).as(caseworker))
		require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode, name)
		q.Set("answer", "allow")
		a = h.serve(page(http.MethodPost, "/signin/cli", q).as(caseworker))
		require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode, name)
		require.Empty(t, a.Header.Get("Location"), name)
	}
	a = h.serve(script("/signin/cli/token", url.Values{"code": {"hwh_code"}, "code_verifier": {"v"}, "redirect_uri": {"http://127.0.0.1:7777/"}}))
	require.Equal(t, "hws_cli", a.at("token"))
	require.Empty(t, cookies(a), "a command line keeps no cookie")
	require.NotContains(t, h.logs.String(), "hw")
}
