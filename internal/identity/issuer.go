package identity

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
	"golang.org/x/sync/singleflight"

	"example.org/homeward/internal/assertion"
	"example.org/homeward/internal/fault"
)

// Limits for requests to providers.
const (
	providerTimeout = 10 * time.Second
	// metadataFresh is how long a provider's metadata is used before it is read again.
	metadataFresh = time.Hour
	// retryPause is how long a provider that did not answer is not asked again.
	retryPause   = 5 * time.Second
	maxDocument  = 1 << 20
	maxToken     = 16 << 10
	clockLeeway  = time.Minute // between a provider's clock and ours
	codeLifetime = 10 * time.Minute
)

// issuer is a provider with its metadata and its client.
type issuer struct {
	Provider

	client *http.Client
	now    func() time.Time
	group  singleflight.Group

	mu      sync.Mutex
	found   *providerMetadata
	foundAt time.Time
	failed  time.Time
}

// providerMetadata is a provider's metadata (OpenID Connect Discovery 1.0).
type providerMetadata struct {
	endpoint oauth2.Endpoint
	keys     *keySet
	// sendsIssuer reports whether the provider sends its issuer with the authorization response (RFC
	// 9207).
	sendsIssuer bool
	// signingAlgs are the algorithms with which we may sign client assertions; empty if the provider
	// does not say.
	signingAlgs []string
}

// providerUnavailable is the answer if the agency's provider does not respond.
func providerUnavailable() error {
	return fault.New(fault.Unavailable, "the agency's sign-in does not respond; try again later")
}

// metadata returns the provider's metadata, from the cache or by discovery. If discovery fails, it
// returns older metadata, or fault.Unavailable if there is none.
func (i *issuer) metadata(ctx context.Context) (*providerMetadata, error) {
	i.mu.Lock()
	found, age, resting := i.found, i.now().Sub(i.foundAt), i.now().Sub(i.failed) < retryPause
	i.mu.Unlock()
	if found != nil && (age < metadataFresh || resting) {
		return found, nil
	}
	if resting {
		return nil, providerUnavailable()
	}
	// The first caller may cancel; the others still need the answer.
	ctx = context.WithoutCancel(ctx)
	fresh, err, _ := i.group.Do("", func() (any, error) {
		ctx, cancel := context.WithTimeout(ctx, providerTimeout)
		defer cancel()
		return i.discover(ctx)
	})
	i.mu.Lock()
	defer i.mu.Unlock()
	d, ok := fresh.(*providerMetadata)
	if err != nil || !ok {
		i.failed = i.now()
		if i.found != nil { // older metadata is better than none
			return i.found, nil
		}
		return nil, providerUnavailable()
	}
	if i.found != nil && i.found.keys.url == d.keys.url {
		d.keys = i.found.keys
	}
	i.found, i.foundAt = d, i.now()
	return d, nil
}

func (i *issuer) discover(ctx context.Context) (*providerMetadata, error) {
	provider, err := oidc.NewProvider(oidc.ClientContext(ctx, i.client), i.Issuer)
	if err != nil {
		return nil, errors.New("the provider cannot be described") // the error quotes the response
	}
	var said struct {
		Keys  string `json:"jwks_uri"`
		Names bool   `json:"authorization_response_iss_parameter_supported"`
		// A provider may accept more than it says: RFC 8414 makes both optional.
		Takes []string `json:"token_endpoint_auth_signing_alg_values_supported"`
	}
	if err := provider.Claims(&said); err != nil {
		return nil, errors.New("the provider's description cannot be read")
	}
	d := &providerMetadata{endpoint: provider.Endpoint(), keys: &keySet{url: said.Keys, client: i.client, now: i.now}, sendsIssuer: said.Names, signingAlgs: said.Takes}
	for _, one := range []string{d.endpoint.AuthURL, d.endpoint.TokenURL, said.Keys} {
		if !i.safeURL(one) {
			return nil, errors.New("the provider's metadata has an address that is not safe")
		}
	}
	d.endpoint.AuthStyle = oauth2.AuthStyleInParams
	if i.Secret != "" {
		d.endpoint.AuthStyle = oauth2.AuthStyleInHeader
	}
	return d, nil
}

// safeURL reports whether an address is as safe as the issuer's: https, or the same scheme and host.
func (i *issuer) safeURL(address string) bool {
	own, err := url.Parse(i.Issuer)
	if err != nil {
		return false
	}
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == own.Scheme && u.Hostname() == own.Hostname())
}

// verifier returns a verifier for the provider's tokens with an audience.
func (i *issuer) verifier(d *providerMetadata, audience string) *oidc.IDTokenVerifier {
	return oidc.NewVerifier(i.Issuer, d.keys, &oidc.Config{ClientID: audience, SupportedSigningAlgs: i.Algorithms, Now: i.now})
}

// config returns the OAuth client configuration.
func (i *issuer) config(d *providerMetadata, redirect string) *oauth2.Config {
	return &oauth2.Config{
		ClientID: i.Client, ClientSecret: string(i.Secret), Endpoint: d.endpoint, RedirectURL: redirect,
		Scopes: append([]string{oidc.ScopeOpenID}, i.Scopes...),
	}
}

// clientAuth returns the parameters of a token request beside the code: the PKCE verifier and, if we
// have a key, a client assertion (private_key_jwt).
func (i *issuer) clientAuth(d *providerMetadata, verifier string) ([]oauth2.AuthCodeOption, error) {
	out := []oauth2.AuthCodeOption{oauth2.VerifierOption(verifier)}
	if i.Key == nil {
		return out, nil
	}
	to := assertion.Server{Issuer: i.Issuer, Endpoint: d.endpoint.TokenURL, Algorithms: d.signingAlgs}
	signed, err := i.Key.Sign(i.Client, to, i.KeyAudience, i.now())
	if err != nil {
		return nil, err
	}
	for name, values := range assertion.Params(signed) {
		out = append(out, oauth2.SetAuthURLParam(name, values[0]))
	}
	return out, nil
}

// newClient returns a client for requests to providers. It limits the time and the size of a response,
// and follows no redirects.
func newClient() *http.Client {
	return &http.Client{
		Timeout:   providerTimeout,
		Transport: limitedTransport{http.DefaultTransport},
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return errors.New("a redirect of a provider is not followed")
		},
	}
}

// limitedTransport truncates responses that are too long.
type limitedTransport struct{ http.RoundTripper }

// RoundTrip sends a request and limits the size of its response.
func (b limitedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(answer.Body, maxDocument), answer.Body}
	}
	return answer, err
}
