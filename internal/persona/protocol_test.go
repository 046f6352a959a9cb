package persona_test

import (
	"maps"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/persona"
)

// A request of another client, or with another redirect address, is not redirected.
func TestOtherClientsAreNotRedirected(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for name, change := range map[string]func(url.Values){
		"another client": set("client_id", "evil"), "no client": unset("client_id"), "another address": set("redirect_uri", "http://evil.example/"),
		"a longer address": set("redirect_uri", s.client.RedirectURL+"/x"), "no address": unset("redirect_uri"),
	} {
		form := s.asks(set("persona", "caseworker"), change)
		answer := s.send(s.request(http.MethodPost, "/persona/authorize", form))
		require.Equal(t, http.StatusBadRequest, answer.StatusCode, name)
		require.Empty(t, answer.Header.Get("Location"), name)
		answer = s.send(s.request(http.MethodGet, "/persona/authorize?"+form.Encode(), nil))
		require.Equal(t, http.StatusBadRequest, answer.StatusCode, name)
	}
}

func TestMistakesGoBackToTheClient(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for name, tt := range map[string]struct {
		change func(url.Values)
		want   string
	}{
		"another answer":      {set("response_type", "token"), "unsupported_response_type"},
		"no identity":         {set("scope", "email openidish"), "invalid_scope"},
		"no state":            {unset("state"), "invalid_request"},
		"no nonce":            {unset("nonce"), "invalid_request"},
		"no challenge":        {unset("code_challenge"), "invalid_request"},
		"a plain challenge":   {set("code_challenge_method", "plain"), "invalid_request"},
		"an age that is none": {set("max_age", "soon"), "invalid_request"},
		"a negative age":      {set("max_age", "-1"), "invalid_request"},
	} {
		back := s.click(s.asks(set("persona", "caseworker"), tt.change))
		require.Equal(t, tt.want, back.Get("error"), name)
		require.Empty(t, back.Get("code"), name)
	}
	require.Equal(t, "access_denied", s.click(s.asks(set("cancel", "yes"))).Get("error"))
	answer := s.send(s.request(http.MethodGet, "/persona/authorize?"+s.asks(set("prompt", "none")).Encode(), nil))
	back, err := answer.Location()
	require.NoError(t, err)
	require.Equal(t, "login_required", back.Query().Get("error"), "nobody is signed in here between two clicks")
}

func TestACodeIsValidOnceForItsClient(t *testing.T) {
	t.Parallel()
	s := serve(t)
	form := func(code string, change ...func(url.Values)) url.Values {
		q := url.Values{
			"grant_type": {"authorization_code"}, "client_id": {persona.Client}, "redirect_uri": {s.client.RedirectURL},
			"code": {code}, "code_verifier": {verifier},
		}
		for _, c := range change {
			c(q)
		}
		return q
	}
	status := func(q url.Values) int {
		return s.send(s.request(http.MethodPost, "/persona/token", q)).StatusCode
	}
	code := func() string { return s.click(s.asks(set("persona", "medical"))).Get("code") }

	first := code()
	require.Equal(t, http.StatusOK, status(form(first)))
	require.Equal(t, http.StatusBadRequest, status(form(first)), "the second time")
	wrong := code()
	require.Equal(t, http.StatusBadRequest, status(form(wrong, set("code_verifier", verifier+"x"))))
	require.Equal(t, http.StatusBadRequest, status(form(wrong)), "a wrong verifier spends the code")
	require.Equal(t, http.StatusBadRequest, status(form(code(), unset("code_verifier"))))
	require.Equal(t, http.StatusBadRequest, status(form(code(), set("redirect_uri", "http://localhost/"))))
	require.Equal(t, http.StatusBadRequest, status(form("guessed")))
	require.Equal(t, http.StatusBadRequest, status(form(code(), set("grant_type", "password"))))
	require.Equal(t, http.StatusUnauthorized, status(form(code(), set("client_id", "evil"))))
	require.Equal(t, http.StatusUnauthorized, status(form(code(), set("client_secret", "guessed"))))
	late := code()
	s.clock.after(2 * time.Minute)
	require.Equal(t, http.StatusBadRequest, status(form(late)), "a code runs out")
}

// A token asserts a fresh and strong proof if it is asked for, with the time of the click.
func TestAFreshProof(t *testing.T) {
	t.Parallel()
	s := serve(t)
	proof := func(change ...func(url.Values)) (string, int64) {
		back := s.click(s.asks(append(change, set("persona", "caseworker"))...))
		s.clock.after(30 * time.Second)
		token, err := s.exchange(back.Get("code"))
		require.NoError(t, err)
		var said struct {
			Class  string `json:"acr"`
			Proven int64  `json:"auth_time"`
		}
		require.NoError(t, token.Claims(&said))
		return said.Class, said.Proven
	}
	clicked := s.clock.now().Unix()
	class, proven := proof(set("acr_values", "else "+persona.Strong), set("max_age", "0"))
	require.Equal(t, persona.Strong, class)
	require.Equal(t, clicked, proven)
	class, _ = proof(set("acr_values", "else"))
	require.Equal(t, persona.Weak, class)
}

func FuzzAuthorize(f *testing.F) {
	s := serve(f)
	f.Add("desk=tha-panel-maesot&roles=panel_chair&account=a&agency=tha-police")
	f.Add("persona=caseworker&max_age=0")
	f.Add("persona=%00&acr_values=%ff")
	f.Fuzz(func(t *testing.T, more string) {
		extra, err := url.ParseQuery(more)
		if err != nil {
			return
		}
		form := s.asks()
		maps.Copy(form, extra)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.address+"/persona/authorize?"+s.asks().Encode(), http.NoBody)
		require.NoError(t, err)
		r.URL.RawQuery = form.Encode()
		answer, err := s.browser.Do(r)
		require.NoError(t, err)
		defer answer.Body.Close()
		require.Less(t, answer.StatusCode, 500)
		if to := answer.Header.Get("Location"); to != "" {
			require.Contains(t, to, s.client.RedirectURL+"?", "nobody is sent elsewhere")
		}
	})
}
