package identity_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
)

// issuer is an identity provider that does what the test wants, including what no provider should do.
type issuer struct {
	*httptest.Server
	tb   testing.TB
	now  func() time.Time
	key  *ecdsa.PrivateKey
	kid  string
	keys []jose.JSONWebKey // published

	mu    sync.Mutex
	codes map[string]map[string]string // the parameters of the request, by code
	used  map[string]bool
	said  url.Values // of the last token request
	asked struct{ discovery, keys, token int }

	// claims change the claims of an identity token; raw replaces the whole token.
	claims func(map[string]any)
	raw    func(claims map[string]any) string
	alg    jose.SignatureAlgorithm
	// describe changes the metadata.
	describe func(map[string]any)
	down     bool
}

func newIssuer(tb testing.TB) *issuer {
	tb.Helper()
	i := &issuer{tb: tb, now: func() time.Time { return start }, kid: "one", codes: map[string]map[string]string{}, used: map[string]bool{}, alg: jose.ES256}
	i.reset()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", i.discovery)
	mux.HandleFunc("GET /keys", i.jwks)
	mux.HandleFunc("POST /token", i.token)
	i.Server = httptest.NewServer(mux)
	tb.Cleanup(i.Close)
	return i
}

// reset restores a well-behaved issuer, with a new key.
func (i *issuer) reset() {
	i.claims, i.raw, i.describe, i.down, i.key = nil, nil, nil, false, newKey(i.tb)
	i.keys = []jose.JSONWebKey{{Key: i.key.Public(), KeyID: i.kid, Use: "sig", Algorithm: "ES256"}}
}

func newKey(tb testing.TB) *ecdsa.PrivateKey {
	tb.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(tb, err)
	return key
}

// provider returns the issuer's entry in the file.
func (i *issuer) provider() identity.Provider {
	return identity.Provider{
		ID: "labour", Name: "Ministry of labour", Issuer: i.URL, Client: "homeward", Agencies: []casework.AgencyID{"tha-labour"},
		Proof: []string{"phr"},
	}
}

func (i *issuer) discovery(w http.ResponseWriter, _ *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.asked.discovery++
	if i.down {
		http.Error(w, "down", http.StatusBadGateway)
		return
	}
	d := map[string]any{
		"issuer": i.URL, "authorization_endpoint": i.URL + "/authorize", "token_endpoint": i.URL + "/token", "jwks_uri": i.URL + "/keys",
		"id_token_signing_alg_values_supported": []string{"ES256", "HS256", "none"}, "authorization_response_iss_parameter_supported": true,
	}
	if i.describe != nil {
		i.describe(d)
	}
	_ = json.NewEncoder(w).Encode(d)
}

func (i *issuer) jwks(w http.ResponseWriter, _ *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.asked.keys++
	if i.down {
		http.Error(w, "down", http.StatusBadGateway)
		return
	}
	_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: i.keys})
}

// authorize is the user's consent. It returns the query of the callback.
func (i *issuer) authorize(departure identity.ProviderRedirect) url.Values {
	i.tb.Helper()
	u, err := url.Parse(departure.URL)
	require.NoError(i.tb, err)
	q := map[string]string{}
	for name, values := range u.Query() {
		require.Len(i.tb, values, 1, name)
		q[name] = values[0]
	}
	require.Equal(i.tb, "S256", q["code_challenge_method"])
	require.Equal(i.tb, origin+"/signin/callback", q["redirect_uri"])
	require.Equal(i.tb, "code", q["response_type"])
	code := rand.Text()
	i.mu.Lock()
	i.codes[code] = q
	i.mu.Unlock()
	return url.Values{"state": {q["state"]}, "code": {code}, "iss": {i.URL}}
}

func (i *issuer) token(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.asked.token++
	_ = r.ParseForm()
	i.said = r.PostForm
	code := r.PostForm.Get("code")
	q, ok := i.codes[code]
	sum := sha256.Sum256([]byte(r.PostForm.Get("code_verifier")))
	if !ok || i.used[code] || base64.RawURLEncoding.EncodeToString(sum[:]) != q["code_challenge"] || r.PostForm.Get("redirect_uri") != q["redirect_uri"] {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error":"invalid_grant","error_description":"code ` + code + ` is no good"}`))
		return
	}
	i.used[code] = true
	now := i.now()
	claims := map[string]any{
		"iss": i.URL, "sub": "officer-7", "aud": "homeward", "nonce": q["nonce"], "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(),
		"name": "Somsak Jaidee", "email": "somsak@labour.example",
		"homeward_desk": string(screeners), "homeward_agency": "tha-labour", "homeward_roles": []string{"screener"},
	}
	if q["max_age"] == "0" {
		claims["auth_time"], claims["acr"] = now.Unix(), "phr"
	}
	if i.claims != nil {
		i.claims(claims)
	}
	var raw string
	if i.raw != nil {
		raw = i.raw(claims)
	} else {
		raw = i.sign("JWT", i.alg, jose.JSONWebKey{Key: i.key, KeyID: i.kid}, claims)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"access_token": "opaque", "token_type": "Bearer", "expires_in": 300, "id_token": raw})
}

func (i *issuer) sign(typ string, alg jose.SignatureAlgorithm, key any, claims map[string]any) string {
	i.tb.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, (&jose.SignerOptions{}).WithType(jose.ContentType(typ)))
	require.NoError(i.tb, err)
	body, err := json.Marshal(claims)
	require.NoError(i.tb, err)
	signed, err := signer.Sign(body)
	require.NoError(i.tb, err)
	raw, err := signed.CompactSerialize()
	require.NoError(i.tb, err)
	return raw
}

// unsignedToken returns a token without a signature.
func unsignedToken(tb testing.TB, claims map[string]any) string {
	tb.Helper()
	body, err := json.Marshal(claims)
	require.NoError(tb, err)
	return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + base64.RawURLEncoding.EncodeToString(body) + "."
}

// publicPEM returns the public key as text.
func (i *issuer) publicPEM() []byte {
	der, err := x509.MarshalPKIXPublicKey(i.key.Public())
	require.NoError(i.tb, err)
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}
