package persona_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/persona"
)

func newKey(tb testing.TB) *ecdsa.PrivateKey {
	tb.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(tb, err)
	return key
}

func signed(tb testing.TB, key *ecdsa.PrivateKey, said map[string]any) string {
	tb.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: key}, nil)
	require.NoError(tb, err)
	raw, err := json.Marshal(said)
	require.NoError(tb, err)
	s, err := signer.Sign(raw)
	require.NoError(tb, err)
	token, err := s.CompactSerialize()
	require.NoError(tb, err)
	return token
}

func TestAMachineSignsForItself(t *testing.T) {
	t.Parallel()
	key, other := newKey(t), newKey(t)
	s := serve(t, persona.Machine{ID: "registry", Key: jose.JSONWebKey{Key: key.Public()}}, persona.Machine{ID: "other", Key: jose.JSONWebKey{Key: other.Public()}})
	says := func(id string) map[string]any {
		return map[string]any{
			"iss": "registry", "sub": "registry", "aud": s.provider.Issuer() + "/token", "jti": id, "exp": s.clock.now().Add(time.Minute).Unix(),
		}
	}
	ask := func(assertion string, change ...func(url.Values)) reply {
		q := url.Values{
			"grant_type": {"client_credentials"}, "client_assertion": {assertion},
			"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
		}
		for _, c := range change {
			c(q)
		}
		return s.send(s.request(http.MethodPost, "/persona/token", q))
	}
	good := signed(t, key, says("1"))
	answer := ask(good, set("resource", s.address))
	require.Equal(t, http.StatusOK, answer.StatusCode)
	var token struct {
		Access string `json:"access_token"`
	}
	require.NoError(t, json.Unmarshal(answer.Body, &token))
	checked, err := s.oidc.Verifier(&oidc.Config{ClientID: s.address, Now: s.clock.now}).Verify(t.Context(), token.Access)
	require.NoError(t, err, "its audience is this installation")
	require.Equal(t, "registry", checked.Subject)
	parsed, err := jose.ParseSigned(token.Access, []jose.SignatureAlgorithm{jose.ES256})
	require.NoError(t, err)
	require.Equal(t, "at+jwt", parsed.Signatures[0].Protected.ExtraHeaders[jose.HeaderType], "RFC 9068")

	require.Equal(t, http.StatusUnauthorized, ask(good).StatusCode, "an assertion is good once")
	fresh := func(change func(map[string]any)) string {
		m := says(rand.Text())
		change(m)
		return signed(t, key, m)
	}
	same := func(map[string]any) {}
	for name, tt := range map[string]struct {
		assertion string
		change    func(url.Values)
	}{
		"signed by another":    {assertion: signed(t, other, says("2"))},
		"a name that is none":  {assertion: fresh(func(m map[string]any) { m["iss"], m["sub"] = "king", "king" })},
		"for somebody else":    {assertion: fresh(func(m map[string]any) { m["sub"] = "other" })},
		"to somebody else":     {assertion: fresh(func(m map[string]any) { m["aud"] = "https://elsewhere.example" })},
		"run out":              {assertion: fresh(func(m map[string]any) { m["exp"] = s.clock.now().Add(-time.Second).Unix() })},
		"good for too long":    {assertion: fresh(func(m map[string]any) { m["exp"] = s.clock.now().Add(time.Hour).Unix() })},
		"without end":          {assertion: fresh(func(m map[string]any) { delete(m, "exp") })},
		"without a name":       {assertion: fresh(func(m map[string]any) { delete(m, "jti") })},
		"no token":             {assertion: "a.b.c"},
		"nothing":              {assertion: ""},
		"another name beside":  {assertion: fresh(same), change: set("client_id", "other")},
		"another kind of word": {assertion: fresh(same), change: set("client_assertion_type", "urn:x")},
		"unsigned":             {assertion: "eyJhbGciOiJub25lIn0.eyJpc3MiOiJyZWdpc3RyeSJ9."},
	} {
		var changes []func(url.Values)
		if tt.change != nil {
			changes = append(changes, tt.change)
		}
		require.Equal(t, http.StatusUnauthorized, ask(tt.assertion, changes...).StatusCode, name)
	}
	require.Equal(t, http.StatusBadRequest, ask(fresh(same), set("resource", "https://elsewhere.example")).StatusCode)
}
