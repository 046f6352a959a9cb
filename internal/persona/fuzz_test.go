package persona_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/persona"
)

// An assertion gets a token only if the machine's own key has signed it.
func FuzzAssertion(f *testing.F) {
	key := newKey(f)
	s := serve(f, persona.Machine{ID: "registry", Key: jose.JSONWebKey{Key: key.Public()}})
	foreign := signed(f, newKey(f), map[string]any{"iss": "registry", "sub": "registry", "aud": s.provider.Issuer() + "/token", "jti": "1", "exp": s.clock.now().Unix() + 60})
	f.Add(foreign)
	f.Add("eyJhbGciOiJub25lIn0.eyJpc3MiOiJyZWdpc3RyeSJ9.")
	f.Add(strings.Replace(foreign, ".", "..", 1))
	f.Add(`{"payload":"","signatures":[]}`)
	f.Add("")
	f.Fuzz(func(t *testing.T, assertion string) {
		form := url.Values{
			"grant_type": {"client_credentials"}, "client_assertion": {assertion},
			"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.address+"/persona/token", strings.NewReader(form.Encode()))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer, err := s.browser.Do(r)
		require.NoError(t, err)
		defer answer.Body.Close()
		require.GreaterOrEqual(t, answer.StatusCode, 400)
		require.Less(t, answer.StatusCode, 500)
		body, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		require.NotContains(t, string(body), "access_token")
	})
}
