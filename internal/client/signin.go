package client

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Persona is an invented officer, as the sign-in of a development server accepts them.
type Persona struct {
	Desk    casework.DeskID
	Role    casework.Role
	Account string            // a code; two officers of one desk need two
	Agency  casework.AgencyID // that sent a member to a panel; "" means the desk's own
}

// The pages and the cookie of signing in.
const (
	sessionCookie = "__Host-homeward"
	signInAddress = "/signin/dev?to=%2Faccount"
	proveAddress  = "/account/prove/agency?to=%2Faccount"
)

var errNoPersonas = fault.New(fault.Unsigned, "signing in by desk failed: this is not a development server, or it does not know this desk and role")

// SignInAs signs a persona in on a development server and returns the token of the session. It
// does what a browser does: it opens the server's own identity provider, chooses the persona, and
// returns with a code that only this sign-in can use (PKCE). It connects to this machine only.
func SignInAs(ctx context.Context, server string, who Persona, carrier *http.Client) (string, error) {
	return signIn(ctx, server, who, carrier, signInAddress)
}

// ProveAs signs a persona in with a fresh proof of identity, which some operations require
// (step-up).
func ProveAs(ctx context.Context, server string, who Persona, carrier *http.Client) (string, error) {
	return signIn(ctx, server, who, carrier, signInAddress, proveAddress)
}

// signIn opens pages that lead through the identity provider, one after the other.
func signIn(ctx context.Context, server string, who Persona, carrier *http.Client, pages ...string) (string, error) {
	base, err := url.Parse(server)
	if err != nil || base.Hostname() != "localhost" && base.Hostname() != "127.0.0.1" && base.Hostname() != "::1" {
		return "", errNoPersonas
	}
	b := browser{ctx: ctx, http: withoutRedirects(carrier), cookies: map[string]string{}, host: base.Hostname()}
	for _, page := range pages {
		if err := b.authenticate(server+page, who); err != nil {
			return "", err
		}
	}
	token := b.cookies[sessionCookie]
	if token == "" {
		return "", errNoPersonas
	}
	return token, nil
}

// authenticate follows a page to the identity provider, chooses the persona, and returns.
func (b browser) authenticate(address string, who Persona) error {
	provider, err := b.open(http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	form := provider.Query()
	form.Set("desk", string(who.Desk))
	form.Set("roles", string(who.Role))
	form.Set("account", who.Account)
	form.Set("agency", string(who.Agency))
	provider.RawQuery = ""
	back, err := b.open(http.MethodPost, provider.String(), form)
	if err != nil {
		return err
	}
	_, err = b.open(http.MethodGet, back.String(), nil)
	return err
}

// withoutRedirects returns an HTTP client that follows no redirect.
func withoutRedirects(carrier *http.Client) *http.Client {
	own := &http.Client{Timeout: time.Minute}
	if carrier != nil {
		*own = *carrier
	}
	own.Jar = nil
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return own
}

// browser is what signing in needs of a browser: cookies and redirects.
type browser struct {
	ctx     context.Context //nolint:containedctx // it lives as long as one sign-in
	http    *http.Client
	cookies map[string]string
	host    string // the only one that it follows a redirect to
}

// open sends one request and returns where the answer redirects to.
func (b browser) open(method, address string, form url.Values) (*url.URL, error) {
	request, err := http.NewRequestWithContext(b.ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, errNoPersonas
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range b.cookies {
		request.AddCookie(&http.Cookie{Name: name, Value: value}) //nolint:gosec // it is sent, not set
	}
	response, err := b.http.Do(request)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "the server cannot be reached; is it running?")
	}
	defer response.Body.Close()
	content, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "the answer broke off; try again")
	}
	if response.StatusCode == http.StatusTooManyRequests {
		return nil, problem(response, content)
	}
	to, err := response.Location()
	if err != nil || to.Hostname() != b.host {
		return nil, errNoPersonas
	}
	for _, c := range response.Cookies() {
		b.cookies[c.Name] = c.Value
	}
	return to, nil
}

// PersonaSignIn signs personas in on one development server, each of them once, and keeps their
// tokens. It is safe for concurrent use.
type PersonaSignIn struct {
	Server string
	HTTP   *http.Client

	mu     sync.Mutex
	tokens map[Persona]string
	flight singleflight.Group
}

// As returns what authenticates the requests of a persona.
func (p *PersonaSignIn) As(who Persona) Sign {
	return func(ctx context.Context, stale string) (string, error) {
		if token := p.saved(who); token != "" && token != stale {
			return token, nil
		}
		key := strings.Join([]string{string(who.Desk), string(who.Role), who.Account, string(who.Agency)}, " ")
		_, err, _ := p.flight.Do(key, func() (any, error) {
			if token := p.saved(who); token != "" && token != stale {
				return nil, nil
			}
			in := SignInAs
			if stale != "" { // the server may ask for a fresh proof
				in = ProveAs
			}
			token, err := in(ctx, p.Server, who, p.HTTP)
			if err == nil {
				p.save(who, token)
			}
			return nil, err
		})
		return p.saved(who), err
	}
}

func (p *PersonaSignIn) saved(who Persona) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.tokens[who]
}

func (p *PersonaSignIn) save(who Persona, token string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.tokens == nil {
		p.tokens = map[Persona]string{}
	}
	p.tokens[who] = token
}
