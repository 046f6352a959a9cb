package identity_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/assertion"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

func ownKey(tb testing.TB) *assertion.Key {
	tb.Helper()
	content, err := assertion.Make()
	require.NoError(tb, err)
	key, err := assertion.Parse(content, "")
	require.NoError(tb, err)
	return key
}

// If an agency does not want a shared secret, the client authenticates with a key.
func TestWeProveOurselvesWithAKey(t *testing.T) {
	t.Parallel()
	key := ownKey(t)
	for name, tt := range map[string]struct {
		audience assertion.Audience
		path     string
	}{"for the issuer": {"", ""}, "for its endpoint": {assertion.ForEndpoint, "/token"}} {
		w, i := agency(t, func(p *identity.Provider) { p.Key, p.KeyAudience = key, tt.audience })
		w.signIn(t, i)
		first := i.said.Get("client_assertion")
		require.Equal(t, assertion.Type, i.said.Get("client_assertion_type"), name)
		require.Equal(t, "homeward", i.said.Get("client_id"))
		require.Empty(t, i.said.Get("client_secret"))
		signed, err := jose.ParseSignedCompact(first, []jose.SignatureAlgorithm{jose.ES256})
		require.NoError(t, err)
		raw, err := signed.Verify(key.Public().Key)
		require.NoError(t, err)
		var said struct {
			Iss string `json:"iss"`
			Sub string `json:"sub"`
			Aud string `json:"aud"`
			Iat int64  `json:"iat"`
			Exp int64  `json:"exp"`
		}
		require.NoError(t, json.Unmarshal(raw, &said))
		require.Equal(t, "homeward", said.Iss)
		require.Equal(t, "homeward", said.Sub)
		require.Equal(t, i.URL+tt.path, said.Aud)
		require.Equal(t, []int64{w.now().Unix(), w.now().Add(time.Minute).Unix()}, []int64{said.Iat, said.Exp})
		w.signIn(t, i)
		require.NotEqual(t, first, i.said.Get("client_assertion"), "each is good once")
	}

	// If the provider does not accept the algorithm of the key, the sign-in fails.
	w, i := agency(t, func(p *identity.Provider) { p.Key = key })
	i.describe = func(d map[string]any) {
		d["token_endpoint_auth_signing_alg_values_supported"] = []string{"HS256"}
	}
	d := w.begin(t)
	_, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	require.Zero(t, i.asked.token)
	require.Equal(t, 1, w.count(t, `app.audit_events where action = 'identity.sign_in' and code = 'own_key'`))
}

func TestOurKeyStandsInAFile(t *testing.T) {
	t.Parallel()
	content, err := assertion.Make()
	require.NoError(t, err)
	file := func(more string) string {
		return strings.Replace(providerFile, "    secret_file: /run/secrets/labour\n", "    key_file: /run/keys/labour\n"+more, 1)
	}
	read := func(path string) ([]byte, error) {
		require.Equal(t, "/run/keys/labour", path)
		return content, nil
	}
	all, err := identity.ReadProviders(strings.NewReader(file("    key_id: k-7\n    key_audience: token_endpoint\n")), identity.Files{Key: read})
	require.NoError(t, err)
	require.Equal(t, "k-7", all[0].Key.Public().KeyID)
	require.Equal(t, assertion.ForEndpoint, all[0].KeyAudience)
	body := strings.Split(string(content), "\n")[1]
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", all, all, all)+mustJSON(t, all), body, "a key is not written by accident")
	for name, open := range map[string]func(string) ([]byte, error){
		"loose":  func(string) ([]byte, error) { return nil, assertion.ErrLooseFile },
		"no key": func(string) ([]byte, error) { return []byte("hunter2"), nil },
	} {
		_, err = identity.ReadProviders(strings.NewReader(file("")), identity.Files{Key: open})
		require.ErrorContains(t, err, "read providers: entry 1: its key_file", name)
		require.NotContains(t, err.Error(), "hunter2")
	}
}
