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

// How providers are asked.
const (
	providerPatience = 10 * time.Second
	// described is how long a provider's description of itself is believed.
	described = time.Hour
	// again is how long nobody asks a provider that has just not answered.
	again        = 5 * time.Second
	maxDocument  = 1 << 20
	maxToken     = 16 << 10
	clockLeeway  = time.Minute // between a provider's clock and ours
	codeLifetime = 10 * time.Minute
)

// issuer is a provider that can be asked.
type issuer struct {
	Provider

	client *http.Client
	now    func() time.Time
	flight singleflight.Group

	mu      sync.Mutex
	found   *description
	foundAt time.Time
	failed  time.Time
}

// description is what a provider says of itself (OpenID Connect Discovery 1.0).
type description struct {
	endpoint oauth2.Endpoint
	keys     *keySet
	// names says that the provider puts its name into what it sends the browser back with (RFC 9207).
	names bool
	// takes are the algorithms with which we may sign who we are; none when it does not say.
	takes []string
}

// unavailable is what people hear when their agency's provider does not answer.
func unavailable() error {
	return fault.New(fault.Unavailable, "the agency's own sign-in does not answer; try again later")
}

// describe finds out where the provider's endpoints are.
func (i *issuer) describe(ctx context.Context) (*description, error) {
	i.mu.Lock()
	found, age, resting := i.found, i.now().Sub(i.foundAt), i.now().Sub(i.failed) < again
	i.mu.Unlock()
	if found != nil && (age < described || resting) {
		return found, nil
	}
	if resting {
		return nil, unavailable()
	}
	// Whoever asks first may go away: the others still want to know.
	ctx = context.WithoutCancel(ctx)
	fresh, err, _ := i.flight.Do("", func() (any, error) {
		ctx, cancel := context.WithTimeout(ctx, providerPatience)
		defer cancel()
		return i.discover(ctx)
	})
	i.mu.Lock()
	defer i.mu.Unlock()
	d, ok := fresh.(*description)
	if err != nil || !ok {
		i.failed = i.now()
		if i.found != nil { // what it said before is better than nothing
			return i.found, nil
		}
		return nil, unavailable()
	}
	if i.found != nil && i.found.keys.url == d.keys.url {
		d.keys = i.found.keys
	}
	i.found, i.foundAt = d, i.now()
	return d, nil
}

func (i *issuer) discover(ctx context.Context) (*description, error) {
	provider, err := oidc.NewProvider(oidc.ClientContext(ctx, i.client), i.Issuer)
	if err != nil {
		return nil, errors.New("the provider cannot be described") // its text quotes what was answered
	}
	var said struct {
		Keys  string `json:"jwks_uri"`
		Names bool   `json:"authorization_response_iss_parameter_supported"`
		// What it does not say it may take all the same: RFC 8414 makes both optional.
		Takes []string `json:"token_endpoint_auth_signing_alg_values_supported"`
	}
	if err := provider.Claims(&said); err != nil {
		return nil, errors.New("the provider's description cannot be read")
	}
	d := &description{endpoint: provider.Endpoint(), keys: &keySet{url: said.Keys, client: i.client, now: i.now}, names: said.Names, takes: said.Takes}
	for _, one := range []string{d.endpoint.AuthURL, d.endpoint.TokenURL, said.Keys} {
		if !i.safe(one) {
			return nil, errors.New("the provider names an address that is not safe")
		}
	}
	d.endpoint.AuthStyle = oauth2.AuthStyleInParams
	if i.Secret != "" {
		d.endpoint.AuthStyle = oauth2.AuthStyleInHeader
	}
	return d, nil
}

// safe says whether an address is reached as safely as the issuer is.
func (i *issuer) safe(address string) bool {
	own, err := url.Parse(i.Issuer)
	if err != nil {
		return false
	}
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == own.Scheme && u.Hostname() == own.Hostname())
}

// verifier checks tokens of the provider that are for an audience.
func (i *issuer) verifier(d *description, audience string) *oidc.IDTokenVerifier {
	return oidc.NewVerifier(i.Issuer, d.keys, &oidc.Config{ClientID: audience, SupportedSigningAlgs: i.Algorithms, Now: i.now})
}

// config is our side of the protocol.
func (i *issuer) config(d *description, redirect string) *oauth2.Config {
	return &oauth2.Config{
		ClientID: i.Client, ClientSecret: string(i.Secret), Endpoint: d.endpoint, RedirectURL: redirect,
		Scopes: append([]string{oidc.ScopeOpenID}, i.Scopes...),
	}
}

// proof is what a request for tokens says beside its code: the secret of the code's challenge
// (PKCE), and, when we have a key, who we are.
func (i *issuer) proof(d *description, verifier string) ([]oauth2.AuthCodeOption, error) {
	out := []oauth2.AuthCodeOption{oauth2.VerifierOption(verifier)}
	if i.Key == nil {
		return out, nil
	}
	to := assertion.Server{Issuer: i.Issuer, Endpoint: d.endpoint.TokenURL, Algorithms: d.takes}
	signed, err := i.Key.Sign(i.Client, to, i.KeyAudience, i.now())
	if err != nil {
		return nil, err
	}
	for name, values := range assertion.Params(signed) {
		out = append(out, oauth2.SetAuthURLParam(name, values[0]))
	}
	return out, nil
}

// newClient reaches providers: it waits for so long, reads so much, and goes nowhere that it
// was not told to go.
func newClient() *http.Client {
	return &http.Client{
		Timeout:       providerPatience,
		Transport:     bounded{http.DefaultTransport},
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("a provider does not send us elsewhere") },
	}
}

// bounded cuts answers off that are too long.
type bounded struct{ http.RoundTripper }

// RoundTrip sends a request and bounds its answer.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(answer.Body, maxDocument), answer.Body}
	}
	return answer, err
}
