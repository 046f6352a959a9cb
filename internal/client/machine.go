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

// Machine is a program of an agency. It has its access tokens (RFC 9068) from the agency's own
// identity provider, to which it proves itself with its key, and has a new one before the old
// one is over. It can be used by many at once. Issuer, Client, Key and Now are required.
type Machine struct {
	// Issuer is the provider, as it calls itself; the rest it says of itself (OpenID Connect
	// Discovery 1.0).
	Issuer string
	// Client is the program's identifier there.
	Client string
	Key    *assertion.Key
	// Audience is who an assertion is for; "" is the issuer.
	Audience assertion.Audience
	// Resource and Scope are asked for beside, where a provider wants to hear for whom a token
	// is to be (RFC 8707) or what for; "" asks for nothing.
	Resource, Scope string
	// HTTP reaches the provider; nil is a client that waits ten seconds. It is sent nowhere else.
	HTTP *http.Client
	Now  func() time.Time

	flight singleflight.Group
	mu     sync.Mutex
	token  string
	until  time.Time
}

const (
	// renewBefore is how long before its end a token is not used any more: it has to arrive.
	renewBefore = 30 * time.Second
	// providerPatience is how long a provider has to answer.
	providerPatience = 10 * time.Second
	// maxProviderAnswer is the most that is read of its answer, in bytes.
	maxProviderAnswer = 1 << 20
)

var (
	errNoToken = fault.New(fault.Unsigned, "the identity provider gives this program no token: it does not know the client or its key, or takes no such proof (private_key_jwt)")
	errSilent  = fault.New(fault.Unavailable, "the identity provider of this program does not answer; try again later")
	errUnsafe  = fault.New(fault.Invalid, "the issuer is no address of an identity provider, as https://login.ministry.example")
)

// Sign signs requests with an access token, which is fetched when there is none, when it is
// almost over, and when it was turned away.
func (m *Machine) Sign(ctx context.Context, stale string) (string, error) {
	if token := m.kept(stale); token != "" {
		return token, nil
	}
	// Whoever asks meanwhile waits for this answer; it must not end with the first of them.
	answer := m.flight.DoChan("", func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*providerPatience)
		defer cancel()
		return nil, m.renew(ctx)
	})
	select {
	case <-ctx.Done():
		return "", fault.Wrap(context.Cause(ctx), fault.Unavailable, "it was broken off before the identity provider answered")
	case result := <-answer:
		if result.Err != nil {
			return "", result.Err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.token, nil
}

func (m *Machine) kept(stale string) string {
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
	var said struct {
		Token string      `json:"access_token"`
		Type  string      `json:"token_type"`
		Lasts json.Number `json:"expires_in"`
	}
	if err := m.ask(ctx, http.MethodPost, server.Endpoint, form, &said); err != nil {
		return err
	}
	if said.Token == "" || strings.ContainsAny(said.Token, " \r\n") || !strings.EqualFold(said.Type, "Bearer") {
		return errNoToken
	}
	lasts, err := said.Lasts.Int64()
	if err != nil || lasts < 0 || lasts > int64(time.Hour/time.Second) {
		lasts = 0 // it is used once, and the next time another one is fetched
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.token, m.until = said.Token, asked.Add(time.Duration(lasts)*time.Second)
	return nil
}

// discover asks the provider where tokens are had. What it says is taken when it is the one
// that was asked, and names an address that is as safe as its own.
func (m *Machine) discover(ctx context.Context) (assertion.Server, error) {
	if !safe(m.Issuer, m.Issuer) {
		return assertion.Server{}, errUnsafe
	}
	var said struct {
		Issuer     string   `json:"issuer"`
		Endpoint   string   `json:"token_endpoint"`
		Methods    []string `json:"token_endpoint_auth_methods_supported"`
		Algorithms []string `json:"token_endpoint_auth_signing_alg_values_supported"`
	}
	if err := m.ask(ctx, http.MethodGet, strings.TrimSuffix(m.Issuer, "/")+"/.well-known/openid-configuration", nil, &said); err != nil {
		return assertion.Server{}, err
	}
	if said.Issuer != m.Issuer || !safe(said.Endpoint, m.Issuer) || len(said.Methods) > 0 && !slices.Contains(said.Methods, "private_key_jwt") {
		return assertion.Server{}, errNoToken
	}
	return assertion.Server{Issuer: said.Issuer, Endpoint: said.Endpoint, Algorithms: said.Algorithms}, nil
}

// safe says whether an address may be sent an assertion: over https, or, when the issuer is on
// this machine, there.
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

// ask sends the provider one request and reads its answer. Nothing of either is in an error.
func (m *Machine) ask(ctx context.Context, method, address string, form url.Values, into any) error {
	request, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return errUnsafe
	}
	request.Header.Set("Accept", "application/json")
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := stepwise(m.carrier()).Do(request)
	if err != nil {
		return errSilent
	}
	defer response.Body.Close()
	content, err := io.ReadAll(io.LimitReader(response.Body, maxProviderAnswer))
	switch {
	case err != nil, response.StatusCode >= http.StatusInternalServerError, response.StatusCode == http.StatusTooManyRequests:
		return errSilent
	case response.StatusCode != http.StatusOK, json.Unmarshal(content, into) != nil:
		return errNoToken
	}
	return nil
}

func (m *Machine) carrier() *http.Client {
	if m.HTTP != nil {
		return m.HTTP
	}
	return &http.Client{Timeout: providerPatience}
}

// Check says what a machine lacks.
func (m *Machine) Check() error {
	switch {
	case m.Issuer == "" || !safe(m.Issuer, m.Issuer):
		return errUnsafe
	case m.Client == "":
		return fault.New(fault.Invalid, "the program has no identifier at its identity provider")
	case !m.Audience.Known():
		return fault.New(fault.Invalid, "key_audience is none of issuer and token_endpoint")
	case m.Key == nil || m.Now == nil:
		return errors.New("make machine: a key and a clock are required")
	}
	return nil
}
