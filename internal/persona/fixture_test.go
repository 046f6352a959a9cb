package persona_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/persona"
)

var loadBook = sync.OnceValues(func() (*corridor.Set, error) { return corridor.Load(corridors.Files()) })

// clock is a clock that the test sets.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) after(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// served is a provider on a loopback address, with a client that has read its metadata.
type served struct {
	testing.TB

	address  string
	clock    *clock
	provider *persona.Provider
	oidc     *oidc.Provider
	client   oauth2.Config
	browser  *http.Client
}

func serve(tb testing.TB, machines ...persona.Machine) *served {
	tb.Helper()
	book, err := loadBook()
	require.NoError(tb, err)
	s := &served{TB: tb, clock: &clock{at: time.Now().Truncate(time.Second)}}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.provider.Handler().ServeHTTP(w, r) }))
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	require.NoError(tb, err)
	s.address = "http://localhost:" + port
	s.provider, err = persona.New(persona.Options{
		Dev: true, Listener: server.Listener.Addr(), Origin: s.address, Redirect: s.address + "/signin/callback",
		Directory: book.Directory(), Machines: machines, Now: s.clock.now,
	})
	require.NoError(tb, err)
	server.Start()
	tb.Cleanup(server.Close)
	s.oidc, err = oidc.NewProvider(tb.Context(), s.provider.Issuer())
	require.NoError(tb, err)
	s.client = oauth2.Config{
		ClientID: persona.Client, Endpoint: s.oidc.Endpoint(), RedirectURL: s.address + "/signin/callback", Scopes: []string{oidc.ScopeOpenID},
	}
	s.browser = &http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return s
}

// verifier is the PKCE secret of the tests.
const verifier = "a-verifier-of-at-least-forty-three-characters-for-pkce"

// asks returns the request of a client as a form, changed by change.
func (s *served) asks(change ...func(url.Values)) url.Values {
	sum := sha256.Sum256([]byte(verifier))
	q := url.Values{
		"client_id": {persona.Client}, "redirect_uri": {s.client.RedirectURL}, "response_type": {"code"}, "scope": {"openid"},
		"state": {"st-1"}, "nonce": {"no-1"}, "code_challenge_method": {"S256"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])},
	}
	for _, c := range change {
		c(q)
	}
	return q
}

func set(name, value string) func(url.Values) { return func(q url.Values) { q.Set(name, value) } }

func unset(name string) func(url.Values) { return func(q url.Values) { q.Del(name) } }

// reply is an answer with its whole body.
type reply struct {
	StatusCode int
	Header     http.Header
	Body       []byte
}

// Location returns the address that an answer redirects to.
func (r reply) Location() (*url.URL, error) { return url.Parse(r.Header.Get("Location")) }

func (s *served) send(r *http.Request) reply {
	s.Helper()
	answer, err := s.browser.Do(r)
	require.NoError(s, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	require.NoError(s, err)
	return reply{answer.StatusCode, answer.Header, body}
}

func (s *served) request(method, path string, form url.Values) *http.Request {
	s.Helper()
	r, err := http.NewRequestWithContext(s.Context(), method, s.address+path, strings.NewReader(form.Encode()))
	require.NoError(s, err)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return r
}

// click chooses a persona and returns the parameters that the client gets.
func (s *served) click(form url.Values) url.Values {
	s.Helper()
	answer := s.send(s.request(http.MethodPost, "/persona/authorize", form))
	require.Equal(s, http.StatusSeeOther, answer.StatusCode)
	back, err := answer.Location()
	require.NoError(s, err)
	require.Equal(s, s.client.RedirectURL, back.Scheme+"://"+back.Host+back.Path)
	require.Equal(s, s.provider.Issuer(), back.Query().Get("iss"))
	return back.Query()
}

// exchange redeems a code as a client does and returns the verified identity token.
func (s *served) exchange(code string) (*oidc.IDToken, error) {
	s.Helper()
	ctx := oidc.ClientContext(context.WithoutCancel(s.Context()), s.browser)
	token, err := s.client.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	if err != nil {
		return nil, err
	}
	raw, ok := token.Extra("id_token").(string)
	require.True(s, ok)
	return s.oidc.Verifier(&oidc.Config{ClientID: persona.Client, Now: s.clock.now}).Verify(ctx, raw)
}
