package client_test

import (
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/assertion"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/persona"
	"example.org/homeward/internal/wire"
)

// agency is an identity provider with one program, and a Homeward server that accepts its tokens
// until they expire.
type agency struct {
	*httptest.Server

	issuer string
	key    *assertion.Key
	clock  atomic.Int64
	given  atomic.Int64 // tokens

	mu    sync.Mutex
	taken map[string]int // by token
	off   bool           // takes none
}

func (a *agency) now() time.Time { return time.Unix(a.clock.Load(), 0) }

func newAgency(tb testing.TB) *agency {
	tb.Helper()
	a := &agency{taken: map[string]int{}, key: programKey(tb)}
	a.clock.Store(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).Unix())
	book, err := corridor.Load(corridors.Files())
	require.NoError(tb, err)
	var provider *persona.Provider
	mux := http.NewServeMux()
	mux.HandleFunc(persona.Prefix+"/", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			a.given.Add(1)
		}
		provider.Handler().ServeHTTP(w, r)
	})
	mux.HandleFunc("/", a.serve)
	a.Server = httptest.NewUnstartedServer(mux)
	_, port, err := net.SplitHostPort(a.Listener.Addr().String())
	require.NoError(tb, err)
	origin := "http://localhost:" + port
	provider, err = persona.New(persona.Options{
		Dev: true, Listener: a.Listener.Addr(), Origin: origin, Redirect: origin + "/signin/callback", Directory: book.Directory(), Now: a.now,
		Machines: []persona.Machine{{ID: "case-register", Key: a.key.Public()}},
	})
	require.NoError(tb, err)
	a.issuer = provider.Issuer()
	a.Start()
	tb.Cleanup(a.Close)
	return a
}

func programKey(tb testing.TB) *assertion.Key {
	tb.Helper()
	content, err := assertion.Make()
	require.NoError(tb, err)
	key, err := assertion.Parse(content, "")
	require.NoError(tb, err)
	return key
}

// serve accepts a token until it expires, as Homeward does.
func (a *agency) serve(w http.ResponseWriter, r *http.Request) {
	token := r.Header.Get("Authorization")[len("Bearer "):]
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.ES256})
	var said struct {
		Exp int64  `json:"exp"`
		Sub string `json:"sub"`
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.taken[token]++
	if err != nil || a.off || json.Unmarshal(signed.UnsafePayloadWithoutVerification(), &said) != nil || a.now().Unix() >= said.Exp {
		w.WriteHeader(http.StatusUnauthorized)
		_ = json.NewEncoder(w).Encode(wire.Problem{Code: fault.Unsigned, Status: http.StatusUnauthorized})
		return
	}
	_ = json.NewEncoder(w).Encode(wire.Account{Account: casework.AccountID(said.Sub)})
}

func (a *agency) program() *client.Machine {
	return &client.Machine{Issuer: a.issuer, Client: "case-register", Key: a.key, Now: a.now}
}

func TestAProgramGetsItsTokensFromItsProvider(t *testing.T) {
	t.Parallel()
	a := newAgency(t)
	program := a.program()
	require.NoError(t, program.Check())
	c, err := client.New(client.Options{Server: a.URL, Sign: program.Sign})
	require.NoError(t, err)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			me, err := c.ShowAccount(t.Context())
			if err != nil || me.Account != "case-register" {
				t.Error(err, me.Account)
			}
		})
	}
	all.Wait()
	require.EqualValues(t, 1, a.given.Load(), "one token, however many ask at once")

	a.clock.Add(int64((9*time.Minute + 31*time.Second) / time.Second))
	_, err = c.ShowAccount(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 2, a.given.Load(), "renewed before it expires")
	a.mu.Lock()
	require.Len(t, a.taken, 2)
	a.mu.Unlock()

	// Homeward's clock may be ahead of the program's: a refused token is renewed at once.
	behind := a.now()
	slow := a.program()
	slow.Now = func() time.Time { return behind }
	s, err := client.New(client.Options{Server: a.URL, Sign: slow.Sign})
	require.NoError(t, err)
	_, err = s.ShowAccount(t.Context())
	require.NoError(t, err)
	first := a.given.Load()
	a.mu.Lock()
	a.off = true
	a.mu.Unlock()
	_, err = s.ShowAccount(t.Context())
	require.Equal(t, fault.Unsigned, fault.CodeOf(codeOf(err)), "and reported once")
	require.Equal(t, first+1, a.given.Load())
}

// codeOf converts a problem of the contract to a fault.
func codeOf(err error) error {
	if p, ok := err.(*client.ProblemError); ok { //nolint:errorlint // it is what the client gives
		return fault.New(p.Code, p.Title)
	}
	return err
}

func TestAProgramThatTheProviderRefuses(t *testing.T) {
	t.Parallel()
	a := newAgency(t)
	for name, tt := range map[string]struct {
		change func(*client.Machine)
		want   fault.Code
	}{
		"another key":           {func(m *client.Machine) { m.Key = programKey(t) }, fault.Unsigned},
		"another name":          {func(m *client.Machine) { m.Client = "king" }, fault.Unsigned},
		"another installation":  {func(m *client.Machine) { m.Resource = "https://elsewhere.example" }, fault.Unsigned},
		"an old clock":          {func(m *client.Machine) { m.Now = func() time.Time { return a.now().Add(-time.Hour) } }, fault.Unsigned},
		"an issuer that is not": {func(m *client.Machine) { m.Issuer += "/x" }, fault.Unsigned},
		"an unreachable issuer": {func(m *client.Machine) { m.Issuer = "http://localhost:1" }, fault.Unavailable},
		"an issuer in clear":    {func(m *client.Machine) { m.Issuer = "http://login.ministry.example" }, fault.Invalid},
	} {
		m := a.program()
		tt.change(m)
		token, err := m.Sign(t.Context(), "")
		require.Equal(t, tt.want, fault.CodeOf(err), name)
		require.Empty(t, token, name)
	}
}

// A malicious provider gets no assertion that is valid elsewhere, and its token is not used.
func TestAMaliciousProvider(t *testing.T) {
	t.Parallel()
	var posted atomic.Int64
	away := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { posted.Add(1) }))
	t.Cleanup(away.Close)
	for name, tt := range map[string]struct {
		describe func(map[string]any)
		token    any
		asked    bool
	}{
		"is another":             {describe: func(d map[string]any) { d["issuer"] = "https://login.ministry.example" }},
		"sends it away":          {describe: func(d map[string]any) { d["token_endpoint"] = "http://login.ministry.example/token" }},
		"has no place for it":    {describe: func(d map[string]any) { delete(d, "token_endpoint") }},
		"wants a secret":         {describe: func(d map[string]any) { d["token_endpoint_auth_methods_supported"] = []string{"client_secret_basic"} }},
		"wants a weak signature": {describe: func(d map[string]any) { d["token_endpoint_auth_signing_alg_values_supported"] = []string{"HS256"} }},
		"sends one on":           {asked: true},
		"says nothing":           {token: "", asked: true},
		"gives another kind":     {token: map[string]any{"access_token": "x", "token_type": "DPoP", "expires_in": 60}, asked: true},
		"breaks the line":        {token: map[string]any{"access_token": "x\r\nX: y", "token_type": "Bearer", "expires_in": 60}, asked: true},
		"gives nothing":          {token: map[string]any{"token_type": "Bearer", "expires_in": 60}, asked: true},
		"counts in words":        {token: map[string]any{"access_token": "x", "token_type": "Bearer", "expires_in": "soon"}, asked: true},
	} {
		asked := false
		mux := http.NewServeMux()
		s := httptest.NewServer(mux)
		t.Cleanup(s.Close)
		mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
			d := map[string]any{"issuer": s.URL, "token_endpoint": s.URL + "/token"}
			if tt.describe != nil {
				tt.describe(d)
			}
			_ = json.NewEncoder(w).Encode(d)
		})
		mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
			asked = true
			if tt.token == nil {
				http.Redirect(w, r, away.URL, http.StatusTemporaryRedirect)
				return
			}
			_ = json.NewEncoder(w).Encode(tt.token)
		})
		m := &client.Machine{Issuer: s.URL, Client: "case-register", Key: programKey(t), Now: time.Now}
		_, err := m.Sign(t.Context(), "")
		require.Equal(t, fault.Unsigned, fault.CodeOf(err), name)
		require.Equal(t, tt.asked, asked, name)
	}
	require.Zero(t, posted.Load(), "no redirect is followed")
}

// Any answer of a provider leads to a token that is valid in a header, or to an error.
func FuzzProvider(f *testing.F) {
	f.Add([]byte(`{"access_token":"x","token_type":"Bearer","expires_in":600}`), []byte(`{}`))
	f.Add([]byte(`{"access_token":"x\r\n","token_type":"bearer"}`), []byte(`{"token_endpoint":[]}`))
	f.Add([]byte(`[]`), []byte(`{"token_endpoint_auth_methods_supported":["private_key_jwt"]}`))
	key := programKey(f)
	f.Fuzz(func(t *testing.T, token, more []byte) {
		mux := http.NewServeMux()
		s := httptest.NewServer(mux)
		defer s.Close()
		mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
			d := map[string]any{"issuer": s.URL, "token_endpoint": s.URL + "/token"}
			_ = json.Unmarshal(more, &d)
			_ = json.NewEncoder(w).Encode(d)
		})
		mux.HandleFunc("POST /token", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(token) })
		m := &client.Machine{Issuer: s.URL, Client: "case-register", Key: key, Now: time.Now}
		got, err := m.Sign(t.Context(), "")
		if err != nil {
			require.NotEqual(t, fault.Unknown, fault.CodeOf(err))
			return
		}
		require.NotEmpty(t, got)
		require.NotContains(t, got, "\n")
	})
}
