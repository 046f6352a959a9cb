package persona_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/assertion"
	"example.org/homeward/internal/persona"
)

func clientKey(tb testing.TB) *assertion.Key {
	tb.Helper()
	content, err := assertion.Make()
	require.NoError(tb, err)
	key, err := assertion.Parse(content, "")
	require.NoError(tb, err)
	return key
}

// If Homeward has a key, no other client can redeem a code, even if it knows the code.
func TestTheClientProvesItselfWithItsKey(t *testing.T) {
	t.Parallel()
	key, other := clientKey(t), clientKey(t)
	public := key.Public()
	s := serve(t)
	s.provider.ClientKey = &public
	here := assertion.Server{Issuer: s.provider.Issuer(), Endpoint: s.provider.Issuer() + "/token"}
	sign := func(by *assertion.Key, name string, to assertion.Server, at time.Time) string {
		token, err := by.Sign(name, to, "", at)
		require.NoError(t, err)
		return token
	}
	redeem := func(proof url.Values, change ...func(url.Values)) int {
		q := url.Values{
			"grant_type": {"authorization_code"}, "client_id": {persona.Client}, "redirect_uri": {s.client.RedirectURL},
			"code": {s.click(s.asks(set("persona", "caseworker"))).Get("code")}, "code_verifier": {verifier},
		}
		maps.Copy(q, proof)
		for _, c := range change {
			c(q)
		}
		return s.send(s.request(http.MethodPost, "/persona/token", q)).StatusCode
	}
	now := s.clock.now()
	good := sign(key, persona.Client, here, now)
	require.Equal(t, http.StatusOK, redeem(assertion.Params(good)))
	require.Equal(t, http.StatusUnauthorized, redeem(assertion.Params(good)), "once")
	require.Equal(t, http.StatusUnauthorized, redeem(nil), "its name alone is no proof any more")
	for name, token := range map[string]string{
		"another key":       sign(other, persona.Client, here, now),
		"another client":    sign(key, "case-register", here, now),
		"for another":       sign(key, persona.Client, assertion.Server{Issuer: "https://id.example"}, now),
		"run out":           sign(key, persona.Client, here, now.Add(-2*time.Minute)),
		"good for too long": sign(key, persona.Client, here, now.Add(time.Hour)),
	} {
		require.Equal(t, http.StatusUnauthorized, redeem(assertion.Params(token)), name)
	}
	require.Equal(t, http.StatusUnauthorized, redeem(assertion.Params(sign(key, persona.Client, here, now)), set("client_id", "other")))
	require.Equal(t, http.StatusUnauthorized, redeem(assertion.Params(sign(key, persona.Client, here, now)), set("client_secret", "x")))
	require.Equal(t, http.StatusBadRequest, redeem(assertion.Params(sign(key, persona.Client, here, now)), set("code_verifier", "another")), "and the code is bound as before")

	var said struct {
		Methods []string `json:"token_endpoint_auth_methods_supported"`
	}
	require.NoError(t, json.Unmarshal(s.send(s.request(http.MethodGet, "/persona/.well-known/openid-configuration", nil)).Body, &said))
	require.Equal(t, []string{"private_key_jwt"}, said.Methods)
}
