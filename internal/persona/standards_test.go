package persona_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/persona"
)

// The errors of the token endpoint are those of the standards, with a reason, because agencies learn here.
func TestTheTokenEndpointIsThatOfTheStandards(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	s := serve(t, persona.Machine{ID: "registry", Key: jose.JSONWebKey{Key: key.Public()}})
	n := 0
	ask := func(claims map[string]any, change func(url.Values)) (reply, map[string]string) {
		n++
		all := map[string]any{
			"iss": "registry", "sub": "registry", "aud": s.provider.Issuer(), "jti": string(rune('a' + n)), "exp": s.clock.now().Add(time.Minute).Unix(),
		}
		maps.Copy(all, claims)
		q := url.Values{
			"grant_type": {"client_credentials"}, "client_assertion": {signed(t, key, all)},
			"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
		}
		if change != nil {
			change(q)
		}
		answer := s.send(s.request(http.MethodPost, "/persona/token", q))
		var body map[string]string
		_ = json.Unmarshal(answer.Body, &body) // a success has a number, and is not looked at
		return answer, body
	}
	for name, tt := range map[string]struct {
		claims map[string]any
		change func(url.Values)
		want   string // "" is a token
	}{
		"RFC 6749, 3.2: twice":           {change: func(q url.Values) { q.Add("grant_type", "client_credentials") }, want: "invalid_request"},
		"RFC 6749, 5.2: no grant":        {change: unset("grant_type"), want: "invalid_request"},
		"RFC 6749, 5.2: another grant":   {change: set("grant_type", "password"), want: "unsupported_grant_type"},
		"RFC 6749, 3.3: a scope":         {change: set("scope", "cases.read"), want: "invalid_scope"},
		"RFC 8707, 2: a second resource": {change: func(q url.Values) { q["resource"] = []string{s.address, "https://elsewhere.example"} }, want: "invalid_target"},
		"RFC 8707: a final slash":        {change: set("resource", s.address+"/")},
		"RFC 7523, 3: not valid yet":     {claims: map[string]any{"nbf": s.clock.now().Add(10 * time.Minute).Unix()}, want: "invalid_client"},
		"RFC 7519, 2: a fraction":        {claims: map[string]any{"exp": float64(s.clock.now().Add(time.Minute).Unix()) + 0.5}},
		"valid for too long":             {claims: map[string]any{"exp": s.clock.now().Add(time.Hour).Unix()}, want: "invalid_client"},
	} {
		answer, body := ask(tt.claims, tt.change)
		require.Equal(t, tt.want, body["error"], name)
		require.Equal(t, tt.want == "invalid_client", answer.Header.Get("WWW-Authenticate") != "", name)
		if tt.want != "" && tt.want != "unsupported_grant_type" {
			require.NotEmpty(t, body["error_description"], name)
		}
	}
}

// The authorization endpoint takes GET and POST, and knows the requests that it does not support.
func TestTheAuthorizationEndpointIsThatOfTheStandards(t *testing.T) {
	t.Parallel()
	s := serve(t)
	page := s.send(s.request(http.MethodPost, "/persona/authorize", s.asks()))
	require.Equal(t, http.StatusOK, page.StatusCode, "OpenID Connect Core 1.0, 3.1.2.1")
	require.Contains(t, string(page.Body), `name="persona"`)
	elsewhere := s.request(http.MethodPost, "/persona/authorize", s.asks(set("persona", "caseworker")))
	elsewhere.Header.Set("Sec-Fetch-Site", "cross-site")
	require.Equal(t, http.StatusForbidden, s.send(elsewhere).StatusCode, "another page chooses no officer")
	for name, tt := range map[string]struct {
		change func(url.Values)
		want   string
	}{
		"OpenID Connect Core 1.0, 3.1.2.6": {set("request", "a.b.c"), "request_not_supported"},
		"by reference":                     {set("request_uri", "https://elsewhere.example"), "request_uri_not_supported"},
		"none beside login":                {set("prompt", "none login"), "invalid_request"},
	} {
		require.Equal(t, tt.want, s.click(s.asks(set("persona", "caseworker"), tt.change)).Get("error"), name)
	}
	require.False(t, s.click(s.asks(unset("state"))).Has("state"), "there was none")
}

// The metadata are there under both names, and say what is not supported.
func TestTheMetadataSayWhatIsNotSupported(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for _, path := range []string{"/persona/.well-known/openid-configuration", persona.Metadata} {
		var said map[string]any
		answer := s.send(s.request(http.MethodGet, path, nil))
		require.NoError(t, json.Unmarshal(answer.Body, &said), path)
		require.Equal(t, false, said["request_uri_parameter_supported"], path)
		require.Equal(t, s.provider.Issuer(), said["issuer"], path)
	}
}
