package client

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"example.org/homeward/internal/assertion"
	"example.org/homeward/internal/fault"
)

// Machine is a program of an agency. It gets its access tokens (RFC 9068) from the agency's own
// identity provider, where it authenticates with its key, and renews them before they expire. It
// is safe for concurrent use. Issuer, Client, Key and Now are required.
type Machine struct {
	// Issuer identifies the provider; its metadata names the rest (OpenID Connect Discovery 1.0).
	Issuer string
	// Client is the program's identifier there.
	Client string
	Key    *assertion.Key
	// Audience is the audience of an assertion; "" means the issuer.
	Audience assertion.Audience
	// Resource and Scope are sent with the request for a token, for a provider that needs the
	// resource server (RFC 8707) or a scope; "" sends none.
	Resource, Scope string
	// HTTP calls the provider; nil means a client with a timeout of ten seconds. Redirects are not
	// followed.
	HTTP *http.Client
	Now  func() time.Time

	flight singleflight.Group
	mu     sync.Mutex
	token  string
	until  time.Time
}

const (
	// renewBefore is how long before its expiry a token is renewed: a request takes time to arrive.
	renewBefore = 30 * time.Second
	// providerTimeout limits one request to the provider.
	providerTimeout = 10 * time.Second
	// maxProviderAnswer is the most that is read of its answer, in bytes.
	maxProviderAnswer = 1 << 20
)

var (
	errNoToken      = fault.New(fault.Unsigned, "the identity provider refuses a token to this program: it does not know the client or its key, or does not support private_key_jwt")
	errProviderDown = fault.New(fault.Unavailable, "the identity provider of this program does not answer; try again later")
	errIssuer       = fault.New(fault.Invalid, "the issuer is not an address of an identity provider, as https://login.ministry.example")
)

// Sign returns an access token. It fetches one if there is none, if it is about to expire, or if
// the server has refused it.
func (m *Machine) Sign(ctx context.Context, stale string) (string, error) {
	if token := m.valid(stale); token != "" {
		return token, nil
	}
	// Concurrent callers wait for the same answer, so it must not end with the context of one of them.
	answer := m.flight.DoChan("", func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*providerTimeout)
		defer cancel()
		return nil, m.renew(ctx)
	})
	select {
	case <-ctx.Done():
		return "", fault.Wrap(context.Cause(ctx), fault.Unavailable, "the request ended before the identity provider answered")
	case result := <-answer:
		if result.Err != nil {
			return "", result.Err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.token, nil
}

// valid returns the token, or "" if it is stale or about to expire.
func (m *Machine) valid(stale string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.token == stale || !m.Now().Before(m.until.Add(-renewBefore)) {
		return ""
	}
	return m.token
}

// renew fetches a token.
func (m *Machine) renew(ctx context.Context) error {
	server, err := m.discover(ctx)
	if err != nil {
		return err
	}
	asked := m.Now()
	signed, err := m.Key.Sign(m.Client, server, m.Audience, asked)
	if err != nil {
		return errNoToken
	}
	form := assertion.Params(signed)
	form.Set("grant_type", "client_credentials")
	form.Set("client_id", m.Client)
	for name, value := range map[string]string{"resource": m.Resource, "scope": m.Scope} {
		if value != "" {
			form.Set(name, value)
		}
	}
	var answer struct {
		Token string      `json:"access_token"`
		Type  string      `json:"token_type"`
		Lasts json.Number `json:"expires_in"`
	}
	if err := m.ask(ctx, http.MethodPost, server.Endpoint, form, &answer); err != nil {
		return err
	}
	if answer.Token == "" || strings.ContainsAny(answer.Token, " \r\n") || !strings.EqualFold(answer.Type, "Bearer") {
		return errNoToken
	}
	lasts, err := answer.Lasts.Int64()
	if err != nil || lasts < 0 || lasts > int64(time.Hour/time.Second) {
		lasts = 0 // unknown: it is used once, and the next call fetches another one
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.token, m.until = answer.Token, asked.Add(time.Duration(lasts)*time.Second)
	return nil
}

// discover fetches the provider's metadata. It returns errNoToken unless the provider is the
// issuer and its token endpoint is as safe as the issuer's own address.
func (m *Machine) discover(ctx context.Context) (assertion.Server, error) {
	if !safe(m.Issuer, m.Issuer) {
		return assertion.Server{}, errIssuer
	}
	var answer struct {
		Issuer     string   `json:"issuer"`
		Endpoint   string   `json:"token_endpoint"`
		Methods    []string `json:"token_endpoint_auth_methods_supported"`
		Algorithms []string `json:"token_endpoint_auth_signing_alg_values_supported"`
	}
	if err := m.ask(ctx, http.MethodGet, strings.TrimSuffix(m.Issuer, "/")+"/.well-known/openid-configuration", nil, &answer); err != nil {
		return assertion.Server{}, err
	}
	if answer.Issuer != m.Issuer || !safe(answer.Endpoint, m.Issuer) || len(answer.Methods) > 0 && !slices.Contains(answer.Methods, "private_key_jwt") {
		return assertion.Server{}, errNoToken
	}
	return assertion.Server{Issuer: answer.Issuer, Endpoint: answer.Endpoint, Algorithms: answer.Algorithms}, nil
}

// safe reports whether an assertion may be sent to an address: over https, or on this machine if
// the issuer is on it.
func safe(address, issuer string) bool {
	own, err := url.Parse(issuer)
	if err != nil {
		return false
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return false
	}
	here := u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1"
	return u.Scheme == "https" || u.Scheme == "http" && here && own.Hostname() == u.Hostname()
}

// ask sends one request to the provider and decodes the answer. Errors never repeat either.
func (m *Machine) ask(ctx context.Context, method, address string, form url.Values, into any) error {
	request, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return errIssuer
	}
	request.Header.Set("Accept", "application/json")
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := withoutRedirects(m.client()).Do(request)
	if err != nil {
		return errProviderDown
	}
	defer response.Body.Close()
	content, err := io.ReadAll(io.LimitReader(response.Body, maxProviderAnswer))
	switch {
	case err != nil, response.StatusCode >= http.StatusInternalServerError, response.StatusCode == http.StatusTooManyRequests:
		return errProviderDown
	case response.StatusCode != http.StatusOK, json.Unmarshal(content, into) != nil:
		return errNoToken
	}
	return nil
}

func (m *Machine) client() *http.Client {
	if m.HTTP != nil {
		return m.HTTP
	}
	return &http.Client{Timeout: providerTimeout}
}

// Check returns an error if a required field is missing or not valid.
func (m *Machine) Check() error {
	switch {
	case m.Issuer == "" || !safe(m.Issuer, m.Issuer):
		return errIssuer
	case m.Client == "":
		return fault.New(fault.Invalid, "the program has no identifier at its identity provider")
	case !m.Audience.Known():
		return fault.New(fault.Invalid, "key_audience must be issuer or token_endpoint")
	case m.Key == nil || m.Now == nil:
		return errors.New("make machine: a key and a clock are required")
	}
	return nil
}
